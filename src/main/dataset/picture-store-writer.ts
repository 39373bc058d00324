import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PictureForm } from '../preprocess/network-input';
import { checksumOf } from './checksum';
import { type JournalEntry, journalHead, journalLine, readJournal } from './ingest-journal';
import { encodeHeader, encodeIndex, recordBytes, recordStart } from './picture-store-format';
import { diskFailure } from './write-whole';

/**
 * Fills a picture store file by file, in the dataset's order. Pictures and journal grow in a folder of their own; what is there from an
 * earlier attempt, killed or cancelled, is gone on from.
 */
export interface PictureStoreWriter {
  /** What an earlier attempt left whole: every picture was checked. */
  readonly resumed: readonly JournalEntry[];
  /** Forgets all entries from this one on. */
  keep(entries: number): Promise<void>;
  /** `picture` belongs to an entry that is kept, and is null for one that is not. */
  append(entry: JournalEntry, picture: Uint8Array | null): Promise<void>;
  /** Adds header and index, writes through to the disk and moves the store to its place. */
  finish(target: string): Promise<void>;
  /** Removes what was filled: the store is there already. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

/** @throws ExpectedFailure disk-full, read-only (this and every method) */
export async function openPictureStoreWriter(folder: string, form: PictureForm): Promise<PictureStoreWriter> {
  return namingTheDisk(folder, async () => {
    await mkdir(folder, { recursive: true });
    const journal = await open(join(folder, 'journal.jsonl'), 'a+');
    const pictures = await openForBoth(join(folder, 'pictures'));
    const found = await soundEntries(readJournal(await journal.readFile('utf8'), form), pictures, form);
    const writer = new FillingStore(folder, form, journal, pictures, found);
    await writer.keep(found.length);
    return writer;
  });
}

/** Opened without cutting what is there; 'r+' alone would not create it. */
async function openForBoth(file: string): Promise<FileHandle> {
  await (await open(file, 'a')).close();
  return open(file, 'r+');
}

type Found = ReturnType<typeof readJournal>[number];

/** The entries before the first one whose picture is not there whole. */
async function soundEntries(found: readonly Found[], pictures: FileHandle, form: PictureForm): Promise<readonly Found[]> {
  const picture = new Uint8Array(recordBytes(form));
  let record = 0;
  for (const [index, { entry }] of found.entries()) {
    if (!entry.kept) continue;
    const { bytesRead } = await pictures.read(picture, 0, picture.length, recordStart(form, record));
    if (bytesRead !== picture.length || checksumOf(picture) !== entry.taken?.checksum) return found.slice(0, index);
    record += 1;
  }
  return found;
}

class FillingStore implements PictureStoreWriter {
  readonly resumed: readonly JournalEntry[];
  private readonly lengths: number[];
  private entries: JournalEntry[];
  private checksums: number[] = [];

  constructor(
    private readonly folder: string,
    private readonly form: PictureForm,
    private readonly journal: FileHandle,
    private readonly pictures: FileHandle,
    found: readonly Found[],
  ) {
    this.resumed = found.map(({ entry }) => entry);
    this.entries = [...this.resumed];
    this.lengths = found.map(({ bytes }) => bytes);
  }

  keep(entries: number): Promise<void> {
    return namingTheDisk(this.folder, async () => {
      this.entries = this.entries.slice(0, entries);
      this.lengths.length = entries;
      this.checksums = this.entries.flatMap(({ kept, taken }) => (kept && taken !== null ? [taken.checksum] : []));
      const head = journalHead(this.form);
      const length = this.lengths.reduce((sum, bytes) => sum + bytes, head.length);
      if (entries > 0) return this.journal.truncate(length);
      await this.journal.truncate(0);
      await this.journal.appendFile(head);
    });
  }

  append(entry: JournalEntry, picture: Uint8Array | null): Promise<void> {
    return namingTheDisk(this.folder, async () => {
      if (picture !== null && entry.taken !== null) {
        await writeAll(this.pictures, picture, recordStart(this.form, this.checksums.length));
        this.checksums.push(entry.taken.checksum);
      }
      const line = Buffer.from(journalLine(entry));
      await this.journal.appendFile(line);
      this.entries.push(entry);
      this.lengths.push(line.length);
    });
  }

  finish(target: string): Promise<void> {
    return namingTheDisk(this.folder, async () => {
      const count = this.checksums.length;
      const { size, preprocessing } = this.form;
      const end = recordStart(this.form, count);
      await this.pictures.truncate(end);
      await writeAll(this.pictures, encodeIndex(this.checksums), end);
      await writeAll(this.pictures, encodeHeader({ kind: 'pneumoscope-pictures-1', size, preprocessing, count }), 0);
      await this.pictures.sync();
      await this.close();
      await mkdir(dirname(target), { recursive: true });
      await rename(join(this.folder, 'pictures'), target);
      await this.discard();
    });
  }

  async discard(): Promise<void> {
    await this.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.journal.close();
    await this.pictures.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
}

async function namingTheDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskFailure(error, folder);
  }
}
