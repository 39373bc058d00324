import type { Failure } from '../../shared/failure';
import type { PictureForm } from '../preprocess/network-input';
import { checksumOf } from './checksum';
import type { FileFacts } from './dataset-record';

/** What became of one file: its facts and its picture's checksum, or why there are none. */
export interface JournalEntry {
  readonly file: string;
  readonly taken: { readonly facts: FileFacts; readonly checksum: number } | null;
  readonly failure: Failure | null;
  /** The failed file's size and time; -1 where it was not there. */
  readonly byteLength: number;
  readonly modifiedAtMs: number;
  /** Whether the picture has a place in the store: not where its file failed or its label does not fit it. */
  readonly kept: boolean;
}

/** A journal is text: a line a file in the order of the dataset, each behind its own CRC-32; the first says what the pictures are like. */
export function journalHead(form: PictureForm): string {
  return checked(JSON.stringify({ kind: 'pneumoscope-ingest-1', size: form.size, preprocessing: form.preprocessing }));
}

export function journalLine(entry: JournalEntry): string {
  return checked(JSON.stringify(entry));
}

function checked(text: string): string {
  return `${checksumOf(Buffer.from(text)).toString(16).padStart(8, '0')} ${text}\n`;
}

/** The entries up to the first line that is cut short or changed, and the length of each in bytes; none where the form is another one. */
export function readJournal(text: string, form: PictureForm): readonly { readonly entry: JournalEntry; readonly bytes: number }[] {
  const head = journalHead(form);
  if (!text.startsWith(head)) return [];
  const entries: { entry: JournalEntry; bytes: number }[] = [];
  for (let at = head.length; at < text.length;) {
    const end = text.indexOf('\n', at) + 1;
    const line = text.slice(at, end);
    if (end === 0 || checked(line.slice(9, -1)) !== line) break;
    entries.push({ entry: JSON.parse(line.slice(9)) as JournalEntry, bytes: Buffer.byteLength(line) });
    at = end;
  }
  return entries;
}
