import type { TrainingSettings } from './training';
import { settingFields, type SettingField } from './training-settings';

/** Why settings can't be used: a name that is none, a value that the field can't have, or two that contradict each other. */
export type SettingProblem =
  | { readonly problem: 'unknown'; readonly name: string }
  | { readonly problem: 'value'; readonly field: SettingField }
  | { readonly problem: 'input-side' | 'fold' | 'shares' | 'held-value' };

/** Settings with some of them changed; or why these can't be. */
export function checkSettings(base: TrainingSettings, changed: Readonly<Record<string, unknown>>): TrainingSettings | SettingProblem {
  for (const [name, value] of Object.entries(changed)) {
    const field = settingFields.find((one) => one.name === name);
    if (field === undefined) return { problem: 'unknown', name };
    if (!fits(field, value)) return { problem: 'value', field };
  }
  const settings = { ...base, ...changed } as TrainingSettings;
  if (settings.inputSize % 32 !== 0) return { problem: 'input-side' };
  if (settings.fold > settings.folds) return { problem: 'fold' };
  if (settings.split === 'patients' && settings.validationShare + settings.testShare > 0.8) return { problem: 'shares' };
  const isShare = settings.operatingRule === 'sensitivity' || settings.operatingRule === 'specificity';
  return isShare && settings.operatingValue > 1 ? { problem: 'held-value' } : settings;
}

/** As checkSettings; the problem as an English sentence. */
export function changeSettings(base: TrainingSettings, changed: Readonly<Record<string, unknown>>): TrainingSettings | string {
  const checked = checkSettings(base, changed);
  return 'problem' in checked ? sentenceOn(checked) : checked;
}

function fits(field: SettingField, value: unknown): boolean {
  switch (field.kind) {
    case 'switch':
      return typeof value === 'boolean';
    case 'choice':
      return field.choices.some((choice) => choice === value);
    case 'number':
      return typeof value === 'number' && value >= field.least && value <= field.most && (!field.whole || Number.isInteger(value));
  }
}

function sentenceOn(problem: SettingProblem): string {
  switch (problem.problem) {
    case 'unknown':
      return `There is no setting ${problem.name}.`;
    case 'value':
      return `${problem.field.label} (${problem.field.name}) ${demandOf(problem.field)}.`;
    case 'input-side':
      return 'The picture side (inputSize) is a multiple of 32.';
    case 'fold':
      return 'The fold is one of the folds: fold is at most folds.';
    case 'shares':
      return 'Validation and test shares leave less than a fifth of the patients for training.';
    case 'held-value':
      return 'A held sensitivity or specificity (operatingValue) is between 0 and 1.';
  }
}

function demandOf(field: SettingField): string {
  switch (field.kind) {
    case 'switch':
      return 'is true or false';
    case 'choice':
      return `is one of ${field.choices.join(', ')}`;
    case 'number':
      return `is a ${field.whole ? 'whole ' : ''}number from ${field.least} to ${field.most}`;
  }
}
