import { afterAll, expect, test } from 'vitest';
import { compileNetwork } from '../../src/main/ml/compile-network';
import { opacityResidual } from '../../src/main/ml/networks/opacity-residual';
import { toInference } from '../../src/main/ml/networks/to-inference';
import { uncalibrated } from '../../src/main/ml/calibrate';
import { type LayersModel, type Tensor, tf } from '../../src/main/ml/tensorflow';
import { ensembleOf } from '../../src/main/recipe/ensemble';

const side = 32;
afterAll(() => tf.disposeVariables());

async function smallNetwork(seed: number): Promise<LayersModel> {
  const network = opacityResidual({ channels: [4, 6, 8, 8], blocks: [1, 1, 1], seed });
  return tf.loadLayersModel(tf.io.fromMemory(await toInference({ network }, uncalibrated)));
}

test('an ensemble answers the mean of its members on the picture and on its mirror image, and each pass', async () => {
  const members = [await smallNetwork(1), await smallNetwork(2)];
  const picture = Float32Array.from({ length: side * side }, (_, index) => Math.sin(index / 5) + (index % side) / side);
  const mirrored = picture.map((_, index) => picture[index - (index % side) + (side - 1 - (index % side))] as number);
  const answers = members.flatMap((member) => [answerOf(member, picture), answerOf(member, mirrored)]);
  const logits = answers.map(([logit]) => logit?.[0] ?? NaN);
  // A map of 2 x 2 cells; that of a mirrored picture is turned back: 0 1 / 2 3 from 1 0 / 3 2.
  const maps = answers.map(([, map], pass) => (pass % 2 === 0 ? [0, 1, 2, 3] : [1, 0, 3, 2]).map((cell) => map?.[cell] ?? NaN));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  const compiled = compileNetwork(await ensembleOf(members), side);
  const [logit, map, passes] = compiled.run(picture);
  compiled.dispose();
  const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4));
  expect([...(logit ?? [])]).toEqual(close([mean(logits)]));
  expect([...(map ?? [])]).toEqual(close([0, 1, 2, 3].map((cell) => mean(maps.map((one) => one[cell] ?? NaN)))));
  expect([...(passes ?? [])]).toEqual(close(logits));
  expect(new Set(logits.map((value) => value.toFixed(6))).size).toBe(4);
});

function answerOf(network: LayersModel, picture: Float32Array): Float32Array[] {
  return tf.tidy(() => (network.predict(tf.tensor4d(picture, [1, side, side, 1])) as Tensor[]).map((one) => one.dataSync<'float32'>()));
}
