import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail } from '../../../shared/failure';
import { diskFailure } from '../../dataset/write-whole';

/** A folder that is filled beside its place and comes there whole, or not at all. */
export interface StagedFolder {
  /** Writes a file, through to the disk. `name` may have a folder of its own: 'images/1.png'. */
  write(name: string, content: Uint8Array): Promise<void>;
  /** Opens a file that grows; it reaches the disk with `finish`. */
  append(name: string, text: string): Promise<void>;
  /** Moves all of it to its place. Rejects with 'already-there' where something has come there meanwhile. */
  finish(): Promise<void>;
  /** Takes it all away; does nothing once it has its place. */
  discard(): Promise<void>;
}

/**
 * Begins a folder. Rejects with 'already-there' where the place is taken by something else than an empty folder: nothing is written over.
 * Every writing rejects with 'disk-full' or 'read-only' where the disk is to blame.
 */
export async function stageFolder(folder: string): Promise<StagedFolder> {
  await refuseIfTaken(folder);
  const staging = join(dirname(folder), `.${basename(folder)}.writing-${randomUUID().slice(0, 8)}`);
  const growing = new Map<string, FileHandle>();
  await naming(folder, () => mkdir(staging, { recursive: true }));

  async function openNew(name: string): Promise<FileHandle> {
    const file = join(staging, name);
    await mkdir(dirname(file), { recursive: true });
    return open(file, 'wx');
  }

  async function closeGrowing(): Promise<void> {
    for (const handle of growing.values()) await handle.close().catch(() => undefined);
    growing.clear();
  }

  return {
    write: (name, content) =>
      naming(folder, async () => {
        const handle = await openNew(name);
        try {
          await handle.writeFile(content);
          await handle.sync();
        } finally {
          await handle.close();
        }
      }),
    append: (name, text) =>
      naming(folder, async () => {
        const handle = growing.get(name) ?? (await openNew(name));
        growing.set(name, handle);
        await handle.appendFile(text);
      }),
    finish: () =>
      naming(folder, async () => {
        for (const handle of growing.values()) await handle.sync();
        await closeGrowing();
        await refuseIfTaken(folder);
        // An empty folder may stand there; Windows would not rename over it.
        await rmdir(folder).catch(() => undefined);
        await rename(staging, folder);
      }),
    discard: async () => {
      await closeGrowing();
      await rm(staging, { recursive: true, force: true });
    },
  };
}

async function refuseIfTaken(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'ENOENT' ? [] : ['not a folder'];
  });
  if (names.length > 0) fail('already-there', `${folder} is there already: nothing is written over. Name another folder.`, folder);
}

async function naming<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskFailure(error, dirname(folder));
  }
}
