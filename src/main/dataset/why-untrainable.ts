import type { DatasetWarning } from '../../shared/dataset';
import type { DatasetCase } from './dataset-case';

/** Fewer patients than this in a class can't be parted into those that train and those that validate. */
const leastPatients = 2;

/** Why nothing can be learnt from these cases; null where something can. */
export function whyUntrainable(cases: readonly Pick<DatasetCase, 'patient' | 'positive'>[]): DatasetWarning | null {
  for (const positive of [true, false]) {
    const patients = new Set(cases.filter((one) => one.positive === positive).map((one) => one.patient)).size;
    if (patients < leastPatients) return { kind: patients === 0 ? 'no-image' : 'one-patient', positive };
  }
  return null;
}
