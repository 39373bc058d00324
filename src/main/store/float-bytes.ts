/** 32-bit floats as little-endian bytes, whatever the machine's own order; exact both ways, NaN's bits apart. */
export function encodeFloats(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes;
}

/** The floats that encodeFloats wrote. */
export function decodeFloats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
