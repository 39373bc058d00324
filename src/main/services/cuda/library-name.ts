import { createHash } from 'node:crypto';

/** Raise when what is laid out of the wheels changes (wheel-layout.ts). */
const layout = 1;

/** The name of the folder of the library that these wheels make, in whatever order: other wheels, or another layout, have another. */
export function libraryName(wheels: readonly { readonly sha256: string }[]): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([wheels.map(({ sha256 }) => sha256).sort(), layout]))
    .digest('hex');
  return `libtensorflow-cuda-${hash.slice(0, 12)}`;
}
