import { expect, test } from 'vitest';
import { ReLU6 } from '../../src/main/ml/relu6';
import type { Tensor } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';

test('cuts at 0 and 6, passes the gradient between them, and is saved as tfjs’ own ReLU', () => {
  const layer = new ReLU6({ name: 'rectified' });
  const own = tf.layers.reLU({ maxValue: 6, name: 'rectified' });
  const x = tf.tensor1d([-1, 0.5, 5.5, 7]);
  const gradient = tf.grad((value: Tensor) => layer.call(value).mul(2))(x);
  expect({
    values: [...layer.call(x).dataSync()],
    gradient: [...gradient.dataSync()],
    saved: [layer.getClassName(), layer.getConfig()],
  }).toEqual({
    values: [0, 0.5, 5.5, 6],
    gradient: [0, 2, 2, 0],
    saved: [own.getClassName(), own.getConfig()],
  });
});
