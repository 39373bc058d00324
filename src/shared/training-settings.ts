import type { TrainingSettings } from './training';

export type SettingName = Exclude<keyof TrainingSettings, 'preset'>;

export type SettingField = {
  readonly name: SettingName;
  readonly label: string;
  /** One line that says what it does. */
  readonly explanation: string;
  /** Shown at once, or under Advanced. */
  readonly advanced: boolean;
} & (
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly step: number; readonly whole: boolean }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'switch' }
);

const number = (name: SettingName, label: string, explanation: string, [least, most]: readonly [number, number], step: number) =>
  ({ name, label, explanation, advanced: true, kind: 'number', least, most, step, whole: step >= 1 }) as const;
const choice = (name: SettingName, label: string, explanation: string, choices: readonly string[]) =>
  ({ name, label, explanation, advanced: true, kind: 'choice', choices }) as const;
const shown = (field: SettingField): SettingField => ({ ...field, advanced: false });

/** Every setting that can be changed, with its range: what the training page shows and what `--set name=value` takes. */
export const settingFields: readonly SettingField[] = [
  shown(number('epochs', 'Epochs', 'How often each training image is seen. A finished run can be continued with more.', [1, 1000], 1)),
  shown(number('batchSize', 'Batch size', 'Images a step. Half of it needs half the memory.', [1, 512], 1)),
  shown(number('learningRate', 'Learning rate', 'How far each step goes, at its greatest.', [1e-6, 1], 1e-6)),
  shown(
    choice('classBalance', 'Class balance', 'How the rarer class is made up for: not, by weight, or by drawing it more often.', [
      'none',
      'weights',
      'sampling',
    ]),
  ),
  shown(number('seed', 'Seed', 'The same seed on the same data and device gives the same weights, bit for bit.', [0, 4294967295], 1)),
  number(
    'inputSize',
    'Picture side',
    'Pixels along a side of what the network sees; a multiple of 32. More shows more and takes longer.',
    [64, 512],
    32,
  ),
  choice('optimizer', 'Optimiser', 'Adam, or AdamW whose decay does not depend on the gradient.', ['adam', 'adamw']),
  number('weightDecay', 'Weight decay', 'Pulls kernels towards zero against over-fitting.', [0, 1], 0.001),
  choice(
    'schedule',
    'Learning rate over time',
    'Constant, falling as a cosine, or divided by ten where validation AUC stands still for 3 epochs.',
    ['constant', 'cosine', 'plateau'],
  ),
  number('warmUpEpochs', 'Warm-up', 'Epochs in which the learning rate rises from zero.', [0, 50], 0.1),
  choice('loss', 'Loss', 'Cross-entropy, or focal loss that turns to the hard images (Lin 2017).', ['cross-entropy', 'focal']),
  number('focalGamma', 'Focal gamma', 'How much the focal loss turns away from easy images.', [0, 5], 0.1),
  number(
    'labelSmoothing',
    'Label smoothing',
    'How far labels are moved from 0 and 1: for labels that are not always right.',
    [0, 0.4],
    0.01,
  ),
  number('mapWeight', 'Weight of the opacity map', 'How much the radiologists’ boxes count beside the image’s label.', [0, 10], 0.1),
  number(
    'classWeight',
    'Weight of the three classes',
    'How much telling normal, not normal and opacity apart counts beside the label; for the transfer preset.',
    [0, 10],
    0.1,
  ),
  number(
    'averageDecay',
    'Average of weights',
    'Decay a step of the running average that is evaluated and kept; 0 for none.',
    [0, 0.9999],
    0.0001,
  ),
  number('patience', 'Patience', 'Epochs without a better validation AUC after which training ends; 0 for never.', [0, 100], 1),
  choice(
    'keptEpoch',
    'Epoch to keep',
    'The one with the best validation AUC, or the last: where the validation part is small, chance picks the best.',
    ['best', 'last'],
  ),
  number(
    'frozenEpochs',
    'Epochs of new layers only',
    'How long ImageNet’s layers keep still at first; for the transfer preset.',
    [0, 100],
    1,
  ),
  number(
    'stillBlocks',
    'Blocks that keep still',
    'The first blocks of ImageNet’s network keep its weights: faster, and less to over-fit; for the transfer preset.',
    [0, 16],
    1,
  ),
  number(
    'startRun',
    'Start from run',
    'Number of a run with the same network whose best weights this one starts from; 0 for none.',
    [0, 1_000_000],
    1,
  ),
  {
    name: 'flip',
    label: 'Mirror',
    explanation: 'Mirrors half of the pictures. Off by default: the heart has a side.',
    advanced: true,
    kind: 'switch',
  },
  number('rotationDegrees', 'Rotation', 'Turns pictures by up to so many degrees.', [0, 20], 0.5),
  number('shiftShare', 'Shift', 'Moves pictures by up to this share of their side.', [0, 0.3], 0.01),
  number('scaleShare', 'Scale', 'Enlarges or shrinks pictures by up to this share.', [0, 0.5], 0.01),
  number('contrast', 'Contrast', 'Brightens or darkens pictures by a power of up to one plus this.', [0, 1], 0.01),
  number('noise', 'Noise', 'Standard deviation of the noise added, where the range of greys is 2.', [0, 0.5], 0.01),
  choice('split', 'Split', 'By patient at random, the seed notebook’s own (its validation part is easier), or one of several folds.', [
    'patients',
    'seed',
    'folds',
  ]),
  number('validationShare', 'Validation share', 'Share of the patients that choose the epoch and the threshold.', [0.05, 0.5], 0.01),
  number('testShare', 'Test share', 'Share of the patients kept for comparing the model with the one in force.', [0, 0.5], 0.01),
  number('folds', 'Folds', 'Number of equal parts of patients, of which one validates.', [2, 10], 1),
  number('fold', 'Fold', 'Which of the folds validates.', [1, 10], 1),
  choice(
    'operatingRule',
    'Operating point',
    'How the threshold is chosen on the validation part: Youden’s index, a held sensitivity or specificity, or cost.',
    ['youden', 'sensitivity', 'specificity', 'cost'],
  ),
  number(
    'operatingValue',
    'Held value or cost',
    'The sensitivity or specificity to hold (0 to 1), or how many false alarms one miss is worth.',
    [0, 100],
    0.01,
  ),
  number(
    'checkpointMinutes',
    'Minutes between checkpoints',
    'How much work a crash may cost at most; one is also taken after each epoch.',
    [0.05, 60],
    0.05,
  ),
  number('checkpointsKept', 'Checkpoints kept', 'The latest ones; the best epoch’s weights are always kept.', [1, 10], 1),
  number('threads', 'Threads', 'Threads that TensorFlow computes with; 0 for all.', [0, 128], 1),
];

