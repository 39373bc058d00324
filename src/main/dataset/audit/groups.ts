import type { AuditGroup } from '../../../shared/dataset';
import type { DatasetCase } from '../dataset-case';

/** Counts positives and negatives by what `nameOf` says of a case. The largest group first, unless `order` says otherwise. */
export function groupCases(
  cases: readonly DatasetCase[],
  nameOf: (one: DatasetCase) => string,
  order: (one: AuditGroup, other: AuditGroup) => number = largestFirst,
): readonly AuditGroup[] {
  const groups = new Map<string, { name: string; positives: number; negatives: number }>();
  for (const one of cases) {
    const name = nameOf(one);
    const group = groups.get(name) ?? { name, positives: 0, negatives: 0 };
    if (one.positive) group.positives += 1;
    else group.negatives += 1;
    groups.set(name, group);
  }
  return [...groups.values()].sort(order);
}

/** At most `most` groups: the smaller ones are added up as 'other'. */
export function largestGroups(groups: readonly AuditGroup[], most: number): readonly AuditGroup[] {
  if (groups.length <= most) return groups;
  const rest = groups.slice(most - 1);
  const sum = (of: 'positives' | 'negatives'): number => rest.reduce((total, group) => total + group[of], 0);
  return [...groups.slice(0, most - 1), { name: 'other', positives: sum('positives'), negatives: sum('negatives') }];
}

function largestFirst(one: AuditGroup, other: AuditGroup): number {
  const difference = other.positives + other.negatives - one.positives - one.negatives;
  return difference !== 0 ? difference : one.name < other.name ? -1 : 1;
}

export const byGroupName = (one: AuditGroup, other: AuditGroup): number => (one.name < other.name ? -1 : 1);

export const known = (value: string): string => (value === '' ? 'unknown' : value);

/** '20-29'; sorts by age up to 99, with 'unknown' last. */
export function decadeOf({ ageYears }: Pick<DatasetCase, 'ageYears'>): string {
  if (ageYears === null) return 'unknown';
  const decade = Math.floor(ageYears / 10) * 10;
  return decade >= 100 ? '>= 100' : `${String(decade).padStart(2, '0')}-${String(decade + 9).padStart(2, '0')}`;
}

export const sizeOf = ({ widthPixels, heightPixels }: DatasetCase): string => `${widthPixels} x ${heightPixels}`;
