import { inflateRawSync } from 'node:zlib';
import { fail } from '../../shared/failure';
import { type DataSet, DataSetCut, type Encoding, readDataSet } from './data-set';
import { deflatedLittleEndian, explicitBigEndian, explicitLittleEndian, implicitLittleEndian } from './transfer-syntaxes';

/** An opened DICOM file: its header's elements, up to the pixel data. */
export interface DicomFile {
  readonly meta: DataSet | null;
  readonly dataSet: DataSet;
  readonly transferSyntaxUid: string;
}

/** Where a data set begins, and how it is encoded. */
export interface DataSetPlace {
  readonly meta: DataSet | null;
  /** The file's bytes, or what they inflate to. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly encoding: Encoding;
  readonly transferSyntaxUid: string;
}

export const metaEncoding: Encoding = { explicit: true, littleEndian: true };
const transferSyntaxTag = 0x00020010;
// A deflated data set of any radiograph is far below this; more is a bomb.
const largestInflated = 512 * 1024 * 1024;

/** Where the file meta information begins: behind the preamble, at the very start where the preamble is missing, or null. */
export function metaStart(bytes: Uint8Array): number | null {
  const isDicm = (at: number): boolean => bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d;
  if (isDicm(128)) return 132;
  if (isDicm(0)) return 4;
  if (bytes[0] === 2 && bytes[1] === 0 && bytes[2] === 0 && bytes[3] === 0) return 0;
  return null;
}

/** True for a file with preamble and file meta information, as PS3.10 section 7.1 wants it. */
export function hasFileMeta(bytes: Uint8Array): boolean {
  return metaStart(bytes) === 132;
}

/** True where a data set could begin: an element of group 0008 whose length stays inside the file (files from before Part 10). */
function looksLikeDataSet(bytes: Uint8Array): boolean {
  if (bytes.length < 16) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(0, true) === 8;
  if (!little && view.getUint16(0, false) !== 8) return false;
  if (view.getUint16(2, little) > 0x2000) return false;
  return startsExplicit(bytes, 0) || view.getUint32(4, little) <= bytes.length;
}

function startsExplicit(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at + 4] ?? 0;
  const second = bytes[at + 5] ?? 0;
  return first >= 65 && first <= 90 && second >= 65 && second <= 90;
}

/** True if the bytes begin as a DICOM file does, with or without preamble and file meta information. */
export function isDicom(bytes: Uint8Array): boolean {
  return metaStart(bytes) !== null || looksLikeDataSet(bytes);
}

/**
 * Opens a DICOM file (PS3.10 section 7), also one that lacks its preamble or its file meta information.
 *
 * @throws ExpectedFailure not-an-image, truncated (the data set ends inside an element), damaged (a deflated data set that does not inflate)
 */
export function openDicom(bytes: Uint8Array, file: string): DicomFile {
  try {
    const { meta, bytes: body, start, encoding, transferSyntaxUid } = locateDataSet(bytes, file);
    return { meta, dataSet: readDataSet(body, encoding, start).dataSet, transferSyntaxUid };
  } catch (error) {
    if (!(error instanceof DataSetCut)) throw error;
    return fail('truncated', `${file} ends inside its DICOM header: it was cut short or is damaged. Copy it again from its source.`, file);
  }
}

/**
 * Finds the data set of a DICOM file without reading it.
 *
 * @throws ExpectedFailure not-an-image, damaged; DataSetCut where the file ends inside its file meta information
 */
export function locateDataSet(bytes: Uint8Array, file: string): DataSetPlace {
  const start = metaStart(bytes);
  if (start !== null) return behindMeta(bytes, start, file);
  if (!looksLikeDataSet(bytes)) return fail('not-an-image', `${file} is neither a DICOM file nor a PNG or JPEG picture.`, file);
  const littleEndian = bytes[0] === 8;
  const explicit = startsExplicit(bytes, 0);
  const transferSyntaxUid = littleEndian ? (explicit ? explicitLittleEndian : implicitLittleEndian) : explicitBigEndian;
  return { meta: null, bytes, start: 0, encoding: { explicit, littleEndian }, transferSyntaxUid };
}

function behindMeta(bytes: Uint8Array, metaAt: number, file: string): DataSetPlace {
  const { dataSet: meta, position } = readDataSet(bytes, metaEncoding, metaAt, bytes.length, (tag) => tag >= 0x00030000);
  const element = meta.elements.get(transferSyntaxTag);
  const stated = element === undefined ? '' : readUid(bytes, element.offset, element.length);
  const littleEndian = stated !== explicitBigEndian;
  const isDeflated = stated === deflatedLittleEndian;
  const body = isDeflated ? inflated(bytes.subarray(position), file) : bytes;
  const start = isDeflated ? 0 : position;
  // Some writers state one encoding and write the other: the first element tells.
  const explicit = startsExplicit(body, start);
  const transferSyntaxUid = stated === '' ? (explicit ? explicitLittleEndian : implicitLittleEndian) : stated;
  return { meta, bytes: body, start, encoding: { explicit, littleEndian }, transferSyntaxUid };
}

function readUid(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + Math.min(length, 64))).replace(/[\0 ]+$/, '');
}

function inflated(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: largestInflated });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (tooLarge) return fail('image-too-large', `${file} unpacks to more than 512 MiB, which is more than a radiograph holds.`, file);
    return fail('damaged', `${file} holds a compressed (deflated) data set that cannot be unpacked: it was cut short or is damaged.`, file);
  }
}
