import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise } from 'yauzl';
import { placeOf } from './wheel-layout';

/**
 * Unpacks what is used of a wheel into `folder`, in streams and through to the disk; what lies there from an unpacking that was cut off is written over.
 * The wheel has been checked before: that it can be read is taken for granted.
 */
export async function unpackWheel(file: string, folder: string, signal: AbortSignal): Promise<void> {
  // Each entry is inflated off this thread.
  const wheel = await openPromise(file, { autoClose: false });
  try {
    for await (const entry of wheel.eachEntry()) {
      const place = placeOf(entry.fileName);
      if (place === null) continue;
      const target = join(folder, place);
      await mkdir(dirname(target), { recursive: true });
      const output = createWriteStream(target, { mode: modeOf(entry), highWaterMark: 1 << 20, flush: true });
      await pipeline(await wheel.openReadStreamPromise(entry), output, { signal });
    }
  } finally {
    wheel.close();
  }
}

/** Of the permissions only whether it is a program; archives made on Unix keep them in the upper half (APPNOTE.TXT 4.4.15). */
const modeOf = ({ externalFileAttributes }: Entry): number => (((externalFileAttributes >>> 16) & 0o100) === 0 ? 0o644 : 0o755);
