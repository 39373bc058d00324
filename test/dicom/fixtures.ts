import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeFrame } from '../../src/main/dicom/decode-pixels';
import { ExpectedFailure } from '../../src/shared/failure';

export const fixturesFolder = path.resolve(import.meta.dirname, '../fixtures');
export const samplesFolder = path.resolve(import.meta.dirname, '../../resources/samples');

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(fixturesFolder, name)));
}

export function sample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(samplesFolder, name)));
}

/** The code that an attempt fails with, or null; an error that is not expected goes through. */
export async function failureCode(attempt: () => unknown): Promise<string | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure.code;
    throw error;
  }
}

/** The first 16 hex digits of the SHA-256 of all frames as pydicom lays them out, or the code of the failure. */
export async function decodingOutcome(bytes: Uint8Array, name: string, frames: number, bigEndian: boolean): Promise<string> {
  const hash = createHash('sha256');
  const code = await failureCode(async () => {
    for (let frame = 0; frame < frames; frame += 1) {
      const { values } = await decodeFrame(bytes, name, frame);
      const samples = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
      hash.update(bigEndian && values.BYTES_PER_ELEMENT === 2 ? samples.swap16() : samples);
    }
  });
  return code ?? hash.digest('hex').slice(0, 16);
}
