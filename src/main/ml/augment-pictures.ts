import { randomNormal } from './stateless-random';
import type { PictureVariation, Placement } from './augment-variation';
import type { GeneratorKey } from './step-key';
import { nativeBackend, type Tensor4D, tf } from './tensorflow';

/** The values that a network's darkest and brightest points have. */
export interface ValueRange {
  readonly darkest: number;
  readonly brightest: number;
}

/** What is done to a batch's pictures beside bringing them into the network's range. */
export interface BatchVariation {
  /** One a picture. */
  readonly pictures: readonly PictureVariation[];
  /** Standard deviation of the noise, as a share of half of the range. */
  readonly noise: number;
  readonly noiseKey: GeneratorKey;
}

/** Pictures of one byte a point, row-major, as a tensor (pictures, size, size, 1) in the network's range. */
export function toValues(bytes: Uint8Array, size: number, range: ValueRange): Tensor4D {
  return tf.tidy(() => inRange(brightnessOf(bytes, size), range));
}

/**
 * The same, varied: moved, turned, scaled and mirrored by one bilinear look-up that finds the darkest value outside the picture; then brightness 0 to 1
 * raised to the variation's power; then noise.
 */
export function toVariedValues(
  bytes: Uint8Array,
  size: number,
  range: ValueRange,
  { pictures, noise, noiseKey }: BatchVariation,
): Tensor4D {
  return tf.tidy(() => {
    let brightness = brightnessOf(bytes, size);
    if (pictures.some(({ placement }) => !isIdentity(placement))) brightness = placed(brightness, pictures, size);
    if (pictures.some(({ gamma }) => gamma !== 1)) brightness = tf.pow(brightness, gammasOf(pictures));
    const values = inRange(brightness, range);
    if (noise === 0) return values;
    const deviation = (noise * (range.brightest - range.darkest)) / 2;
    return values.add(randomNormal(values.shape, noiseKey).mul(deviation));
  });
}

/** Brightness 0 to 1. TensorFlow.js knows no tensors of bytes, so that four travel as a whole number of 32 bits. */
function brightnessOf(bytes: Uint8Array, size: number): Tensor4D {
  const backend = nativeBackend();
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT, TF_INT32, TF_UINT8 } = backend.binding;
  // A copy: TensorFlow reads the array's own memory, which the caller may fill anew.
  const words = tf.tensor1d(new Int32Array(bytes.slice().buffer), 'int32');
  const split = backend.executeSingleOutput(
    'Bitcast',
    [
      { name: 'T', type: TF_ATTR_TYPE, value: TF_INT32 },
      { name: 'type', type: TF_ATTR_TYPE, value: TF_UINT8 },
    ],
    [words],
  );
  const levels = backend.executeSingleOutput(
    'Cast',
    [
      { name: 'SrcT', type: TF_ATTR_TYPE, value: TF_UINT8 },
      { name: 'DstT', type: TF_ATTR_TYPE, value: TF_FLOAT },
      { name: 'Truncate', type: TF_ATTR_BOOL, value: false },
    ],
    [split],
  );
  return levels.mul(1 / 255).reshape([bytes.length / (size * size), size, size, 1]);
}

function inRange(brightness: Tensor4D, { darkest, brightest }: ValueRange): Tensor4D {
  return darkest === 0 && brightest === 1 ? brightness : brightness.mul(brightest - darkest).add(darkest);
}

function isIdentity(placement: Placement): boolean {
  return placement.every((value, index) => value === (index % 4 === 0 ? 1 : 0));
}

function gammasOf(pictures: readonly PictureVariation[]): Tensor4D {
  return tf.tensor4d(
    pictures.map(({ gamma }) => gamma),
    [pictures.length, 1, 1, 1],
  );
}

function placed(brightness: Tensor4D, pictures: readonly PictureVariation[], size: number): Tensor4D {
  const { binding, executeSingleOutput } = bound();
  const transforms = tf.tensor2d(pictures.map(({ placement }) => inPoints(placement, size)));
  const attributes = [
    { name: 'dtype', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'interpolation', type: binding.TF_ATTR_STRING, value: 'BILINEAR' },
    { name: 'fill_mode', type: binding.TF_ATTR_STRING, value: 'CONSTANT' },
  ];
  const inputs = [brightness, transforms, tf.tensor1d([size, size], 'int32'), tf.scalar(0)];
  return executeSingleOutput('ImageProjectiveTransformV3', attributes, inputs) as Tensor4D;
}

function bound() {
  const backend = nativeBackend();
  return { binding: backend.binding, executeSingleOutput: backend.executeSingleOutput.bind(backend) };
}

/** The placement between the middles of points, which TensorFlow counts from 0, as the eight numbers of a projection. */
function inPoints([a, b, c, d, e, f]: Placement, size: number): number[] {
  const half = 0.5;
  return [a, b, (a + b) * half + c * size - half, d, e, (d + e) * half + f * size - half, 0, 0];
}
