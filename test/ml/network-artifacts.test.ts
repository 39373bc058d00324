import { afterAll, expect, test } from 'vitest';
import { readModelFolder, writeModelFolder } from '../../src/main/engine/model-folder';
import { artifactsOf, fromFiles, toFiles } from '../../src/main/ml/network-artifacts';
import { opacityResidual } from '../../src/main/ml/networks/opacity-residual';
import { tf } from '../../src/main/ml/tensorflow';
import { temporaryFolder } from '../store/builders';
import { smallCard } from '../support/small-model';

afterAll(() => tf.disposeVariables());

test('a model whose large kernels are stored as 16-bit floats opens to nearly the same weights, as TensorFlow.js reads them', async () => {
  const artifacts = await artifactsOf(opacityResidual({ channels: [4, 12, 12, 12], blocks: [1, 1, 1], seed: 1 }));
  const { modelJson, weights } = toFiles(artifacts, 'float16');
  const folder = temporaryFolder();
  await writeModelFolder(folder, modelJson, weights, smallCard);
  const opened = fromFiles(await readModelFolder(folder));

  const asTheyAre = await valuesOf(artifacts);
  const asOpened = await valuesOf(opened);
  const [group] = modelJson.weightsManifest;
  expect(await valuesOf({ ...opened, weightSpecs: group?.weights, weightData: Uint8Array.from(weights).buffer })).toEqual(asOpened);

  const isLarge = (values: readonly number[]) => values.length >= 1024;
  const large = asTheyAre.filter(isLarge);
  expect(large.length).toBeGreaterThan(0);
  expect(asOpened.filter((values) => !isLarge(values))).toEqual(asTheyAre.filter((values) => !isLarge(values)));
  // Half of the last of ten bits of fraction, of the largest power of two in the value.
  const farthest = large.flatMap((values, at) =>
    values.map((value, index) => Math.abs((asOpened.filter(isLarge)[at]?.[index] ?? NaN) - value) / Math.max(Math.abs(value), 2 ** -14)),
  );
  expect(Math.max(...farthest)).toBeLessThanOrEqual(2 ** -11);
  expect(Math.max(...farthest)).toBeGreaterThan(0);

  const sizes = asTheyAre.map((values) => values.length);
  const shortenedCount = large.flat().length;
  expect(weights.byteLength).toBe(4 * sizes.reduce((sum, size) => sum + size, 0) - 2 * shortenedCount);
});

/** The values of each weight, as tfjs decodes them. */
async function valuesOf(artifacts: Parameters<typeof tf.io.fromMemory>[0] & object): Promise<number[][]> {
  const network = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  const values = network.getWeights().map((weight) => [...weight.dataSync()]);
  network.dispose();
  return values;
}
