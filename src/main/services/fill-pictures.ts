import { stat } from 'node:fs/promises';
import { ExpectedFailure, type Failure, toFailure } from '../../shared/failure';
import type { DatasetRecord, FileFacts } from '../dataset/dataset-record';
import type { JournalEntry } from '../dataset/ingest-journal';
import type { PictureStoreWriter } from '../dataset/picture-store-writer';

/** What fills a store: files in order, who reads them, and who judges what was read. */
export interface FillParts<Wanted extends { readonly file: string }> {
  readonly writer: PictureStoreWriter;
  readonly wanted: readonly Wanted[];
  /** Rejects with ExpectedFailure where the file is to blame. */
  readonly read: (wanted: Wanted) => Promise<DatasetRecord>;
  /** Why a file that could be read has no place in the store; null where it has. */
  readonly objection: (wanted: Wanted, facts: FileFacts) => Failure | null;
  /** Files with the workers at one time. */
  readonly filesAtOnce: number;
  readonly signal: AbortSignal;
  readonly onDone: (done: number) => void;
  /** Called before a file that has no place in the store is noted; may throw to end there. */
  readonly onLeftOut?: (failure: Failure) => void;
}

type Outcome = { readonly record: DatasetRecord } | { readonly failure: Failure };

/**
 * Fills a store in the order of its files, whichever is read first, so that any two ingests of the same files give the same bytes; goes on
 * from what is there already. Answers an entry a file.
 * @throws ExpectedFailure cancelled, disk-full, read-only; what was filled stays for the next attempt
 */
export async function fillPictures<Wanted extends { readonly file: string }>(parts: FillParts<Wanted>): Promise<readonly JournalEntry[]> {
  const { writer, wanted, filesAtOnce, signal, onDone } = parts;
  const entries = await keepResumed(parts);
  const ahead: Promise<Outcome>[] = [];
  let started = entries.length;
  onDone(entries.length);
  while (entries.length < wanted.length) {
    while (started < wanted.length && ahead.length < filesAtOnce) {
      ahead.push(outcomeOf(parts, wanted[started] as Wanted));
      started += 1;
    }
    const outcome = await ahead.shift();
    const current = wanted[entries.length];
    if (outcome === undefined || current === undefined) throw new Error('a file was awaited that no one reads');
    if (signal.aborted) throw new ExpectedFailure({ code: 'cancelled', message: 'The ingest was stopped; it can go on from here.' });
    const entry = await entryOf(parts, current, outcome);
    if (entry.failure !== null) parts.onLeftOut?.(entry.failure);
    await writer.append(entry, 'record' in outcome && entry.kept ? outcome.record.picture : null);
    entries.push(entry);
    onDone(entries.length);
  }
  return entries;
}

/** The entries of an earlier attempt, up to the first whose file, or whose label's fit, is no longer the same. */
async function keepResumed<Wanted extends { readonly file: string }>({
  writer,
  wanted,
  objection,
}: FillParts<Wanted>): Promise<JournalEntry[]> {
  const kept: JournalEntry[] = [];
  for (const entry of writer.resumed) {
    const current = wanted[kept.length];
    if (current?.file !== entry.file) break;
    const now = await fileNow(entry.file);
    if (now.byteLength !== entry.byteLength || now.modifiedAtMs !== entry.modifiedAtMs) break;
    const failure = entry.taken === null ? entry.failure : objection(current, entry.taken.facts);
    if ((failure === null) !== entry.kept) break;
    kept.push({ ...entry, failure });
  }
  await writer.keep(kept.length);
  return kept;
}

async function outcomeOf<Wanted extends { readonly file: string }>({ read }: FillParts<Wanted>, wanted: Wanted): Promise<Outcome> {
  try {
    return { record: await read(wanted) };
  } catch (error) {
    return { failure: toFailure(error, wanted.file) };
  }
}

async function entryOf<Wanted extends { readonly file: string }>(
  { objection }: FillParts<Wanted>,
  wanted: Wanted,
  outcome: Outcome,
): Promise<JournalEntry> {
  const { file } = wanted;
  if ('failure' in outcome) {
    // The application is closing: that says nothing about the file.
    if (outcome.failure.code === 'cancelled') throw new ExpectedFailure(outcome.failure);
    return { file, taken: null, failure: outcome.failure, kept: false, ...(await fileNow(file)) };
  }
  const { facts, checksum } = outcome.record;
  const failure = objection(wanted, facts);
  const { byteLength, modifiedAtMs } = facts;
  return { file, taken: { facts, checksum }, failure, kept: failure === null, byteLength, modifiedAtMs };
}

export interface FileNow {
  readonly byteLength: number;
  readonly modifiedAtMs: number;
}

/** A file's size and time; -1 and -1 where it is not there. */
export async function fileNow(file: string): Promise<FileNow> {
  const found = await stat(file).catch(() => null);
  return found === null ? { byteLength: -1, modifiedAtMs: -1 } : { byteLength: found.size, modifiedAtMs: found.mtimeMs };
}
