import type { DatasetCase } from './dataset-case';

/** Fewer patients than this in a class can't be parted into those that train and those that validate. */
const leastPatients = 2;

/** Why nothing can be learnt from these cases, as one sentence; null where something can. */
export function whyUntrainable(cases: readonly Pick<DatasetCase, 'patient' | 'positive'>[]): string | null {
  for (const positive of [true, false]) {
    const patients = new Set(cases.filter((one) => one.positive === positive).map((one) => one.patient)).size;
    const kind = positive ? 'with opacity' : 'without opacity';
    if (patients === 0) return `has no image ${kind}: there is nothing to tell apart.`;
    if (patients < leastPatients) return `has one patient ${kind}: each class needs two at least, one to train and one to validate.`;
  }
  return null;
}
