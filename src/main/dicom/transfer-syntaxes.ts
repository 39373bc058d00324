/** How pixels are packed; the codec that undoes it. */
export type PixelCoding = 'native' | 'rle' | 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'none';

export interface TransferSyntax {
  readonly name: string;
  readonly coding: PixelCoding;
}

export const implicitLittleEndian = '1.2.840.10008.1.2';
export const explicitLittleEndian = '1.2.840.10008.1.2.1';
export const deflatedLittleEndian = '1.2.840.10008.1.2.1.99';
export const explicitBigEndian = '1.2.840.10008.1.2.2';
export const jpegBaseline = '1.2.840.10008.1.2.4.50';
export const jpegExtended = '1.2.840.10008.1.2.4.51';

/** PS3.6 table A-1; 'none' marks what is known by name and not decoded here. */
const syntaxes: Readonly<Record<string, TransferSyntax>> = {
  [implicitLittleEndian]: { name: 'Implicit VR Little Endian', coding: 'native' },
  [explicitLittleEndian]: { name: 'Explicit VR Little Endian', coding: 'native' },
  [deflatedLittleEndian]: { name: 'Deflated Explicit VR Little Endian', coding: 'native' },
  [explicitBigEndian]: { name: 'Explicit VR Big Endian', coding: 'native' },
  '1.2.840.10008.1.2.5': { name: 'RLE Lossless', coding: 'rle' },
  [jpegBaseline]: { name: 'JPEG Baseline', coding: 'jpeg' },
  [jpegExtended]: { name: 'JPEG Extended', coding: 'jpeg' },
  '1.2.840.10008.1.2.4.57': { name: 'JPEG Lossless', coding: 'jpeg' },
  '1.2.840.10008.1.2.4.70': { name: 'JPEG Lossless, first-order prediction', coding: 'jpeg' },
  '1.2.840.10008.1.2.4.80': { name: 'JPEG-LS Lossless', coding: 'jpeg-ls' },
  '1.2.840.10008.1.2.4.81': { name: 'JPEG-LS Near-Lossless', coding: 'jpeg-ls' },
  '1.2.840.10008.1.2.4.90': { name: 'JPEG 2000 Lossless', coding: 'jpeg-2000' },
  '1.2.840.10008.1.2.4.91': { name: 'JPEG 2000', coding: 'jpeg-2000' },
  '1.2.840.10008.1.2.4.201': { name: 'High-Throughput JPEG 2000 Lossless', coding: 'htj2k' },
  '1.2.840.10008.1.2.4.202': { name: 'High-Throughput JPEG 2000 RPCL Lossless', coding: 'htj2k' },
  '1.2.840.10008.1.2.4.203': { name: 'High-Throughput JPEG 2000', coding: 'htj2k' },
  '1.2.840.10008.1.2.4.52': { name: 'JPEG Extended, processes 3 and 5 (retired)', coding: 'none' },
  '1.2.840.10008.1.2.4.53': { name: 'JPEG Spectral Selection, processes 6 and 8 (retired)', coding: 'none' },
  '1.2.840.10008.1.2.4.54': { name: 'JPEG Spectral Selection, processes 7 and 9 (retired)', coding: 'none' },
  '1.2.840.10008.1.2.4.55': { name: 'JPEG Full Progression, processes 10 and 12 (retired)', coding: 'none' },
  '1.2.840.10008.1.2.4.56': { name: 'JPEG Full Progression, processes 11 and 13 (retired)', coding: 'none' },
  '1.2.840.10008.1.2.4.58': { name: 'JPEG Lossless, process 15 (retired)', coding: 'none' },
  '1.2.840.10008.1.2.4.92': { name: 'JPEG 2000 Multi-component Lossless', coding: 'none' },
  '1.2.840.10008.1.2.4.93': { name: 'JPEG 2000 Multi-component', coding: 'none' },
  '1.2.840.10008.1.2.4.100': { name: 'MPEG2 video', coding: 'none' },
  '1.2.840.10008.1.2.4.102': { name: 'MPEG-4 video', coding: 'none' },
  '1.2.840.10008.1.2.4.107': { name: 'HEVC video', coding: 'none' },
  '1.2.840.10008.1.2.4.110': { name: 'JPEG XL Lossless', coding: 'none' },
  '1.2.840.10008.1.2.4.111': { name: 'JPEG XL JPEG recompression', coding: 'none' },
  '1.2.840.10008.1.2.4.112': { name: 'JPEG XL', coding: 'none' },
};

/** Name and pixel coding of a transfer syntax; an unknown one goes by its UID and is not decoded. */
export function transferSyntax(uid: string): TransferSyntax {
  return syntaxes[uid] ?? { name: uid, coding: 'none' };
}
