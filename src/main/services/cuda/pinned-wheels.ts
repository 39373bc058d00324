import { z } from 'zod';
import table from './cuda-wheels.json';

/** A Python wheel (a zip archive) that carries a part of the library. Python itself is not used. */
export interface Wheel {
  /** As pip names it: 'tensorflow==2.19.1'. */
  readonly requirement: string;
  /** Its file name, in a mirror's folder as in a folder of files. */
  readonly file: string;
  readonly bytes: number;
  /** What is used of it, unpacked. */
  readonly unpackedBytes: number;
  /** Hex. */
  readonly sha256: string;
}

/**
 * TensorFlow for NVIDIA GPUs with the CUDA libraries it was built for; the table that set-up uses too (scripts/setup/pins.mjs). The smallest first, so that
 * what is wrong with a source shows early.
 */
export const cudaWheels: readonly Wheel[] = z
  .strictObject({
    tensorflowVersion: z.string(),
    wheels: z.array(
      z.strictObject({
        requirement: z.string(),
        file: z.string(),
        bytes: z.number().int().positive(),
        unpackedBytes: z.number().int().positive(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    ),
  })
  .parse(table)
  .wheels.toSorted((one, other) => one.bytes - other.bytes);

/** 'tensorflow 2.19.1' */
export const nameOfWheel = ({ requirement }: Wheel): string => requirement.replace('==', ' ');
