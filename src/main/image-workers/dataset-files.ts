import { join } from 'node:path';
import type { DatasetAudit } from '../../shared/dataset';
import type { Failure } from '../../shared/failure';
import { auditDataset, type OtherDataset } from '../dataset/audit/audit-dataset';
import { contentSha256, type KnownCase, type LeftOutFile, writeCaseList } from '../dataset/case-list';

/** All that an ingest found. */
export interface FoundDataset {
  readonly name: string;
  /** The dataset's own; each version has a folder in it, named by its content. */
  readonly folder: string;
  readonly cases: readonly KnownCase[];
  readonly leftOut: readonly LeftOutFile[];
  readonly problems: readonly Failure[];
  /** Datasets held for testing. */
  readonly locked: readonly OtherDataset[];
}

export interface FinishedDataset {
  readonly contentSha256: string;
  readonly audit: DatasetAudit;
}

/** Where the cases of a version lie. */
export function caseListFile(folder: string, sha256: string): string {
  return join(folder, sha256, 'cases.json');
}

/** Writes the version's list of cases and audits it. Throws disk-full, read-only. */
export function finishDataset({ name, folder, cases, leftOut, problems, locked }: FoundDataset): FinishedDataset {
  const sha256 = contentSha256(cases);
  writeCaseList(caseListFile(folder, sha256), { cases, leftOut });
  return { contentSha256: sha256, audit: auditDataset({ name, contentSha256: sha256, cases, problems, locked }) };
}
