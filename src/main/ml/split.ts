import { seededRandom, shuffled } from './random';

/** What a split has to know of a case: whose it is and what it shows. */
export interface SplitCase {
  readonly patient: string;
  readonly positive: boolean;
}

export interface Split<Case> {
  readonly training: readonly Case[];
  readonly validation: readonly Case[];
}

/**
 * Parts cases by patient, so that no patient is on both sides, with the same share of patients that have a positive case on each side.
 * The same cases, share and seed give the same split, whatever order the cases come in.
 * @param validationShare share of patients for validation, 0 to 1
 */
export function splitByPatient<Case extends SplitCase>(cases: readonly Case[], validationShare: number, seed: number): Split<Case> {
  const positives = new Set(cases.filter((one) => one.positive).map((one) => one.patient));
  const patients = [...new Set(cases.map((one) => one.patient))].sort();
  const random = seededRandom(seed);
  const draw = (group: readonly string[]) => shuffled(group, random).slice(0, Math.round(group.length * validationShare));
  const held = new Set([
    ...draw(patients.filter((patient) => positives.has(patient))),
    ...draw(patients.filter((patient) => !positives.has(patient))),
  ]);
  return {
    training: cases.filter((one) => !held.has(one.patient)),
    validation: cases.filter((one) => held.has(one.patient)),
  };
}
