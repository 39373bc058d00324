import { fromHalfFloats, toHalfFloats } from './half-floats';

// The weights of TensorFlow.js' "layers-model" format: one after another in the manifest's order, little-endian; each as 32-bit floats, or as 16-bit
// floats where its entry says so in `quantization`.

/** A weight's entry in the manifest of model.json. */
export interface StoredWeight {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: 'float32';
  /** Its values are stored as 16-bit floats. */
  readonly quantization?: { readonly dtype: 'float16' } | undefined;
}

/** A kernel of at least so many values is worth storing shorter; vectors, and the small last layers that calibration scales, keep all their bits. */
const leastShortenedValues = 1024;

/**
 * Stores large kernels as 16-bit floats: half the room, and a weight changes by up to one part in 2,048. Throws where one is beyond what they reach.
 * @param values all weights as 32-bit floats
 */
export function shortened(
  entries: readonly StoredWeight[],
  values: Uint8Array,
): { readonly entries: StoredWeight[]; readonly bytes: Uint8Array } {
  const stored = apart(entries, values).map(({ entry, bytes }): { readonly entry: StoredWeight; readonly bytes: Uint8Array } => {
    const isLarge = entry.shape.length > 1 && countOf(entry) >= leastShortenedValues;
    if (!isLarge) return { entry, bytes };
    const halves = toHalfFloats(new Float32Array(Uint8Array.from(bytes).buffer));
    return { entry: { ...entry, quantization: { dtype: 'float16' } }, bytes: new Uint8Array(halves.buffer) };
  });
  return { entries: stored.map(({ entry }) => entry), bytes: Buffer.concat(stored.map(({ bytes }) => bytes)) };
}

/** All weights as 32-bit floats, however they are stored; a copy. */
export function fullLength(entries: readonly StoredWeight[], stored: Uint8Array): Uint8Array {
  const parts = apart(entries, stored).map(({ entry, bytes }) =>
    entry.quantization === undefined ? bytes : new Uint8Array(fromHalfFloats(new Uint16Array(Uint8Array.from(bytes).buffer)).buffer),
  );
  return Uint8Array.from(Buffer.concat(parts));
}

/** How many bytes weights of these entries take. */
export function storedBytes(entries: readonly StoredWeight[]): number {
  return entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
}

function apart(
  entries: readonly StoredWeight[],
  stored: Uint8Array,
): readonly { readonly entry: StoredWeight; readonly bytes: Uint8Array }[] {
  let end = 0;
  return entries.map((entry) => ({ entry, bytes: stored.subarray(end, (end += bytesOf(entry))) }));
}

const bytesOf = (entry: StoredWeight): number => (entry.quantization === undefined ? 4 : 2) * countOf(entry);

const countOf = ({ shape }: StoredWeight): number => shape.reduce((product, side) => product * side, 1);
