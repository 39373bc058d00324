import { fail } from '../../shared/failure';
import type { ImageDescription } from '../../shared/study';
import { derivedUid } from './derived-uid';
import { checkSize } from './pixel-layout';

interface PictureHeader {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly bits: number;
}

/** Describes a PNG or JPEG picture: its size and depth; there is no header to say more. See describeImage for what it throws. */
export function describePicture(bytes: Uint8Array, fileFormat: 'png' | 'jpeg', file: string): ImageDescription {
  const { rows, columns, samplesPerPixel, bits } = fileFormat === 'png' ? pngHeader(bytes, file) : jpegHeader(bytes, file);
  checkSize(rows, columns, file);
  return {
    fileFormat,
    patientId: '',
    patientName: '',
    patientSex: '',
    patientBirthDate: null,
    patientAgeYears: null,
    studyInstanceUid: derivedUid(bytes, 'study'),
    studyDate: null,
    studyTime: null,
    studyDescription: '',
    accessionNumber: '',
    seriesInstanceUid: derivedUid(bytes, 'series'),
    seriesDescription: '',
    modality: '',
    bodyPartExamined: '',
    viewPosition: '',
    laterality: '',
    manufacturer: '',
    sopInstanceUid: derivedUid(bytes, 'instance'),
    sopClassUid: '',
    transferSyntaxUid: '',
    instanceNumber: null,
    rows,
    columns,
    numberOfFrames: 1,
    samplesPerPixel,
    bitsAllocated: bits > 8 ? 16 : 8,
    bitsStored: bits,
    photometricInterpretation: samplesPerPixel === 1 ? 'MONOCHROME2' : 'RGB',
    pixelSpacing: null,
    pixelSpacingKind: null,
    pixelAspect: null,
  };
}

function cutShort(file: string): never {
  return fail('truncated', `${file} ends inside its picture: it was cut short. Copy it again from its source.`, file);
}

/** PNG specification 5.2 to 5.3 and 11.2.2: the IHDR chunk, and that the chunks reach the IEND. */
function pngHeader(bytes: Uint8Array, file: string): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 8;
  for (;;) {
    if (position + 12 > bytes.length) return cutShort(file);
    const isEnd = view.getUint32(position + 4) === 0x49454e44;
    if (isEnd) break;
    position += 12 + view.getUint32(position);
  }
  const colourType = bytes[25] ?? 0;
  const depth = bytes[24] ?? 0;
  // 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
  const samplesPerPixel = colourType === 0 || colourType === 4 ? 1 : 3;
  return { columns: view.getUint32(16), rows: view.getUint32(20), samplesPerPixel, bits: depth > 8 ? 16 : 8 };
}

/** ISO/IEC 10918-1 B.2.2: the frame header, and that an end-of-image marker is there. */
function jpegHeader(bytes: Uint8Array, file: string): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = 2;
  while (position + 10 <= bytes.length) {
    if (bytes[position] !== 0xff) return fail('damaged', `${file} is a damaged JPEG picture: its segments do not follow each other.`, file);
    const code = bytes[position + 1] ?? 0;
    if (code === 0xff) {
      position += 1;
      continue;
    }
    const isFrame = code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
    if (isFrame) {
      if (!hasEnd(bytes, position)) return cutShort(file);
      return {
        bits: bytes[position + 4] ?? 0,
        rows: view.getUint16(position + 5),
        columns: view.getUint16(position + 7),
        samplesPerPixel: bytes[position + 9] ?? 0,
      };
    }
    position += 2 + view.getUint16(position + 2);
  }
  return cutShort(file);
}

function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at > from; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}
