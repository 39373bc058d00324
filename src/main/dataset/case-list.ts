import { readFileSync } from 'node:fs';
import { fail } from '../../shared/failure';
import { sha256Of } from './checksum';
import type { DatasetCase } from './dataset-case';
import type { FileFacts } from './dataset-record';
import { writeWhole } from './write-whole';

/** A labelled file that could not be taken, so that a later look at the dataset tells whether it is still the same file. */
export interface LeftOutFile {
  readonly file: string;
  /** -1 where there was no such file. */
  readonly byteLength: number;
  readonly modifiedAtMs: number;
}

/** A case with all that its file says of itself. */
export type KnownCase = DatasetCase & FileFacts;

export interface CaseList {
  readonly cases: readonly KnownCase[];
  readonly leftOut: readonly LeftOutFile[];
}

/** What of a case decides what a network learns from it. */
export type CaseContent = Pick<DatasetCase, 'sha256' | 'patient' | 'positive' | 'class' | 'part' | 'boxes'>;

/** Hex SHA-256 over every case's file hash, patient, label, class, boxes and fixed part, a line a case in the order of the files' names. */
export function contentSha256(cases: readonly CaseContent[]): string {
  return sha256Of(cases.map((one) => `${contentLine(one)}\n`).join(''));
}

export function contentLine({ sha256, patient, positive, class: className, part, boxes }: CaseContent): string {
  const rectangles = boxes.map(({ x, y, width, height }) => [x, y, width, height]);
  return JSON.stringify([sha256, patient, positive, className, rectangles, ...(part === undefined ? [] : [part])]);
}

const kind = 'pneumoscope-cases-1';

/** Writes a version's cases: a line with the checksum of what follows, and that. Throws disk-full, read-only. */
export function writeCaseList(file: string, list: CaseList): void {
  const body = JSON.stringify(list);
  writeWhole(file, Buffer.from(`${JSON.stringify({ kind, sha256: sha256Of(body) })}\n${body}\n`));
}

/** Reads a version's cases. Throws dataset-changed where the file is missing or was changed. */
export function readCaseList(file: string): CaseList {
  const text = readText(file);
  const end = text.indexOf('\n');
  const body = text.slice(end + 1, -1);
  if (text.slice(0, end) !== JSON.stringify({ kind, sha256: sha256Of(body) })) return failChanged(file, 'does not fit its checksum');
  return JSON.parse(body) as CaseList;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return failChanged(file, 'cannot be read');
  }
}

function failChanged(file: string, why: string): never {
  return fail('dataset-changed', `The dataset's list of cases ${file} ${why}. Add the dataset again.`, file);
}
