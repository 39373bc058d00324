import type { TrainingSettings } from './training';

export type SettingName = Exclude<keyof TrainingSettings, 'preset'>;
/** What a setting of kind 'choice' can be. */
export type SettingChoice = Extract<TrainingSettings[SettingName], string>;

export type SettingField = {
  readonly name: SettingName;
  /** In English, as the command line calls it; the window has words of its own. */
  readonly label: string;
  /** Shown at once, or under Advanced. */
  readonly advanced: boolean;
} & (
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly step: number; readonly whole: boolean }
  | { readonly kind: 'choice'; readonly choices: readonly SettingChoice[] }
  | { readonly kind: 'switch' }
);

const number = (name: SettingName, label: string, [least, most]: readonly [number, number], step: number) =>
  ({ name, label, advanced: true, kind: 'number', least, most, step, whole: step >= 1 }) as const;
const choice = (name: SettingName, label: string, choices: readonly SettingChoice[]) =>
  ({ name, label, advanced: true, kind: 'choice', choices }) as const;
const shown = (field: SettingField): SettingField => ({ ...field, advanced: false });

/** Every setting that can be changed, with its range: what the training page shows and what `--set name=value` takes. */
export const settingFields: readonly SettingField[] = [
  shown(number('epochs', 'Epochs', [1, 1000], 1)),
  shown(number('batchSize', 'Batch size', [1, 512], 1)),
  shown(number('learningRate', 'Learning rate', [1e-6, 1], 1e-6)),
  shown(choice('classBalance', 'Class balance', ['none', 'weights', 'sampling'])),
  shown(number('seed', 'Seed', [0, 4294967295], 1)),
  number('inputSize', 'Picture side', [64, 512], 32),
  choice('optimizer', 'Optimiser', ['adam', 'adamw']),
  number('weightDecay', 'Weight decay', [0, 1], 0.001),
  choice('schedule', 'Learning rate over time', ['constant', 'cosine', 'plateau']),
  number('warmUpEpochs', 'Warm-up', [0, 50], 0.1),
  choice('loss', 'Loss', ['cross-entropy', 'focal']),
  number('focalGamma', 'Focal gamma', [0, 5], 0.1),
  number('labelSmoothing', 'Label smoothing', [0, 0.4], 0.01),
  number('mapWeight', 'Weight of the opacity map', [0, 10], 0.1),
  number('classWeight', 'Weight of the three classes', [0, 10], 0.1),
  number('averageDecay', 'Average of weights', [0, 0.9999], 0.0001),
  number('patience', 'Patience', [0, 100], 1),
  choice('keptEpoch', 'Epoch to keep', ['best', 'last']),
  number('frozenEpochs', 'Epochs of new layers only', [0, 100], 1),
  number('stillBlocks', 'Blocks that keep still', [0, 16], 1),
  number('startRun', 'Start from run', [0, 1_000_000], 1),
  {
    name: 'flip',
    label: 'Mirror',
    advanced: true,
    kind: 'switch',
  },
  number('rotationDegrees', 'Rotation', [0, 20], 0.5),
  number('shiftShare', 'Shift', [0, 0.3], 0.01),
  number('scaleShare', 'Scale', [0, 0.5], 0.01),
  number('contrast', 'Contrast', [0, 1], 0.01),
  number('noise', 'Noise', [0, 0.5], 0.01),
  choice('split', 'Split', ['patients', 'seed', 'folds']),
  number('validationShare', 'Validation share', [0.05, 0.5], 0.01),
  number('testShare', 'Test share', [0, 0.5], 0.01),
  number('folds', 'Folds', [2, 10], 1),
  number('fold', 'Fold', [1, 10], 1),
  choice('operatingRule', 'Operating point', ['youden', 'sensitivity', 'specificity', 'cost']),
  number('operatingValue', 'Held value or cost', [0, 100], 0.01),
  number('checkpointMinutes', 'Minutes between checkpoints', [0.05, 60], 0.05),
  number('checkpointsKept', 'Checkpoints kept', [1, 10], 1),
  number('threads', 'Threads', [0, 128], 1),
];

/** The value that a text stands for, as `--set name=value` gives it. */
export function parseSetting(name: string, text: string): unknown {
  const field = settingFields.find((one) => one.name === name);
  if (field?.kind === 'number') return text.trim() === '' ? NaN : Number(text);
  if (field?.kind === 'switch') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
