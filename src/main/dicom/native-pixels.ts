import type { PixelLayout } from './pixel-layout';
import type { PixelValues } from './stored-pixels';

const machineIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Uncompressed samples (PS3.5 section 8) as containers of 8 or 16 bits, copied out of the file and byte-swapped where needed. */
export function nativeContainers(bytes: Uint8Array, bitsAllocated: number, littleEndian: boolean): Uint8Array | Uint16Array {
  // Not bytes.slice(): for a Buffer that is a view, and the file's own bytes would be changed below.
  const copy = new Uint8Array(bytes);
  if (bitsAllocated === 8) return copy;
  if (littleEndian !== machineIsLittleEndian) Buffer.from(copy.buffer, copy.byteOffset, copy.byteLength).swap16();
  return new Uint16Array(copy.buffer, copy.byteOffset, copy.byteLength >> 1);
}

/**
 * Cuts each container down to its stored bits (from High Bit downward, PS3.5 8.1.1) and extends their sign. The containers are changed in
 * place and handed back as the type that fits.
 */
export function storedValues(containers: Uint8Array | Uint16Array, layout: PixelLayout): PixelValues {
  const { bitsStored, signed } = layout;
  const width = containers.BYTES_PER_ELEMENT * 8;
  const highBit = layout.highBit >= bitsStored - 1 && layout.highBit < width ? layout.highBit : bitsStored - 1;
  const signedValues =
    containers instanceof Uint8Array
      ? new Int8Array(containers.buffer, containers.byteOffset, containers.length)
      : new Int16Array(containers.buffer, containers.byteOffset, containers.length);
  if (bitsStored < width) {
    const up = 31 - highBit;
    const down = 32 - bitsStored;
    if (signed)
      for (let index = 0; index < containers.length; index += 1) signedValues[index] = ((containers[index] as number) << up) >> down;
    else for (let index = 0; index < containers.length; index += 1) containers[index] = ((containers[index] as number) << up) >>> down;
  }
  return signed ? signedValues : containers;
}
