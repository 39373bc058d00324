import type { RunDetail, RunSummary } from '../../shared/training';
import { type Action, type CommandOptions, print, UsageError, wholeNumber } from './command';

export function runs(operands: readonly string[], { json }: CommandOptions): Action {
  if (operands.length > 0) throw new UsageError('runs takes no operand; run RUN shows one of them.');
  return async ({ training }) => {
    for (const one of await training.list()) print(json ? JSON.stringify(one) : describeRun(one));
    return true;
  };
}

export function run(operands: readonly string[], { json }: CommandOptions): Action {
  const [text] = operands;
  if (text === undefined || operands.length > 1) throw new UsageError('run takes the number of one run.');
  const number = wholeNumber(text, 1, 'run');
  return async ({ training }) => {
    const detail = await training.show(number);
    print(json ? JSON.stringify(detail) : describeDetail(detail));
    return true;
  };
}

function describeRun({ run: number, dataset, settings, state, epoch, best, modelId }: RunSummary): string {
  const auc = best === null ? '-' : `AUC ${best.auc.toFixed(4)}`;
  return [number, settings.preset, dataset, state, `${epoch} of ${settings.epochs} epochs`, auc, modelId ?? '-'].join('\t');
}

function describeDetail(detail: RunDetail): string {
  const { epochs, settings, warnings, ...facts } = detail;
  const lines = Object.entries(facts)
    .filter(([name]) => name !== 'best')
    .map(([name, value]) => `${name.padEnd(20)}${String(value ?? '-')}`);
  const table = epochs.map(
    (one) =>
      `${String(one.epoch).padStart(5)}  ${[
        one.trainLoss,
        one.validationLoss,
        one.auc,
        one.accuracy,
        one.majorityAccuracy,
        one.balancedAccuracy,
      ]
        .map((value) => value.toFixed(4).padStart(8))
        .join('  ')}`,
  );
  const heading = 'epoch      loss  validation    AUC  accuracy  majority  balanced';
  return [...lines, '', JSON.stringify(settings), ...warnings.map((warning) => `Note: ${warning}`), '', heading, ...table].join('\n');
}
