import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../shared/failure';
import { createInputCheck, type InputCheck } from '../ml/input-check/input-check';
import { fromFiles } from '../ml/network-artifacts';
import { tf } from '../ml/tensorflow';

/** The check's files, written by the recipe (src/main/recipe/input-check). */
export const checkFileNames = { modelJson: 'model.json', weights: 'weights.bin', limits: 'limits.json' } as const;

const share = z.number().min(0).max(1);
const limitsSchema = z.object({
  leastUpright: share,
  leastSureOfMistake: share,
  greatestDistance: z.number().positive(),
  leastSymmetry: z.number().min(-1).max(1),
});
const modelJsonSchema = z.looseObject({
  modelTopology: z.looseObject({}),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.number()), dtype: z.literal('float32') })),
    }),
  ),
});

/** Opens the check that comes along with the application; fails as 'model-unusable' where its files are absent or damaged. */
export async function openInputCheck(folder: string): Promise<InputCheck> {
  try {
    const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));
    const limits = limitsSchema.parse(await json(checkFileNames.limits));
    const modelJson = modelJsonSchema.parse(await json(checkFileNames.modelJson));
    const weights = await readFile(join(folder, checkFileNames.weights));
    return createInputCheck(await tf.loadLayersModel(tf.io.fromMemory(fromFiles({ modelJson, weights }))), limits);
  } catch {
    return fail('model-unusable', `The check of pictures in ${folder} is absent or damaged. Install Pneumoscope again.`, folder);
  }
}
