import { floatType } from './fused-ops';
import { nativeBackend, type Tensor, type Tensor2D, tf } from './tensorflow';

// A convolution of 1 x 1 with stride 1 is a matrix product of the pictures' points, as rows of channels, with the kernel. TensorFlow's products take a
// little less time than its convolutions, which are made ready for larger kernels.

type Inputs = Readonly<Record<string, Tensor>>;
type Attributes = Readonly<Record<string, unknown>>;

/** Null for other convolutions. */
export function pointwiseConvolution({ x, filter }: Inputs, attributes: Attributes): Tensor | null {
  if (x === undefined || filter === undefined || !isPointwise(filter.shape, attributes)) return null;
  return tf.tidy(() => product('as it is', asRows(x), 'as it is', asRows(filter)).reshape([...x.shape.slice(0, 3), filter.shape[3] ?? 0]));
}

/** The gradient in the pictures; null for other convolutions. */
export function pointwiseInputGradient({ dy, filter }: Inputs, attributes: Attributes): Tensor | null {
  if (dy === undefined || filter === undefined || !isPointwise(filter.shape, attributes)) return null;
  return tf.tidy(() => {
    const kernel = filter.reshape([filter.shape[2] ?? 0, filter.shape[3] ?? 0]) as Tensor2D;
    return product('as it is', asRows(dy), 'transposed', kernel).reshape([...dy.shape.slice(0, 3), kernel.shape[0]]);
  });
}

/** The gradient in a kernel of 1 x 1. */
export function pointwiseFilterGradient(x: Tensor, dy: Tensor): Tensor {
  return tf.tidy(() => product('transposed', asRows(x), 'as it is', asRows(dy)).reshape([1, 1, x.shape[3] ?? 0, dy.shape[3] ?? 0]));
}

function isPointwise([height, width]: readonly number[], { strides, dilations, dataFormat, pad }: Attributes): boolean {
  return (
    height === 1 && width === 1 && isOne(strides) && isOne(dilations ?? 1) && dataFormat !== 'NCHW' && (pad === 'same' || pad === 'valid')
  );
}

/** True for a number, or numbers, that are all 1. */
export function isOne(sides: unknown): boolean {
  return [sides].flat().every((side) => side === 1);
}

/** Every point's channels as a row. */
export function asRows(pictures: Tensor): Tensor2D {
  return pictures.reshape([-1, pictures.shape[3] ?? 0]);
}

type Side = 'as it is' | 'transposed';

/** The product of two matrices, either of them transposed first where told to. */
export function product(sideOfA: Side, a: Tensor2D, sideOfB: Side, b: Tensor2D): Tensor2D {
  const { binding } = nativeBackend();
  const attributes = [
    floatType(),
    { name: 'transpose_a', type: binding.TF_ATTR_BOOL, value: sideOfA === 'transposed' },
    { name: 'transpose_b', type: binding.TF_ATTR_BOOL, value: sideOfB === 'transposed' },
  ];
  return nativeBackend().executeSingleOutput('MatMul', attributes, [a, b]) as Tensor2D;
}
