import type { FailureCode } from '../../shared/failure';
import type { RunState, RunSummary, ScoredRecord, TrainingSettings } from '../../shared/training';
import { presetTitles } from '../../shared/training-presets';
import { settingFields } from '../../shared/training-settings';
import { formatFigure, formatFixed } from '../format';
import { t } from '../words.svelte';

/** All states of a run, in the order they are offered. */
export const runStates = ['running', 'paused', 'interrupted', 'stopped', 'finished', 'failed'] as const satisfies readonly RunState[];

/** A setting's value as the page prints it. */
export function settingWord(value: Exclude<TrainingSettings[keyof TrainingSettings], TrainingSettings['preset']>): string {
  if (typeof value === 'boolean') return t(value ? 'training:on' : 'training:off');
  return typeof value === 'string' ? t(`training:choices.${value}`) : formatFigure(value);
}

/** What differs between runs' settings: label and each run's value. */
export function differingSettings(runs: readonly Pick<RunSummary, 'settings'>[]): readonly (readonly [string, readonly string[]])[] {
  const rows = [
    [t('training:runs.preset'), runs.map(({ settings }) => presetTitles[settings.preset])],
    ...settingFields.map(({ name }) => [t(`training:settings.${name}.label`), runs.map(({ settings }) => settingWord(settings[name]))]),
  ] as const;
  return rows.filter(([, values]) => new Set(values).size > 1) as [string, string[]][];
}

const advised = [
  'out-of-memory',
  'diverged',
  'disk-full',
  'dataset-changed',
  'checkpoint-damaged',
  'engine-stopped',
  'dataset-unusable',
  'run-busy',
] as const satisfies readonly FailureCode[];

/** What to do about a run that failed; '' where there is nothing to say. */
export function adviceOnRun(code: FailureCode): string {
  const known = advised.find((one) => one === code);
  return known === undefined ? '' : t(`training:advice.${known}`);
}

/** True for a failure's words that speak of memory: a stored run has the sentence, not the code. */
export function speaksOfMemory(sentence: string): boolean {
  return /memory/i.test(sentence);
}

/** What an image was taken for. The most wrong ones may still lie on the right side of the threshold. */
export function mistakeWords({ probability, positive }: Pick<ScoredRecord, 'probability' | 'positive'>, threshold: number): string {
  const suspected = probability >= threshold;
  if (suspected === positive) return t(positive ? 'training:mistake.found' : 'training:mistake.cleared');
  return t(positive ? 'training:mistake.missed' : 'training:mistake.falseAlarm');
}

/** A share as a percentage with one decimal, '87.5 %'. */
export function percent(share: number): string {
  return `${formatFixed(share * 100, 1)}\u00a0%`;
}
