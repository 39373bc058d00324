import type { DatasetAudit } from '../../../shared/dataset';
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

/** Plain sentences on what is wrong with a dataset, most important first. */
export function warningsOf(input: WarningInput): readonly string[] {
  const { audit, cases } = input;
  const untrainable = whyUntrainable(cases);
  const sentences: (string | null)[] = [
    untrainable === null ? null : `It cannot be trained on: it ${untrainable}`,
    ...input.locked.map((other) => sharedWith(other, cases)),
    contradicting(input.duplicates, 'files with the same bytes have different labels'),
    contradicting(input.nearDuplicates, 'images that look alike have different labels'),
    ...audit.confounders.map(({ field, auc, warns }) =>
      warns && auc !== null
        ? `The ${field} alone tells the label with an AUC of ${auc.toFixed(2)}: a network may learn it instead of the opacity.`
        : null,
    ),
    acrossPatients(input.nearDuplicates),
    counted(audit.patientsInSeveralParts.length, 'patient is', 'patients are', 'in several parts of the split.'),
    counted(audit.duplicates.length, 'group', 'groups', 'of files with the same bytes.'),
    audit.images < fewImages ? `${audit.images} images are few: expect a network that does not carry over to other images.` : null,
    untrainable === null && audit.majorityAccuracy >= lopsidedShare
      ? `${Math.round(audit.majorityAccuracy * 100)} % of the images are of one class: that much accuracy is had by always saying so.`
      : null,
    audit.patients === audit.images && audit.images > 1
      ? 'Every image counts as a patient of its own. If patients have several images, name the patients, or the split parts them.'
      : null,
    counted(audit.problems.length, 'file or row', 'files or rows', 'could not be taken; each says why.'),
  ];
  return sentences.filter((sentence) => sentence !== null);
}

function counted(count: number, singular: string, plural: string, rest: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? singular : plural} ${rest}`;
}

function contradicting(groups: readonly (readonly DatasetCase[])[], what: string): string | null {
  const found = groups.filter((group) => group.some((one) => one.positive !== group[0]?.positive));
  return found.length === 0 ? null : `In ${counted(found.length, 'group', 'groups', what)}.`;
}

function acrossPatients(groups: readonly (readonly DatasetCase[])[]): string | null {
  const found = groups.filter((group) => group.some((one) => one.patient !== group[0]?.patient));
  return counted(found.length, 'group', 'groups', 'of images that look alike under different patients: a split may part them.');
}

function sharedWith(other: OtherDataset, cases: readonly DatasetCase[]): string | null {
  const [patients, sha256s] = [new Set(other.patients), new Set(other.sha256s)];
  const count = cases.filter((one) => patients.has(one.patient) || sha256s.has(one.sha256)).length;
  return counted(count, 'image is', 'images are', `of a patient in the locked dataset ${other.name}: training on them spoils its test.`);
}
