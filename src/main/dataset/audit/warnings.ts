import type { DatasetAudit, DatasetWarning } from '../../../shared/dataset';
import type { DatasetCase } from '../dataset-case';
import { whyUntrainable } from '../why-untrainable';

/** Under so many images a network learns the images, not the disease. */
const fewImages = 500;
const lopsidedShare = 0.8;

/** A locked dataset and what of it must not be trained on. */
export interface OtherDataset {
  readonly name: string;
  readonly patients: readonly string[];
  readonly sha256s: readonly string[];
}

export interface WarningInput {
  readonly audit: Omit<DatasetAudit, 'warnings'>;
  readonly cases: readonly DatasetCase[];
  readonly duplicates: readonly (readonly DatasetCase[])[];
  readonly nearDuplicates: readonly (readonly DatasetCase[])[];
  readonly locked: readonly OtherDataset[];
}

/** What is wrong with a dataset, most important first. */
export function warningsOf(input: WarningInput): readonly DatasetWarning[] {
  const { audit, cases } = input;
  const untrainable = whyUntrainable(cases);
  const warnings: (DatasetWarning | null)[] = [
    untrainable,
    ...input.locked.map((other) => sharedWith(other, cases)),
    counted(
      'same-otherwise',
      differing(input.duplicates, ({ positive }) => positive),
    ),
    counted(
      'alike-otherwise',
      differing(input.nearDuplicates, ({ positive }) => positive),
    ),
    ...audit.confounders.map(({ field, auc, warns }) => (warns && auc !== null ? ({ kind: 'confounder', field, auc } as const) : null)),
    counted(
      'alike-apart',
      differing(input.nearDuplicates, ({ patient }) => patient),
    ),
    counted('several-parts', audit.patientsInSeveralParts.length),
    counted('same', audit.duplicates.length),
    audit.images < fewImages ? { kind: 'few', count: audit.images } : null,
    untrainable === null && audit.majorityAccuracy >= lopsidedShare ? { kind: 'lopsided', share: audit.majorityAccuracy } : null,
    audit.patients === audit.images && audit.images > 1 ? { kind: 'unknown-patients' } : null,
    counted('not-taken', audit.problems.length),
  ];
  return warnings.filter((warning) => warning !== null);
}

type Counted = 'same-otherwise' | 'alike-otherwise' | 'alike-apart' | 'several-parts' | 'same' | 'not-taken';

function counted(kind: Counted, count: number): DatasetWarning | null {
  return count === 0 ? null : { kind, count };
}

/** How many groups hold cases that differ in something. */
function differing(groups: readonly (readonly DatasetCase[])[], of: (one: DatasetCase) => unknown): number {
  return groups.filter((group) => new Set(group.map(of)).size > 1).length;
}

function sharedWith(other: OtherDataset, cases: readonly DatasetCase[]): DatasetWarning | null {
  const [patients, sha256s] = [new Set(other.patients), new Set(other.sha256s)];
  const count = cases.filter((one) => patients.has(one.patient) || sha256s.has(one.sha256)).length;
  return count === 0 ? null : { kind: 'locked-patients', count, dataset: other.name };
}
