import { floatType } from './fused-ops';
import { asRows, isOne, pointwiseFilterGradient, product } from './pointwise-convolution';
import { nativeBackend, type OpAttribute, type Tensor, type Tensor2D, type Tensor4D, tf } from './tensorflow';

type Inputs = Readonly<Record<string, Tensor>>;
type Attributes = Readonly<Record<string, unknown>>;
type KernelShape = readonly [height: number, width: number, inputs: number, outputs: number];

/** Below this a matrix product has too narrow a side to be faster. */
const leastChannels = 8;

/**
 * The gradient of a convolution's kernel (stride 1, kernel of 1 x 1, or of odd sides with 'same' padding) as matrix products: for each row of the kernel the
 * shifted pictures, transposed, times the slope. Null for other convolutions.
 *
 * With pictures padded to (height + k - 1) x (width + k - 1) and laid out as rows of channels, a shift by (i, j) is a shift by i (width + k - 1) + j rows. The slopes are padded
 * with zeros on their far sides, so that rows which a shift brings from elsewhere count nothing.
 */
export function convolutionFilterGradient({ x, dy }: Inputs, { strides, pad, dataFormat, filterShape }: Attributes): Tensor | null {
  if (x === undefined || dy === undefined || !isOne(strides) || dataFormat === 'NCHW') return null;
  const [height, width, inputs, outputs] = filterShape as KernelShape;
  if (height === 1 && width === 1) return pointwiseFilterGradient(x, dy);
  if (pad !== 'same' || height % 2 === 0 || width % 2 === 0 || inputs < leastChannels) return null;
  return tf.tidy(() => {
    const [above, before] = [(height - 1) / 2, (width - 1) / 2];
    const pictures = asRows(padded(x, [above, above], [before, before]));
    const slopes = asRows(padded(dy, [0, height - 1], [0, width - 1]));
    const line = (x.shape[2] ?? 0) + width - 1;
    const lastShift = (height - 1) * line + width - 1;
    const rows = (pictures.shape[0] ?? 0) - lastShift;
    const slope = rowsFrom(slopes, 0, rows);
    const beside = tf.concat(
      Array.from({ length: width }, (_, column) => rowsFrom(pictures, column, rows + lastShift - width + 1)),
      1,
    );
    const parts = Array.from({ length: height }, (_, row) => product('transposed', rowsFrom(beside, row * line, rows), 'as it is', slope));
    return tf.concat(parts, 0).reshape([height, width, inputs, outputs]);
  });
}

/**
 * The gradient of a depthwise convolution's kernel of five columns as that of its first three and that of its last two: TensorFlow has fast code
 * for at most three. Null for other kernels.
 */
export function depthwiseFilterGradient({ x, dy }: Inputs, { strides, pad, dilations, filterShape }: Attributes): Tensor | null {
  if (x === undefined || dy === undefined || !isOne(dilations)) return null;
  const [height, width, inputs, multiplier] = filterShape as KernelShape;
  const [down, across] = [strides].flat().length === 1 ? [strides, strides] : (strides as [number, number]);
  if (width !== 5 || down !== across || typeof across !== 'number' || multiplier !== 1) return null;
  return tf.tidy(() => {
    const [, rows, columns] = dy.shape as Tensor4D['shape'];
    const picture = pad === 'same' ? padded(x, around(x.shape[1], rows, height, across), around(x.shape[2], columns, width, across)) : x;
    const tall = (rows - 1) * across + height;
    const part = (first: number, taps: number) => {
      const seen = tf.slice(picture as Tensor4D, [0, 0, first, 0], [-1, tall, (columns - 1) * across + taps, -1]);
      return depthwise(seen, dy, across, [height, taps, inputs, 1]);
    };
    return tf.concat([part(0, 3), part(3, 2)], 1);
  });
}

/** TensorFlow's 'same' padding: as little as covers the picture, the odd one behind. */
function around(side = 0, outputs: number, kernel: number, stride: number): [number, number] {
  const total = Math.max((outputs - 1) * stride + kernel - side, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

function depthwise(x: Tensor, dy: Tensor, stride: number, kernel: KernelShape): Tensor {
  const { binding } = nativeBackend();
  const whole = (name: string, value: readonly number[]): OpAttribute => ({ name, type: binding.TF_ATTR_INT, value });
  const text = (name: string, value: string): OpAttribute => ({ name, type: binding.TF_ATTR_STRING, value });
  return nativeBackend().executeSingleOutput(
    'DepthwiseConv2dNativeBackpropFilter',
    [
      floatType(),
      whole('strides', [1, stride, stride, 1]),
      text('padding', 'VALID'),
      text('data_format', 'NHWC'),
      whole('dilations', [1, 1, 1, 1]),
    ],
    [x, tf.tensor1d([...kernel], 'int32'), dy],
  );
}

function rowsFrom(matrix: Tensor2D, first: number, count: number): Tensor2D {
  return tf.slice(matrix, [first, 0], [count, matrix.shape[1]]);
}

function padded(pictures: Tensor, rows: [number, number], columns: [number, number]): Tensor4D {
  return tf.pad(pictures as Tensor4D, [[0, 0], rows, columns, [0, 0]]);
}
