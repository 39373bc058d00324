import type { DatasetAudit } from '../../../shared/dataset';
import type { Failure } from '../../../shared/failure';
import type { DatasetCase } from '../dataset-case';
import { boxMap, boxSizes } from './boxes';
import { confounders } from './confounders';
import { duplicates, nearDuplicates } from './duplicates';
import { byGroupName, decadeOf, groupCases, known, largestGroups, sizeOf } from './groups';
import { type OtherDataset, warningsOf } from './warnings';

export type { OtherDataset } from './warnings';

export interface AuditInput {
  readonly name: string;
  readonly contentSha256: string;
  readonly cases: readonly DatasetCase[];
  readonly problems: readonly Failure[];
  /** Datasets held for testing, whose patients should not be trained on. */
  readonly locked: readonly OtherDataset[];
  /** The parts that training would make, where they are not made by patient. */
  readonly parts?: readonly (readonly DatasetCase[])[];
}

const mostGroups = 20;

/** What a person should look at before training on a dataset. */
export function auditDataset({ name, contentSha256, cases, problems, locked, parts = [] }: AuditInput): DatasetAudit {
  const positives = cases.filter((one) => one.positive).length;
  const [same, alike] = [duplicates(cases), nearDuplicates(cases)];
  const files = (groups: readonly (readonly DatasetCase[])[]) => groups.map((group) => group.map((one) => one.file));
  const largest = (nameOf: (one: DatasetCase) => string) => largestGroups(groupCases(cases, nameOf), mostGroups);
  const audit: Omit<DatasetAudit, 'warnings'> = {
    name,
    contentSha256,
    images: cases.length,
    positives,
    patients: new Set(cases.map((one) => one.patient)).size,
    majorityAccuracy: cases.length === 0 ? 0 : Math.max(positives, cases.length - positives) / cases.length,
    classes: largest((one) => one.class || (one.positive ? 'positive' : 'negative')),
    sex: groupCases(cases, (one) => known(one.sex)),
    age: groupCases(cases, decadeOf, byGroupName),
    view: largest((one) => known(one.view)),
    scanner: largest((one) => known(one.scanner)),
    imageSizes: largest(sizeOf),
    photometricInterpretations: largest((one) => known(one.photometricInterpretation)),
    boxMap: boxMap(cases),
    boxes: cases.reduce((sum, one) => sum + one.boxes.length, 0),
    boxSizes: boxSizes(cases),
    duplicates: files(same),
    nearDuplicates: files(alike),
    patientsInSeveralParts: patientsInSeveralParts(parts),
    confounders: confounders(cases),
    problems,
  };
  return { ...audit, warnings: warningsOf({ audit, cases, duplicates: same, nearDuplicates: alike, locked }) };
}

/** Patients with cases in more than one part, in the order of their names. */
export function patientsInSeveralParts(parts: readonly (readonly Pick<DatasetCase, 'patient'>[])[]): readonly string[] {
  const partOf = new Map<string, number>();
  const several = new Set<string>();
  for (const [index, part] of parts.entries()) {
    for (const { patient } of part) {
      if ((partOf.get(patient) ?? index) !== index) several.add(patient);
      partOf.set(patient, index);
    }
  }
  return [...several].sort();
}
