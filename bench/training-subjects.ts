import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checksumOf } from '../src/main/dataset/checksum';
import { openPictureStore } from '../src/main/dataset/picture-store-file';
import { encodeHeader, encodeIndex } from '../src/main/dataset/picture-store-format';
import type { TrainerCase } from '../src/main/dataset/trainer-case';
import { BatchNormalization } from '../src/main/ml/batch-normalization';
import { epochBatches } from '../src/main/ml/epoch-order';
import { artifactsOf, toFiles } from '../src/main/ml/network-artifacts';
import { buildNetwork, type BuiltNetwork } from '../src/main/ml/networks/build-network';
import type { LayersModel, SymbolicTensor } from '../src/main/ml/tensorflow';
import { tf } from '../src/main/ml/tensorflow';
import { type Batch, createTrainingStep, type TrainingStep } from '../src/main/ml/training-step';
import { readBatch } from '../src/main/ml/validate';
import { resolvePaths } from '../src/main/paths';
import { valueRange } from '../src/main/preprocess/network-input';
import { seededRandom } from '../src/main/statistics/random';
import { defaultsOf } from '../src/shared/training-presets';
import type { TrainingSettings } from '../src/shared/training';

const batchSize = 8;
const size = 224;
const epochPictures = 80;
const settings: TrainingSettings = { ...defaultsOf('deep-cnn'), batchSize, inputSize: size, optimizer: 'adam', weightDecay: 0 };
/** Steps are compared on pictures as they are. */
const unvaried = { ...settings, flip: false, rotationDegrees: 0, shiftShare: 0, scaleShare: 0, contrast: 0, noise: 0 };
const learningRate = 1e-4;

/** A network that both sides train, with one batch of its own and a picture store for epochs. */
export async function openSubject(name: 'three-block' | 'transfer', parent: string) {
  const built = name === 'transfer' ? await buildNetwork({ ...settings, preset: 'transfer' }, pretrainedFolder()) : threeBlocks();
  const folder = join(parent, name);
  const storeFile = join(folder, 'pictures');
  const description = await describe(built, folder);
  await writeStore(storeFile, built);
  const store = openPictureStore(storeFile);
  const batch: Batch = { pictures: noise(batchSize), cases: casesOf(batchSize, (record) => record < batchSize / 2) };
  const [step, varied] = [unvaried, settings].map((one) => createTrainingStep(built, one, 0.5)) as [TrainingStep, TrainingStep];
  let taken = 0;
  const take = (): number => step.take(batch, { seed: 1, epoch: 0, step: taken++ }, learningRate, false);
  return {
    description,
    epochDescription: { epoch: storeFile, count: epochPictures, settings },
    losses: (count: number): number[] => Array.from({ length: count }, take),
    milliseconds: (count: number): number[] => Array.from({ length: count }, () => timed(take)),
    epoch: (epoch: number) => {
      const cases = casesOf(epochPictures, (record) => record % 2 === 0);
      let waitMilliseconds = 0;
      const milliseconds = timed(() =>
        epochBatches(cases, settings, epoch).forEach((chosen, index) => {
          const startedAt = performance.now();
          const read = readBatch(store, chosen);
          waitMilliseconds += performance.now() - startedAt;
          varied.take(read, { seed: 1, epoch, step: index }, learningRate, false);
        }),
      );
      return { seconds: milliseconds / 1000, waitSeconds: waitMilliseconds / 1000 };
    },
    close: () => {
      store.close();
      [step, varied].forEach((one) => one.dispose());
      built.network.dispose();
    },
  };
}

const warmUpSteps = 100;
const manySteps = 500;
const smallSize = 96;

/** What 500 steps of `deep-cnn` leave behind, after as many as fill every pool. Small pictures: what is left behind does not depend on their size. */
export async function takeManySteps() {
  const small: TrainingSettings = { ...defaultsOf('deep-cnn'), batchSize, inputSize: smallSize };
  const step = createTrainingStep(await buildNetwork(small, ''), small, 0.5);
  const batch: Batch = { pictures: noise(batchSize, smallSize), cases: casesOf(batchSize, (record) => record % 2 === 0) };
  let taken = 0;
  const take = (count: number): void => {
    for (let index = 0; index < count; index += 1) step.take(batch, { seed: 1, epoch: 0, step: taken++ }, learningRate, false);
  };
  take(warmUpSteps);
  const [tensors, resident] = [tf.memory().numTensors, process.memoryUsage.rss()];
  take(manySteps);
  return { steps: manySteps, tensors: tf.memory().numTensors - tensors, residentShare: process.memoryUsage.rss() / resident - 1 };
}

/** Three times a convolution of 3 x 3, normalisation, ReLU and the greater of 2 x 2; then the mean over the picture, and a logit. */
function threeBlocks(): BuiltNetwork {
  const input = tf.input({ shape: [size, size, 1], name: 'picture' });
  const blocks = [32, 64, 128].flatMap((filters, index) => [
    tf.layers.conv2d({
      filters,
      kernelSize: 3,
      padding: 'same',
      useBias: false,
      kernelInitializer: tf.initializers.heNormal({ seed: index }),
    }),
    new BatchNormalization(),
    // Before ReLU, which leaves the order of values as it is, so that the network is the same.
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.reLU(),
  ]);
  const layers = [...blocks, tf.layers.globalAveragePooling2d({}), tf.layers.dense({ units: 1, name: 'logit' })];
  const output = layers.reduce<SymbolicTensor>((x, layer) => layer.apply(x) as SymbolicTensor, input);
  const network: LayersModel = tf.model({ inputs: input, outputs: output });
  return {
    network,
    hasMap: false,
    preprocessing: 'square-area-equalised-1',
    pretrainedLayers: new Set(),
    stillLayers: new Set(),
    architecture: 'three blocks',
    overlayMethod: '',
  };
}

function pretrainedFolder(): string {
  return resolvePaths(resolve('out', 'main'), '', {}).pretrained;
}

/** Writes what the peer builds the same network from, and the batch. */
async function describe(built: BuiltNetwork, folder: string) {
  await mkdir(folder);
  const { modelJson, weights } = toFiles(await artifactsOf(built.network));
  await writeFile(join(folder, 'model.json'), JSON.stringify(modelJson));
  await writeFile(join(folder, 'weights.bin'), weights);
  const pictures = join(folder, 'batch');
  await writeFile(pictures, noise(batchSize));
  return { network: folder, pictures, size, darkest: valueRange(built.preprocessing).darkest };
}

async function writeStore(file: string, { preprocessing }: BuiltNetwork): Promise<void> {
  const pictures = noise(epochPictures);
  const checksums = Array.from({ length: epochPictures }, (_, record) =>
    checksumOf(pictures.subarray(record * size ** 2, (record + 1) * size ** 2)),
  );
  const header = encodeHeader({ kind: 'pneumoscope-pictures-1', size, preprocessing, count: epochPictures });
  await writeFile(file, Buffer.concat([header, pictures, encodeIndex(checksums)]));
}

function casesOf(count: number, isPositive: (record: number) => boolean): TrainerCase[] {
  return Array.from({ length: count }, (_, record) => {
    const positive = isPositive(record);
    return { record, patient: record, positive, threeClass: null, boxes: positive ? [{ left: 0, top: 0, right: 0.5, bottom: 0.5 }] : [] };
  });
}

function noise(pictures: number, side = size): Uint8Array {
  const random = seededRandom(1);
  return Uint8Array.from({ length: pictures * side ** 2 }, () => Math.floor(random() * 256));
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
