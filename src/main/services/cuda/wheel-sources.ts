import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectedFailure, fail } from '../../../shared/failure';
import { nameOfWheel, type Wheel } from './pinned-wheels';

export interface BringOptions {
  readonly signal: AbortSignal;
  /** Told with every piece how much of the wheel is in the file. */
  readonly onBytes: (bytes: number) => void;
}

/** Where the wheels come from. */
export interface WheelSource {
  /** Appends to the file `part` what it lacks of the wheel. Whether it is the right wheel is found out afterwards. */
  bring(wheel: Wheel, part: string, options: BringOptions): Promise<void>;
}

/** As much of fetch as is used: the window asks through a session of Chromium's, the command line through Node. */
export type FetchFile = (
  address: string,
  init: { readonly headers: Record<string, string>; readonly signal: AbortSignal; readonly redirect: 'error' },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}>;

/** So many tries in a row that bring nothing, and it is given up. */
const fruitlessTries = 3;
const stallMilliseconds = 30_000;

/** A folder on a server, with the wheels under their names. What was broken off goes on where it stopped (RFC 9110, 14). */
export function fromNetwork(address: string, fetchFile: FetchFile): WheelSource {
  const folder = address.endsWith('/') ? address : `${address}/`;
  return {
    async bring(wheel, part, options) {
      for (let fruitless = 0, failure = ''; sizeOf(part) !== wheel.bytes;) {
        if (fruitless === fruitlessTries)
          fail('library-unreachable', `${nameOfWheel(wheel)} cannot be fetched from ${new URL(folder).host} (${failure}).`);
        const before = sizeOf(part);
        try {
          await transfer(new URL(wheel.file, folder).href, wheel, part, { ...options, fetchFile });
        } catch (error) {
          if (error instanceof ExpectedFailure || options.signal.aborted || isOfTheDisk(error)) throw error;
          failure = reasonOf(error);
        }
        fruitless = sizeOf(part) > before ? 0 : fruitless + 1;
        if (sizeOf(part) !== wheel.bytes && fruitless < fruitlessTries)
          await sleep(500 * (fruitless + 1), null, { signal: options.signal });
      }
    },
  };
}

/** A folder of files, on a stick for example. */
export function fromFolder(folder: string): WheelSource {
  return {
    async bring(wheel, part, { signal, onBytes }) {
      const file = join(folder, wheel.file);
      const found = await stat(file).catch(() => null);
      if (found === null) fail('not-found', `${folder} has no ${wheel.file}.`, file);
      if (found.size !== wheel.bytes)
        fail('library-untrusted', `${wheel.file} in ${folder} has ${found.size} bytes, not ${wheel.bytes}. It was not taken.`, file);
      const have = sizeOf(part);
      const source = createReadStream(file, { start: have, highWaterMark: 1 << 20 });
      await pipeline(source, counted(have, onBytes), createWriteStream(part, { flags: 'a', flush: true }), { signal });
    },
  };
}

/** One request for what is missing. Resolves where the connection ended, whether or not all of it came. */
async function transfer(
  address: string,
  wheel: Wheel,
  part: string,
  { fetchFile, signal, onBytes }: BringOptions & { readonly fetchFile: FetchFile },
): Promise<void> {
  const stall = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const watch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(new Error(`nothing came for ${stallMilliseconds / 1000} seconds`)), stallMilliseconds);
  };
  const both = AbortSignal.any([signal, stall.signal]);
  const have = sizeOf(part);
  watch();
  try {
    const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
    const response = await fetchFile(address, { headers, signal: both, redirect: 'error' });
    const resumes = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${have}-`) === true;
    if (!resumes && response.status !== 200) refuse(response.status, address);
    if (response.body === null) return;
    const limited = async function* (pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      let bytes = resumes ? have : 0;
      for await (const piece of pieces) {
        watch();
        bytes += piece.length;
        if (bytes > wheel.bytes) await refuseMore(wheel, part);
        onBytes(bytes);
        yield piece;
      }
    };
    await pipeline(response.body, limited, createWriteStream(part, { flags: resumes ? 'a' : 'w', flush: true }), {
      signal: both,
    });
  } catch (error) {
    throw stall.signal.aborted && !signal.aborted ? stall.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

/** A server that is busy or broken may be asked again; one that says no is believed. */
function refuse(status: number, address: string): never {
  const { host, pathname } = new URL(address);
  if (status >= 500 || status === 408 || status === 429) throw new Error(`the server answered ${status}`);
  return fail('library-unreachable', `${host} answered ${status} when asked for ${decodeURIComponent(pathname)}.`);
}

async function refuseMore({ file }: Wheel, part: string): Promise<never> {
  await rm(part, { force: true });
  return fail('library-untrusted', `${file} is larger than the file that this version of Pneumoscope was made for. It was thrown away.`);
}

const counted = (have: number, onBytes: (bytes: number) => void) =>
  async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = have;
    for await (const piece of pieces) {
      onBytes((bytes += piece.length));
      yield piece;
    }
  };

export const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

const isOfTheDisk = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO'].includes(String(error.code));

/** fetch hides the reason (name not found, connection refused) one level down. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error ? inner.message : String(inner);
}
