import { existsSync, readFileSync, rmSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineLibrary } from '../../engine/engine-library';
import { writeWhole } from '../../dataset/write-whole';
import { libraryName } from './library-name';
import type { Wheel } from './pinned-wheels';
import { mainLibrary } from './wheel-layout';

const markSchema = z.strictObject({ library: z.string(), reason: z.string(), atMs: z.number() });

/** Why an engine is not started with the library although it is there. */
export interface SetAside {
  readonly reason: string;
  readonly atMs: number;
}

/** The folder of the CUDA library in the data folder, and what holds of it. */
export interface CudaPlace extends EngineLibrary {
  readonly folder: string;
  /** Where the library lies once it is whole. */
  readonly library: string;
  /** Where it is made. */
  readonly making: string;
  isThere(): boolean;
  setAsideMark(): SetAside | null;
  /** Engines are to try it again. */
  takeBack(): void;
  /** Gives what was made its place, and clears away what came before it. */
  settle(): Promise<void>;
  /** Takes all of it away; engines that run keep what they have loaded. */
  remove(): Promise<void>;
  /** What all of it takes on the disk. */
  bytes(): Promise<number>;
}

/** @param onSetAside told once when an engine did not start with the library */
export function createCudaPlace(folder: string, wheels: readonly Wheel[], onSetAside: (mark: SetAside) => void): CudaPlace {
  const name = libraryName(wheels);
  const library = join(folder, name);
  const making = join(folder, `${name}.making`);
  const markFile = join(folder, 'set-aside.json');
  /** Beside the file: on a disk that cannot be written it has to hold for this process at least. */
  let mark = readMark(markFile, name);
  const isThere = (): boolean => existsSync(join(library, mainLibrary));

  return {
    folder,
    library,
    making,
    isThere,
    setAsideMark: () => (isThere() ? mark : null),
    inUse: () => (mark === null && isThere() ? library : null),
    setAside(reason) {
      if (mark !== null) return;
      mark = { reason, atMs: Date.now() };
      try {
        writeWhole(markFile, Buffer.from(JSON.stringify({ library: name, ...mark })));
      } catch {
        // Tried again by the next process; that is said there anew.
      }
      onSetAside(mark);
    },
    takeBack() {
      rmSync(markFile, { force: true });
      mark = null;
    },
    async settle() {
      await rename(join(making, 'library'), library);
      rmSync(markFile, { force: true });
      mark = null;
      for (const other of await readdir(folder)) if (other !== name) await rm(join(folder, other), { recursive: true, force: true });
    },
    async remove() {
      // In one step, so that no engine is started with a half of it.
      if (isThere()) await rename(library, `${library}.removing`);
      await rm(folder, { recursive: true, force: true });
      mark = null;
    },
    bytes: () => bytesIn(folder),
  };
}

/** null where the mark is none, or of another library than this version's. */
function readMark(file: string, name: string): SetAside | null {
  try {
    const { library, reason, atMs } = markSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return library === name ? { reason, atMs } : null;
  } catch {
    return null;
  }
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  let bytes = 0;
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile() === true) bytes += found.size;
  }
  return bytes;
}
