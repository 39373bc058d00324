import { resolve } from 'node:path';
import type { ActiveModel, ModelComparison, ModelSummary } from '../../shared/model';
import { cardMarkdown, cardText } from '../services/model-card-text';
import { type Action, print, UsageError } from './command';

/** What `model` takes, for parseArgs. */
export const modelOptions = {
  test: { type: 'string' },
  'despite-gate': { type: 'boolean', default: false },
  'layers-model': { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
} as const;

export interface ModelOptions {
  /** A dataset to compare on; without it the test part of the candidate's own run. */
  readonly test?: string | undefined;
  readonly 'despite-gate': boolean;
  readonly 'layers-model': boolean;
  readonly markdown: boolean;
}

export function models(operands: readonly string[], { json }: { readonly json: boolean }): Action {
  if (operands.length > 0) throw new UsageError('models takes no operand.');
  return ({ models: known }) => {
    for (const one of known.list()) print(json ? JSON.stringify(one) : describe(one));
    return Promise.resolve(true);
  };
}

/** `model card ID | activate ID | rollback | import FILE | export ID FILE`. */
export function model(
  operands: readonly string[],
  { json, model: options }: { readonly json: boolean; readonly model: ModelOptions },
): Action {
  const [verb, first, second, ...others] = operands;
  const count = operands.length - 1;
  if (verb === 'card' && first !== undefined && count === 1) return showCard(first, options, json);
  if (verb === 'rollback' && count === 0) return rollback(json);
  if (verb === 'activate' && first !== undefined && count === 1) return activate(first, options, json);
  if (verb === 'import' && first !== undefined && count === 1) return importOne(resolve(first), json);
  if (verb === 'export' && first !== undefined && second !== undefined && others.length === 0) {
    return exportOne(first, resolve(second), options, json);
  }
  throw new UsageError('model takes: card ID, activate ID, rollback, import FILE or export ID FILE.');
}

/** Compares first, and says what it found, even where the gate is to be passed despite it. */
function activate(id: string, { test, 'despite-gate': despite }: ModelOptions, json: boolean): Action {
  return async ({ models: known, modelTests }) => {
    const comparison = await modelTests.compare(id, test ?? null).catch((error: unknown) => {
      if (!despite) throw error;
      process.stderr.write(`Not compared: ${error instanceof Error ? error.message : String(error)}\n`);
      return null;
    });
    if (comparison !== null) print(json ? JSON.stringify(comparison) : describeComparison(comparison));
    printActive(await known.activate(id, { despite }), json);
    return true;
  };
}

function showCard(id: string, { markdown }: ModelOptions, json: boolean): Action {
  return async ({ models: known }) => {
    const { card } = (await known.find(id)).model;
    if (markdown) process.stdout.write(cardMarkdown(card));
    else print(json ? JSON.stringify(card) : cardText(card));
    return true;
  };
}

function rollback(json: boolean): Action {
  return async ({ models: known }) => {
    printActive(await known.rollback(), json);
    const problem = known.problem();
    if (problem !== null) process.stderr.write(`${problem.message}\n`);
    return problem === null;
  };
}

function importOne(file: string, json: boolean): Action {
  return async ({ models: known }) => {
    const summary = await known.import(file);
    print(json ? JSON.stringify(summary) : describe(summary));
    return true;
  };
}

function exportOne(id: string, target: string, { 'layers-model': layersModel }: ModelOptions, json: boolean): Action {
  const form = layersModel ? 'layers-model' : 'package';
  return async ({ models: known }) => {
    await known.export(id, target, form);
    print(json ? JSON.stringify({ modelId: id, form, file: target }) : `${id} is in ${target}`);
    return true;
  };
}

function printActive({ card, sha256 }: ActiveModel, json: boolean): void {
  print(json ? JSON.stringify({ active: card.id, sha256 }) : `${card.id} is in force (${sha256.slice(0, 12)}).`);
}

function describe({ id, origin, run, createdOn, active, sha256, name }: ModelSummary): string {
  const from = run === null ? origin : `${origin} by run ${run}`;
  return [active ? '*' : ' ', id, from, createdOn, sha256.slice(0, 12), name].join('\t');
}

function describeComparison(found: ModelComparison): string {
  const { candidateId, activeId, testSet, images, positives, verdict, cautions } = found;
  const interval = `${signed(found.differenceLow)} to ${signed(found.differenceHigh)}`;
  return [
    `${candidateId} beside ${activeId} on ${testSet}: ${images} images, ${positives} with opacity`,
    `AUC ${found.candidateAuc.toFixed(4)} and ${found.activeAuc.toFixed(4)}: difference ${signed(found.aucDifference)} (95 %: ${interval}), p ${found.pValue.toFixed(4)}`,
    `Sensitivity ${found.candidateSensitivity.toFixed(3)} and ${found.activeSensitivity.toFixed(3)} at specificity ${found.atSpecificity.toFixed(3)}`,
    ...cautions.map((caution) => `Caution: ${caution}`),
    `Verdict: ${verdict}`,
  ].join('\n');
}

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
