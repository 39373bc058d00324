// IEEE 754's binary16: a sign, five bits of exponent (bias 15), ten of fraction. Exponent 0 counts in steps of 2 ** -24; 31 is infinite or no number.

const largest = 65504;

/**
 * The nearest 16-bit floats, of two that are as near the even one; what is nearer to 0 than to 2 ** -24 becomes 0.
 * Throws where a value is not finite or beyond 65504, the largest.
 */
export function toHalfFloats(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, halfFloat);
}

/** The values of 16-bit floats, exactly. Millions of them, before a first score: hence by their bits. */
export function fromHalfFloats(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  for (let index = 0; index < halves.length; index += 1) {
    const half = halves[index] as number;
    const exponent = half & 0x7c00;
    if (exponent === 0 || exponent === 0x7c00) values[index] = rareValueOf(half);
    // A 32-bit float's exponent has the bias 127, 112 more, and its fraction 13 bits more.
    else bits[index] = ((half & 0x8000) << 16) | (((half & 0x7fff) << 13) + (112 << 23));
  }
  return values;
}

function halfFloat(value: number): number {
  const size = Math.abs(value);
  if (!(size <= largest)) throw new Error(`${value} has no 16-bit float`);
  const exponent = Math.max(Math.floor(Math.log2(size)), -14);
  // In steps of the fraction's last bit: 1024 to 2047, less where the value is below 2 ** -14. Rounded up to 2048 it is the next exponent's first, as it
  // should be.
  const steps = roundedToEven(size * 2 ** (10 - exponent));
  return (value < 0 || Object.is(value, -0) ? 0x8000 : 0) + (exponent + 14) * 1024 + steps;
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  const over = value - below;
  return over > 0.5 || (over === 0.5 && below % 2 === 1) ? below + 1 : below;
}

/** Of one that is 0 or below 2 ** -14, infinite, or no number. */
function rareValueOf(half: number): number {
  const sign = half < 0x8000 ? 1 : -1;
  const fraction = half & 1023;
  if ((half & 0x7c00) === 0) return sign * fraction * 2 ** -24;
  return fraction === 0 ? sign * Infinity : NaN;
}
