import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../../shared/failure';
import type { CudaProgress } from '../../../shared/cuda';
import type { CudaPlace } from './cuda-place';
import { nameOfWheel, type Wheel } from './pinned-wheels';
import { sizeOf, type WheelSource } from './wheel-sources';
import { unpackWheel } from './unpack-wheel';

interface MakeOptions {
  readonly place: CudaPlace;
  readonly wheels: readonly Wheel[];
  readonly source: WheelSource;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Omit<CudaProgress, 'millisecondsLeft'>) => void;
}

/** How much of it is there already, from a making that was broken off. */
export interface Remaining {
  readonly fetchBytes: number;
  /** At the fullest moment, beside what is there: wheels are thrown away one by one, as soon as they are unpacked. */
  readonly diskBytes: number;
}

/**
 * Makes the library, wheel after wheel, and gives it its place when it is whole. Broken off at any moment, by a kill too, it goes on from there: what of a
 * wheel has come stays, and a wheel that is unpacked through to the disk is marked so.
 * Rejects with library-unreachable, library-untrusted, not-found, and with what the signal was aborted by.
 */
export async function makeLibrary({ place, wheels, source, signal, onProgress }: MakeOptions): Promise<void> {
  const files = filesOf(place);
  await mkdir(files.library, { recursive: true });
  const totalBytes = wheels.reduce((sum, { bytes }) => sum + bytes, 0);
  let finishedBytes = 0;
  for (const wheel of wheels) {
    const tell = (step: CudaProgress['step'], bytes = wheel.bytes): void =>
      onProgress({ step, wheel: nameOfWheel(wheel), doneBytes: finishedBytes + bytes, totalBytes });
    if (!files.isUnpacked(wheel)) {
      const file = await obtain(wheel, files.part(wheel), source, signal, tell);
      tell('unpacking');
      await unpack(wheel, file, files.library, signal);
      await writeFile(files.mark(wheel), wheel.sha256, { flush: true });
      await rm(file);
    }
    finishedBytes += wheel.bytes;
  }
  await place.settle();
}

export function remainingOf(place: CudaPlace, wheels: readonly Wheel[]): Remaining {
  const files = filesOf(place);
  const left = wheels.filter((wheel) => !files.isUnpacked(wheel));
  const lacks = left.map((wheel) => Math.max(0, wheel.bytes - sizeOf(files.part(wheel)) - sizeOf(files.whole(wheel))));
  const unpacked = left.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  return { fetchBytes: lacks.reduce((sum, bytes) => sum + bytes, 0), diskBytes: unpacked + Math.max(0, ...lacks) };
}

function filesOf({ making }: CudaPlace) {
  const inMaking = ({ file }: Wheel, ending: string): string => join(making, `${file}${ending}`);
  return {
    library: join(making, 'library'),
    /** What has come of a wheel. */
    part: (wheel: Wheel): string => inMaking(wheel, '.part'),
    /** A wheel that was found to be the right one. */
    whole: (wheel: Wheel): string => inMaking(wheel, ''),
    mark: (wheel: Wheel): string => inMaking(wheel, '.unpacked'),
    isUnpacked: (wheel: Wheel): boolean => sizeOf(inMaking(wheel, '.unpacked')) > 0,
  };
}

/** Brings a wheel and answers its file once its hash is the right one. */
async function obtain(
  wheel: Wheel,
  part: string,
  source: WheelSource,
  signal: AbortSignal,
  tell: (step: CudaProgress['step'], bytes?: number) => void,
): Promise<string> {
  const whole = part.replace(/\.part$/, '');
  if (sizeOf(whole) > 0) return whole;
  if (sizeOf(part) > wheel.bytes) await rm(part);
  const resumes = sizeOf(part) > 0;
  const bring = async (): Promise<boolean> => {
    tell('fetching', sizeOf(part));
    await source.bring(wheel, part, { signal, onBytes: (bytes) => tell('fetching', bytes) });
    tell('checking');
    if ((await sha256Of(part, signal)) === wheel.sha256) return true;
    await rm(part);
    return false;
  };
  // A half kept from an earlier time may be damaged where the source is not.
  if (!(await bring()) && !(resumes && (await bring())))
    fail(
      'library-untrusted',
      `${wheel.file} is not the file that this version of Pneumoscope was made for: its SHA-256 differs. It was thrown away.`,
      wheel.file,
    );
  await rename(part, whole);
  return whole;
}

/** A wheel whose bytes were right and that cannot be read all the same was damaged on this disk. */
async function unpack(wheel: Wheel, file: string, folder: string, signal: AbortSignal): Promise<void> {
  try {
    await unpackWheel(file, folder, signal);
  } catch (error) {
    if (signal.aborted || (error instanceof Error && 'syscall' in error)) throw error;
    await rm(file);
    fail('library-untrusted', `${wheel.file} cannot be unpacked, so it was thrown away. Fetch it once more.`, wheel.file);
  }
}

async function sha256Of(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20, signal })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