/**
 * Settings with some of them changed. Answers a sentence instead where a value is not one the setting can have, or some contradict
 * each other.
 */
export function changeSettings(base: TrainingSettings, changed: Readonly<Record<string, unknown>>): TrainingSettings | string {
  for (const [name, value] of Object.entries(changed)) {
    const field = settingFields.find((one) => one.name === name);
    if (field === undefined) return `There is no setting ${name}.`;
    const problem = problemOf(field, value);
    if (problem !== null) return `${field.label} (${name}) ${problem}.`;
  }
  const settings = { ...base, ...changed } as TrainingSettings;
  if (settings.inputSize % 32 !== 0) return 'The picture side (inputSize) is a multiple of 32.';
  if (settings.fold > settings.folds) return 'The fold is one of the folds: fold is at most folds.';
  if (settings.split === 'patients' && settings.validationShare + settings.testShare > 0.8)
    return 'Validation and test shares leave less than a fifth of the patients for training.';
  const isShare = settings.operatingRule === 'sensitivity' || settings.operatingRule === 'specificity';
  if (isShare && settings.operatingValue > 1) return 'A held sensitivity or specificity (operatingValue) is between 0 and 1.';
  return settings;
}

function problemOf(field: SettingField, value: unknown): string | null {
  switch (field.kind) {
    case 'switch':
      return typeof value === 'boolean' ? null : 'is true or false';
    case 'choice':
      return typeof value === 'string' && field.choices.includes(value) ? null : `is one of ${field.choices.join(', ')}`;
    case 'number': {
      const fits = typeof value === 'number' && value >= field.least && value <= field.most && (!field.whole || Number.isInteger(value));
      return fits ? null : `is a ${field.whole ? 'whole ' : ''}number from ${field.least} to ${field.most}`;
    }
  }
}

/** The value that a text stands for, as `--set name=value` gives it. */
export function parseSetting(name: string, text: string): unknown {
  const field = settingFields.find((one) => one.name === name);
  if (field?.kind === 'number') return text.trim() === '' ? NaN : Number(text);
  if (field?.kind === 'switch') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
