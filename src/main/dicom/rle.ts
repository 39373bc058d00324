/** The RLE stream contradicts itself or ends too early. */
export class RleDamaged extends Error {
  override readonly name = 'RleDamaged';
}

/**
 * Decodes an RLE frame of one sample a pixel (PS3.5 annex G): a header of 16 words, then one PackBits segment for each byte of the
 * containers, the most significant first.
 *
 * @returns the containers as little-endian bytes
 * @throws RleDamaged
 */
export function decodeRle(bytes: Uint8Array, pixels: number, bytesPerPixel: number): Uint8Array {
  if (bytes.length < 64) throw new RleDamaged('its header is cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== bytesPerPixel)
    throw new RleDamaged(`it has ${view.getUint32(0, true)} segments instead of ${bytesPerPixel}`);
  const samples = new Uint8Array(pixels * bytesPerPixel);
  for (let segment = 0; segment < bytesPerPixel; segment += 1) {
    const start = view.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < bytesPerPixel ? view.getUint32(8 + 4 * segment, true) : bytes.length;
    if (start < 64 || end < start || end > bytes.length) throw new RleDamaged('a segment lies outside of it');
    unpackSegment(bytes.subarray(start, end), samples, bytesPerPixel - 1 - segment, bytesPerPixel);
  }
  return samples;
}

/** G.3.2: a count n from 0 to 127 copies n + 1 bytes, one from -1 to -127 repeats a byte 1 - n times, -128 does nothing. */
function unpackSegment(packed: Uint8Array, target: Uint8Array, offset: number, step: number): void {
  let position = 0;
  let at = offset;
  while (at < target.length) {
    const count = packed[position];
    if (count === undefined) throw new RleDamaged('a segment ends too early');
    position += 1;
    if (count < 128) {
      for (let copied = 0; copied <= count && at < target.length; copied += 1, at += step) {
        const value = packed[position];
        if (value === undefined) throw new RleDamaged('a segment ends too early');
        target[at] = value;
        position += 1;
      }
    } else if (count > 128) {
      const value = packed[position];
      if (value === undefined) throw new RleDamaged('a segment ends too early');
      position += 1;
      for (let repeated = 0; repeated < 257 - count && at < target.length; repeated += 1, at += step) target[at] = value;
    }
  }
}
