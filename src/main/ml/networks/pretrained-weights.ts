import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../../shared/failure';
import type { LayersModel, Tensor, Tensor4D } from '../tensorflow';
import { tf } from '../tensorflow';

/** What weights.json says of weights.bin, as scripts/setup/pretrained-weights.mjs writes both. */
const listSchema = z.object({
  sha256: z.string(),
  weights: z.array(z.object({ name: z.string(), shape: z.array(z.number().int().positive()) })),
});

interface StoredWeight {
  readonly shape: number[];
  readonly values: Float32Array;
}

/** The network's weights by `layer/weight`. */
export type PretrainedWeights = ReadonlyMap<string, StoredWeight>;

const mend = '`npm run setup` brings it.';

/** Reads a folder of pretrained weights; fails as 'model-unusable' where one of its files is absent or not what the set-up wrote. */
export async function readPretrainedWeights(folder: string): Promise<PretrainedWeights> {
  const [listFile, valuesFile] = [join(folder, 'weights.json'), join(folder, 'weights.bin')];
  const list = parsedList(listFile, await readOrFail(listFile));
  const bytes = await readOrFail(valuesFile);
  if (createHash('sha256').update(bytes).digest('hex') !== list.sha256)
    fail('model-unusable', `The pretrained weights in ${valuesFile} are damaged: ${mend}`, valuesFile);
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  let position = 0;
  return new Map(
    list.weights.map(({ name, shape }) => {
      const start = position;
      position += shape.reduce((product, side) => product * side, 1);
      return [name, { shape, values: values.subarray(start, position) }];
    }),
  );
}

async function readOrFail(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    return fail('model-unusable', `The pretrained weights in ${file} can’t be read: ${mend}`, file);
  }
}

function parsedList(file: string, content: Buffer): z.infer<typeof listSchema> {
  try {
    return listSchema.parse(JSON.parse(content.toString('utf8')));
  } catch {
    return fail('model-unusable', `The list of pretrained weights in ${file} is damaged: ${mend}`, file);
  }
}

/** Gives the named layers their pretrained weights; fails as 'model-unusable' where one is missing or has another shape. */
export function setPretrainedWeights(
  network: LayersModel,
  layerNames: readonly string[],
  weights: PretrainedWeights,
  folder: string,
): void {
  for (const layerName of layerNames) {
    const layer = network.getLayer(layerName);
    tf.tidy(() =>
      layer.setWeights(
        layer.weights.map(({ originalName, shape }) => {
          const name = `${layerName}/${originalName.slice(originalName.lastIndexOf('/') + 1)}`;
          return (
            fitted(weights.get(name), shape) ?? fail('model-unusable', `The pretrained weights in ${folder} lack ${name}: ${mend}`, folder)
          );
        }),
      ),
    );
  }
}

/**
 * The stored values in the network's shape. A kernel for three input channels that meets one is summed over them, which is exactly what it computes
 * of a grey picture repeated to three.
 */
function fitted(stored: StoredWeight | undefined, wanted: readonly (number | null)[]): Tensor | undefined {
  if (stored === undefined) return undefined;
  const whole = tf.tensor(stored.values.slice(), stored.shape);
  const grey = whole.rank === 4 && whole.shape[2] === 3 && wanted[2] === 1 ? (whole as Tensor4D).sum(2, true) : whole;
  return grey.shape.length === wanted.length && grey.shape.every((side, axis) => side === wanted[axis]) ? grey : undefined;
}
