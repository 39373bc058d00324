import { resolve } from 'node:path';
import type { OperatingPointName } from '../../shared/model-card';
import { writeWhole } from '../dataset/write-whole';
import { type ImageScoreLine, scoresCsv } from '../services/scores-csv';
import { type Action, print, UsageError } from './command';
import { type DatasetOptions, sourceOf } from './datasets';
import { describeEvaluation } from './describe-evaluation';

/** What `evaluate` takes, for parseArgs. */
export const evaluateOptions = { out: { type: 'string' } } as const;

export interface EvaluateOptions {
  readonly model?: string | undefined;
  /** A file for every image's score. */
  readonly out?: string | undefined;
}

/** How well a model does on labelled images: the kinds of labels that `dataset add` takes. */
export function evaluate(
  operands: readonly string[],
  {
    json,
    dataset,
    operatingPoint,
    evaluate: { model, out },
  }: {
    readonly json: boolean;
    readonly operatingPoint: OperatingPointName | undefined;
    readonly dataset: DatasetOptions;
    readonly evaluate: EvaluateOptions;
  },
): Action {
  if (operands.length > 0) throw new UsageError('evaluate takes options only.');
  if (model === undefined)
    throw new UsageError('evaluate needs --model ID; shipped and active name the one that came along and the one in force.');
  const sourceNow = sourceOf(dataset);
  return async ({ modelTests }) => {
    let failures = 0;
    const scores: ImageScoreLine[] = [];
    const evaluation = await modelTests.evaluate(
      { id: model, point: operatingPoint ?? null },
      sourceNow(),
      (failure, outcome) => {
        if (outcome === 'error') failures += 1;
        process.stderr.write(`${outcome === 'refused' ? 'Not scored' : 'Failed'}: ${failure.message}\n`);
      },
      (done, all) => {
        if (done % 100 === 0 || done === all) process.stderr.write(`${done} of ${all} images\n`);
      },
      (image) => scores.push(image),
    );
    if (out !== undefined) writeWhole(resolve(out), Buffer.from(scoresCsv(scores)));
    print(json ? JSON.stringify(evaluation) : describeEvaluation(evaluation));
    return failures === 0;
  };
}
