import type { Estimate, OperatingPointName, SubgroupKind } from '../../../shared/model-card';
import { percent } from '../../training/wording';

/** What each operating point is for, for a reader who never heard of it. */
export const pointWords: Readonly<Record<OperatingPointName, { readonly title: string; readonly use: string }>> = {
  triage: { title: 'Triage', use: 'Misses little; more false alarms. For sorting what to read first.' },
  balanced: { title: 'Balanced', use: 'Misses and false alarms weigh alike.' },
  'rule-in': { title: 'Rule-in', use: 'Few false alarms; misses more. A positive result weighs most.' },
};

/** A model's own threshold, where none of its operating points has it. */
export const ownPointWords = { title: 'The model’s own', use: 'Chosen when it was trained.' } as const;

export const groupWords: Readonly<Record<SubgroupKind, string>> = { sex: 'Sex', age: 'Age', view: 'View' };

/** A group's name as a reader says it. */
export function groupName(kind: SubgroupKind, name: string): string {
  if (kind === 'sex') return name === 'F' ? 'Women' : 'Men';
  return kind === 'age' ? `${name.replace('-', ' to ')} years` : name;
}

/** '87.5 to 93.1 %' */
export function intervalWords({ low, high }: Pick<Estimate, 'low' | 'high'>): string {
  return `${(low * 100).toFixed(1)} to ${percent(high)}`;
}

export function shareWords(share: number | null): string {
  return share === null ? 'none' : percent(share);
}

/** The prevalence that a reader typed, in per cent, as a share; null for what is none. */
export function prevalenceOf(percentTyped: number | null | undefined): number | null {
  return typeof percentTyped === 'number' && percentTyped >= 0 && percentTyped <= 100 ? percentTyped / 100 : null;
}
