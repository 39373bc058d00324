import type { Evaluation } from '../services/evaluate-model';
import { type Action, print, UsageError } from './command';
import { type DatasetOptions, sourceOf } from './datasets';

export interface EvaluateOptions {
  readonly model?: string | undefined;
}

/** How well a model does on labelled images: the kinds of labels that `dataset add` takes. */
export function evaluate(
  operands: readonly string[],
  { json, dataset, evaluate: { model } }: { readonly json: boolean; readonly dataset: DatasetOptions; readonly evaluate: EvaluateOptions },
): Action {
  if (operands.length > 0) throw new UsageError('evaluate takes options only.');
  if (model === undefined)
    throw new UsageError('evaluate needs --model ID; shipped and active name the one that came along and the one in force.');
  const sourceNow = sourceOf(dataset);
  return async ({ modelTests }) => {
    let failures = 0;
    const evaluation = await modelTests.evaluate(
      model,
      sourceNow(),
      (failure, outcome) => {
        if (outcome === 'error') failures += 1;
        process.stderr.write(`${outcome === 'refused' ? 'Not scored' : 'Failed'}: ${failure.message}\n`);
      },
      (done, all) => {
        if (done % 100 === 0 || done === all) process.stderr.write(`${done} of ${all} images\n`);
      },
    );
    print(json ? JSON.stringify(evaluation) : describe(evaluation));
    return failures === 0;
  };
}

function describe(found: Evaluation): string {
  const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
  return [
    `${found.modelId} on ${found.n} images (${found.positives} positive) of ${found.patients} patients; ${found.refused} not scored, ${found.failed} failed`,
    `AUC ${share(found.auc)} (95 % interval ${share(found.aucLow)} to ${share(found.aucHigh)}), area under precision and recall ${share(found.prAuc)}`,
    `At the threshold of ${share(found.threshold)}: sensitivity ${share(found.sensitivity)}, specificity ${share(found.specificity)}`,
    `Accuracy ${share(found.accuracy)} (always the commoner answer: ${share(found.majorityAccuracy)}), balanced ${share(found.balancedAccuracy)}`,
    `Brier score ${share(found.brier)}, expected calibration error ${share(found.ece)}`,
    `Overlay’s peak in a radiologist’s box ${share(found.pointingHit)}, mean average precision of boxes ${share(found.meanAveragePrecision)}`,
  ].join('\n');
}
