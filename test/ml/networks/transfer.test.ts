import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuiltNetwork } from '../../../src/main/ml/networks/build-network';
import { buildNetwork } from '../../../src/main/ml/networks/build-network';
import { toInference } from '../../../src/main/ml/networks/to-inference';
import { createTrainingStep, type Batch } from '../../../src/main/ml/training-step';
import type { Layer, LayersModel, ModelArtifacts, Tensor } from '../../../src/main/ml/tensorflow';
import { tf } from '../../../src/main/ml/tensorflow';
import { defaultsOf } from '../../../src/shared/training-presets';

const bundled = join(import.meta.dirname, '../../../resources/pretrained');
const size = 64;
const savedInfo = { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' as const } };
const settings = { ...defaultsOf('transfer'), inputSize: size, batchSize: 2, averageDecay: 0 };

describe('the transfer network', () => {
  let built: BuiltNetwork;
  beforeAll(async () => void (built = await buildNetwork(settings, bundled)));
  afterAll(() => tf.disposeVariables());

  /** Names of the layers with a weight that `change` changed. */
  function changedLayers(change: () => void): Set<string> {
    const digestOf = (layer: Layer) =>
      layer
        .getWeights()
        .reduce((hash, weight) => hash.update(weight.dataSync<'float32'>()), createHash('sha256'))
        .digest('hex');
    const weightsOf = () => built.network.layers.map(digestOf);
    const before = weightsOf();
    change();
    const after = weightsOf();
    return new Set(built.network.layers.filter((_, place) => before[place] !== after[place]).map(({ name }) => name));
  }

  test('gives a logit and a map of cells of 16 pixels', () => {
    const outputs = tf.tidy(() => (built.network.predict(tf.zeros([2, size, size, 1])) as Tensor[]).map(({ shape }) => shape));
    expect(outputs).toEqual([
      [2, 1],
      [2, 4, 4, 1],
    ]);
  });

  test('has three class logits where they are taught, which use leaves out', async () => {
    const taught = await buildNetwork({ ...settings, classWeight: 1, stillBlocks: 2 }, bundled);
    expect(taught.network.outputs.map(({ shape }) => shape.at(-1))).toEqual([1, 1, 3]);
    const { modelTopology } = await toInference(taught, { slope: 1, offset: 0 });
    const { config } = modelTopology as { config: { output_layers: [string][] } };
    expect(config.output_layers.map(([name]) => name)).toEqual(['logit', 'opacity_map']);
    expect([...taught.stillLayers].filter((name) => !name.endsWith('_normalisation'))).toEqual([
      'stem',
      'block_1_depthwise',
      'block_1_projection',
      'block_2_expansion',
      'block_2_depthwise',
      'block_2_projection',
    ]);
  });

  test('is saved as a network that tfjs’ own layers compute', async () => {
    let artifacts: ModelArtifacts | undefined;
    await built.network.save(tf.io.withSaveHandler((saved) => ((artifacts = saved), Promise.resolve(savedInfo))));
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(artifacts as ModelArtifacts));
    const picture = tf.tensor4d(
      Float32Array.from({ length: size * size }, (_, index) => Math.sin(index / 7)),
      [1, size, size, 1],
    );
    const valuesOf = (network: LayersModel) => (network.predict(picture) as Tensor[]).map((output) => [...output.dataSync()]);
    expect(valuesOf(loaded)).toEqual(valuesOf(built.network));
  });

  test('moves only its new layers while frozen, and then all', () => {
    const pictures = Uint8Array.from({ length: 2 * size * size }, (_, index) => (index * 37) % 251);
    const batch: Batch = {
      pictures,
      cases: [
        { record: 0, patient: 0, positive: true, threeClass: null, boxes: [{ left: 0, top: 0, right: 0.5, bottom: 0.5 }] },
        { record: 1, patient: 1, positive: false, threeClass: null, boxes: [] },
      ],
    };
    const step = createTrainingStep(built, settings, 0.5);
    const take = (place: number, frozen: boolean) => () =>
      expect(step.take(batch, { seed: 1, epoch: 1, step: place }, 1e-3, frozen)).toBeGreaterThan(0);
    const withWeights = built.network.layers.filter(({ weights }) => weights.length > 0).map(({ name }) => name);
    const added = ['coarse_features', 'fine_features', 'map_features', 'map_features_normalisation', 'cell_logits', 'logit'];
    expect(changedLayers(take(0, true))).toEqual(new Set(added));
    expect(changedLayers(take(1, false))).toEqual(new Set(withWeights));
    expect(new Set([...built.pretrainedLayers, ...added])).toEqual(new Set(withWeights));
    step.dispose();
  });
});
