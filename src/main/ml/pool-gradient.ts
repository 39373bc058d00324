import { floatType } from './fused-ops';
import { nativeBackend, type Tensor, type Tensor4D, tf } from './tensorflow';

/**
 * The gradient of a maximum over windows of 2 x 2 that do not overlap: each window's slope goes to its maximum. TensorFlow's op searches every window
 * again, value by value; here the maxima are spread over their windows and compared, which is a few passes over memory. Where several
 * values of a window are its maximum, each gets an equal share (TensorFlow's op: the first gets all; either is a subgradient).
 * Null for other windows.
 */
export function maximumPoolGradient(
  { dy, input, output }: Readonly<Record<string, Tensor>>,
  { filterSize, strides, pad }: Readonly<Record<string, unknown>>,
): Tensor | null {
  const isHalving = [filterSize, strides].every((sides) => [sides].flat().every((side) => side === 2));
  if (!isHalving || pad !== 'valid' || dy === undefined || input === undefined || output === undefined) return null;
  return tf.tidy(() => {
    const [batch, height, width, channels] = input.shape as Tensor4D['shape'];
    const [rows, columns] = [output.shape[1] ?? 0, output.shape[2] ?? 0];
    // An odd last row or column lies in no window.
    const [evenHeight, evenWidth] = [rows * 2, columns * 2];
    const isEven = evenHeight === height && evenWidth === width;
    const whole = isEven ? input : tf.slice(input as Tensor4D, [0, 0, 0, 0], [batch, evenHeight, evenWidth, channels]);
    const spread = (values: Tensor) =>
      tf
        .broadcastTo(values.reshape([batch * rows, 1, columns, 1, channels]), [batch * rows, 2, columns, 2, channels])
        .reshape([batch, evenHeight, evenWidth, channels]);
    const isMaximum = equal(whole, spread(output)).cast('float32') as Tensor4D;
    const quarter = tf.avgPool(isMaximum, 2, 2, 'valid');
    const gradient = spread(dy.div(quarter.mul(4))).mul(isMaximum) as Tensor4D;
    return isEven
      ? gradient
      : tf.pad(gradient, [
          [0, 0],
          [0, height - evenHeight],
          [0, width - evenWidth],
          [0, 0],
        ]);
  });
}

function equal(a: Tensor, b: Tensor): Tensor {
  return nativeBackend().executeSingleOutput('Equal', [floatType()], [a, b]);
}
