import type { FailureCode } from '../../shared/failure';
import type { PresetName, RunState, RunSummary, ScoredRecord } from '../../shared/training';
import { presets } from '../../shared/training-presets';
import { settingFields } from '../../shared/training-settings';
import type { TrainingSettings } from '../../shared/training';

export const stateWords: Readonly<Record<RunState, string>> = {
  running: 'Training',
  paused: 'Paused',
  interrupted: 'Interrupted',
  stopped: 'Stopped',
  finished: 'Finished',
  failed: 'Failed',
};

/** What a choice of a setting is called on the page. */
export function choiceWord(choice: string): string {
  return choiceWords[choice] ?? choice.charAt(0).toUpperCase() + choice.slice(1);
}

const choiceWords: Readonly<Record<string, string>> = {
  none: 'Not at all',
  weights: 'By weight',
  sampling: 'Draw more often',
  adam: 'Adam',
  adamw: 'AdamW',
  plateau: 'On a plateau',
  focal: 'Focal loss',
  patients: 'By patient',
  seed: 'Seed notebook’s',
  folds: 'Folds',
  youden: 'Youden’s index',
  sensitivity: 'Hold sensitivity',
  specificity: 'Hold specificity',
};

export function presetTitle(preset: PresetName): string {
  return presets[preset].title;
}

/** A setting's value as the page prints it. */
export function settingWord(value: TrainingSettings[keyof TrainingSettings]): string {
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  return typeof value === 'string' ? choiceWord(value) : String(value);
}

/** What differs between runs' settings: label and each run's value. */
export function differingSettings(runs: readonly Pick<RunSummary, 'settings'>[]): readonly (readonly [string, readonly string[]])[] {
  const rows = [
    ['Preset', runs.map(({ settings }) => presetTitle(settings.preset))],
    ...settingFields.map(({ name, label }) => [label, runs.map(({ settings }) => settingWord(settings[name]))]),
  ] as const;
  return rows.filter(([, values]) => new Set(values).size > 1) as [string, string[]][];
}

const advice: Partial<Readonly<Record<FailureCode, string>>> = {
  'out-of-memory': 'Train again with half the batch, or with a smaller picture side.',
  diverged: 'Train again with a lower learning rate. The last good state was kept.',
  'disk-full': 'Free some disk space, then resume. The checkpoint before is still valid.',
  'dataset-changed': 'Start a new run on the dataset as it is now: this one cannot go on.',
  'checkpoint-damaged': 'Start a new run: no sound checkpoint is left.',
  'engine-stopped': 'Resume: the run goes on from its last checkpoint.',
  'dataset-unusable': 'Look at the dataset’s audit, mend what it names, and add it again.',
  'run-busy': 'Wait for the other run to end, or stop it.',
};

/** What to do about a run that failed; '' where there is nothing to say. */
export function adviceOnRun(code: FailureCode): string {
  return advice[code] ?? '';
}

/** True for a failure's words that speak of memory: a stored run has the sentence, not the code. */
export function speaksOfMemory(sentence: string): boolean {
  return /memory/i.test(sentence);
}

/** What an image was taken for. The most wrong ones may still lie on the right side of the threshold. */
export function mistakeWords({ probability, positive }: Pick<ScoredRecord, 'probability' | 'positive'>, threshold: number): string {
  const suspected = probability >= threshold;
  if (suspected === positive) return positive ? 'Opacity, just found' : 'Just cleared';
  return positive ? 'Missed opacity' : 'False alarm';
}

/** A share as a percentage with one decimal, '87.5 %'. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}\u00a0%`;
}
