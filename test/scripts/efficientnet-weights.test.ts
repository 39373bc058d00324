import { expect, test } from 'vitest';
import { toNetworkWeights, transposed } from '../../scripts/setup/efficientnet-weights.mjs';

test('a kernel of (output, input, row, column) becomes one of (row, column, input, output)', () => {
  // Value = 1000 output + 100 input + 10 row + column, for 2 outputs, 1 input, 2 rows, 3 columns.
  const values = Float32Array.of(0, 1, 2, 10, 11, 12, 1000, 1001, 1002, 1010, 1011, 1012);
  expect(transposed({ shape: [2, 1, 2, 3], values }, [2, 3, 1, 0])).toEqual({
    shape: [2, 3, 1, 2],
    values: Float32Array.of(0, 1000, 1, 1001, 2, 1002, 10, 1010, 11, 1011, 12, 1012),
  });
});

test('a depthwise kernel of (channel, 1, row, column) becomes one of (row, column, channel, 1)', () => {
  const values = Float32Array.of(0, 1, 10, 11, 1000, 1001, 1010, 1011);
  expect(transposed({ shape: [2, 1, 2, 2], values }, [2, 3, 0, 1])).toEqual({
    shape: [2, 2, 2, 1],
    values: Float32Array.of(0, 1000, 1, 1001, 10, 1010, 11, 1011),
  });
});

test('a checkpoint of another network is refused', () => {
  expect(() => toNetworkWeights(new Map())).toThrow('The checkpoint of EfficientNet-Lite0 lacks _conv_stem.weight.');
});
