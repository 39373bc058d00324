import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildNetwork } from '../../../src/main/ml/networks/build-network';
import { readPretrainedWeights, setPretrainedWeights } from '../../../src/main/ml/networks/pretrained-weights';
import { tf } from '../../../src/main/ml/tensorflow';
import { type Failure, toFailure } from '../../../src/shared/failure';
import { defaultsOf } from '../../../src/shared/training-presets';

/** A stem of one pixel from three channels to two, then one weight more. */
const stored = { 'stem/kernel': { shape: [1, 1, 3, 2], values: [1, 10, 2, 20, 4, 40] }, 'stem/bias': { shape: [2], values: [0.5, -0.5] } };

function writtenFolder(weights: Record<string, { shape: number[]; values: number[] }>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-pretrained-'));
  const bytes = Buffer.from(Float32Array.from(Object.values(weights).flatMap(({ values }) => values)).buffer);
  const list = Object.entries(weights).map(([name, { shape }]) => ({ name, shape }));
  writeFileSync(join(folder, 'weights.bin'), bytes);
  writeFileSync(join(folder, 'weights.json'), JSON.stringify({ sha256: createHash('sha256').update(bytes).digest('hex'), weights: list }));
  return folder;
}

const stemOf = (channels: number, filters: number) =>
  tf.sequential({ layers: [tf.layers.conv2d({ filters, kernelSize: 1, inputShape: [null, null, channels], name: 'stem' })] });

async function failureOf(work: () => Promise<unknown>): Promise<Failure> {
  return work().then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => toFailure(error),
  );
}

test('a kernel for three channels is summed for one, and taken as it is for three', async () => {
  const folder = writtenFolder(stored);
  const weightsWith = async (channels: number) => {
    const network = stemOf(channels, 2);
    setPretrainedWeights(network, ['stem'], await readPretrainedWeights(folder), folder);
    return network.getWeights().map((weight) => [...weight.dataSync()]);
  };
  // 1 + 2 + 4 and 10 + 20 + 40.
  expect([await weightsWith(1), await weightsWith(3)]).toEqual([
    [
      [7, 70],
      [0.5, -0.5],
    ],
    [
      [1, 10, 2, 20, 4, 40],
      [0.5, -0.5],
    ],
  ]);
});

test('weights that lack one of the network, or have another shape, are refused', async () => {
  const folder = writtenFolder({ 'stem/kernel': stored['stem/kernel'] });
  const failing = (filters: number) =>
    failureOf(async () => setPretrainedWeights(stemOf(1, filters), ['stem'], await readPretrainedWeights(folder), folder));
  const refused = (name: string): Failure => ({
    code: 'model-unusable',
    message: `The pretrained weights in ${folder} lack ${name}: \`npm run setup\` brings it.`,
    file: folder,
  });
  expect([await failing(2), await failing(5)]).toEqual([refused('stem/bias'), refused('stem/kernel')]);
});

test('a missing or damaged folder is named, with what mends it', async () => {
  const missing = join(tmpdir(), 'pneumoscope-not-there');
  const list = join(missing, 'efficientnet-lite0', 'weights.json');
  const damaged = writtenFolder(stored);
  writeFileSync(join(damaged, 'weights.bin'), 'other');
  const unreadable = writtenFolder(stored);
  writeFileSync(join(unreadable, 'weights.json'), '{}');
  const failures = [
    await failureOf(() => buildNetwork(defaultsOf('transfer'), missing)),
    await failureOf(() => readPretrainedWeights(damaged)),
    await failureOf(() => readPretrainedWeights(unreadable)),
  ];
  const mend = '`npm run setup` brings it.';
  const failure = (file: string, message: string) => ({ code: 'model-unusable', message: `${message}: ${mend}`, file });
  expect(failures).toEqual([
    failure(list, `The pretrained weights in ${list} can’t be read`),
    failure(join(damaged, 'weights.bin'), `The pretrained weights in ${join(damaged, 'weights.bin')} are damaged`),
    failure(join(unreadable, 'weights.json'), `The list of pretrained weights in ${join(unreadable, 'weights.json')} is damaged`),
  ]);
});
