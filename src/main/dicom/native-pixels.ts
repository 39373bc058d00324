import type { PixelLayout } from './pixel-layout';
import type { PixelValues } from './stored-pixels';

const machineIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export interface SampleOrder {
  readonly bitsAllocated: number;
  readonly littleEndian: boolean;
  /** True for value representation OW: bytes come in words of 16 bits even where a sample has 8 (PS3.5 8.1.2 and annex A.3). */
  readonly inWords: boolean;
}

/** Uncompressed samples (PS3.5 section 8) as containers of 8 or 16 bits, copied out of the file and byte-swapped where needed. */
export function nativeContainers(bytes: Uint8Array, pixels: number, order: SampleOrder): Uint8Array | Uint16Array {
  const isSwapped = order.bitsAllocated === 16 ? order.littleEndian !== machineIsLittleEndian : order.inWords && !order.littleEndian;
  // Not bytes.slice(): for a Buffer that is a view, and the file's own bytes would be changed below.
  const copy = new Uint8Array(bytes);
  if (isSwapped) Buffer.from(copy.buffer, 0, copy.length & ~1).swap16();
  return order.bitsAllocated === 8 ? copy.subarray(0, pixels) : new Uint16Array(copy.buffer, 0, pixels);
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
