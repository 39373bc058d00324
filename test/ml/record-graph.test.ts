import { expect, test } from 'vitest';
import { createDifferentiation } from '../../src/main/ml/differentiation';
import { useFastGradients } from '../../src/main/ml/fast-gradients';
import { recordGraph } from '../../src/main/ml/graph/record-graph';
import { batchLoss, type LossSettings, targetTensors } from '../../src/main/ml/losses';
import { opacityResidual } from '../../src/main/ml/networks/opacity-residual';
import type { Scalar, Tensor, Tensor2D, Tensor4D } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';
import { joined, variablesOf } from '../../src/main/ml/weight-vector';

const values = (tensor: Tensor) => [...tensor.dataSync()];

test('a recorded graph does with new inputs what was done with the first, hands inputs on, and keeps no tensors', () => {
  const work = ([a, b]: readonly Tensor[]) => [(a as Tensor).mul(b as Tensor).add(tf.tensor1d([10, 20])), a as Tensor];
  const first = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])];
  const graph = recordGraph(first, () => work(first));
  const before = tf.memory().numTensors;
  const second = [tf.tensor1d([5, 6]), tf.tensor1d([7, 8])];
  const outputs = graph.run(second);
  // 5 x 7 + 10 and 6 x 8 + 20.
  expect(outputs.map(values)).toEqual([[45, 68], [5, 6]]); // prettier-ignore
  tf.dispose([...outputs, ...second]);
  expect(tf.memory().numTensors).toBe(before);
  graph.close();
});

test('what cannot be recorded is refused', () => {
  const input = tf.tensor1d([1]);
  expect(() => recordGraph([input], () => [input.add(tf.tensor1d([true], 'bool').cast('float32'))])).toThrow('a constant of bool');
});

test('a network’s loss, gradient and averages as a graph are those of tfjs, op after op', () => {
  useFastGradients();
  const network = opacityResidual({ channels: [4, 6, 8, 8], blocks: [1, 1, 1], seed: 3 });
  const built = { network, hasMap: true, preprocessing: 'square-area-equalised-1', pretrainedLayers: new Set<string>(), stillLayers: new Set<string>(), architecture: '', overlayMethod: '' } as const; // prettier-ignore
  const settings: LossSettings = {
    loss: 'focal',
    focalGamma: 2,
    labelSmoothing: 0.1,
    classBalance: 'weights',
    mapWeight: 1,
    classWeight: 0,
  };
  const targets = targetTensors({ positives: [true, false, true], classes: [null, null, null], coverage: [new Float32Array(4).fill(0.5), new Float32Array(4), null] }, 2, settings, 0.3); // prettier-ignore
  const variables = variablesOf(network);
  const differentiation = createDifferentiation(built, variables, (outputs, given) => batchLoss(outputs, given, settings));
  const picturesOf = (seed: number) => tf.randomNormal([3, 32, 32, 1], 0, 1, 'float32', seed) as Tensor4D;
  differentiation.at(picturesOf(1), targets, variables.trained);

  const pictures = picturesOf(2);
  const weightsBefore = values(joined([...variables.trained, ...variables.others]));
  const { loss, gradient, averages } = differentiation.at(pictures, targets, variables.trained);
  expect(values(joined([...variables.trained, ...variables.others]))).toEqual(weightsBefore);
  const { value, grads } = tf.variableGrads(() => {
    const [logits, map] = network.apply(pictures, { training: true }) as [Tensor2D, Tensor4D];
    return batchLoss({ logits, map, classes: null }, targets, settings) as Scalar;
  }, [...variables.trained]);
  const close = (tensor: Tensor) => Array.from(tensor.dataSync(), (one) => expect.closeTo(one, 4));
  expect(loss).toBeCloseTo(value.dataSync()[0] ?? NaN, 5);
  expect(values(gradient)).toEqual(close(joined(variables.trained.map(({ name }) => grads[name] as Tensor))));
  expect(averages.map(values)).toEqual(variables.others.map(close));
  differentiation.dispose();
});
