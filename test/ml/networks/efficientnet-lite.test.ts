import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { efficientNetLite0 } from '../../../src/main/ml/networks/efficientnet-lite';
import { readPretrainedWeights, setPretrainedWeights } from '../../../src/main/ml/networks/pretrained-weights';
import type { LayersModel, Tensor } from '../../../src/main/ml/tensorflow';
import { tf } from '../../../src/main/ml/tensorflow';
import { testWhere } from '../../support/test-where';

const folder = join(import.meta.dirname, '../../../resources/pretrained/efficientnet-lite0');
const side = 224;

interface Reference {
  readonly cases: readonly { readonly pixels: string; readonly features: string }[];
}

describe('EfficientNet-Lite0 with its pretrained weights', () => {
  let network: LayersModel;
  beforeAll(async () => {
    const picture = tf.input({ shape: [null, null, 1] });
    const { thirtySecond, layerNames } = efficientNetLite0(picture);
    network = tf.model({ inputs: picture, outputs: thirtySecond });
    setPretrainedWeights(network, layerNames, await readPretrainedWeights(folder), folder);
  });
  afterAll(() => tf.disposeVariables());

  /** How far the features are at most from what PyTorch gives, with the grey of one channel repeated to three. */
  function greatestDifference(pixels: Uint8Array, features: Float32Array): number {
    const values = Float32Array.from(pixels, (pixel) => (pixel - 127) / 128);
    const seen = tf.tidy(() => (network.predict(tf.tensor4d(values, [1, side, side, 1])) as Tensor).dataSync<'float32'>());
    expect(seen.length).toBe(features.length);
    return seen.reduce((greatest, value, index) => Math.max(greatest, Math.abs(value - (features[index] ?? NaN))), 0);
  }

  test('gives the features that PyTorch gives', () => {
    const fixture = (name: string) =>
      gunzipSync(readFileSync(join(import.meta.dirname, `../../fixtures/efficientnet-lite0/${name}.bin.gz`)));
    const stored = new Uint16Array(new Uint8Array(fixture('features')).buffer);
    const features = Float32Array.from(stored, (value) => value / 10_000);
    expect(greatestDifference(fixture('pixels'), features)).toBeLessThan(1e-3);
  });

  const shared = process.env['PNEUMOSCOPE_SHARED'] ?? resolve('..', 'shared');
  const file = join(shared, 'data', 'weights', 'efficientnet_lite0_reference.json');
  testWhere(existsSync(file), 'the reference outputs')('gives them for four radiographs of the shared data', () => {
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as Reference;
    const differences = cases.map(({ pixels, features }) =>
      greatestDifference(Buffer.from(pixels, 'base64'), new Float32Array(new Uint8Array(Buffer.from(features, 'base64')).buffer)),
    );
    expect(differences.every((difference) => difference < 1e-3)).toBe(true);
  });
});
