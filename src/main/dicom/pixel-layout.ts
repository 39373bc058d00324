import { fail } from '../../shared/failure';
import { type DataSet, pixelDataTag, readFragments } from './data-set';
import type { DicomFile } from './dicom-file';
import { tags } from './tags';
import { transferSyntax } from './transfer-syntaxes';
import { decimal, plainText, unsigned16 } from './values';

/** How the pixels are stored, as the Image Pixel module says (PS3.3 C.7.6.3). */
export interface PixelLayout {
  readonly rows: number;
  readonly columns: number;
  readonly numberOfFrames: number;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/** Larger than any radiograph (a 43 cm detector at 0.05 mm has 74 million pixels); more is refused before anything is allocated. */
export const mostPixels = 100_000_000;

/**
 * Reads the layout of the pixels.
 *
 * @throws ExpectedFailure no-pixel-data, unsupported-pixel-format (floating point), damaged (size or depth missing), image-empty, image-too-large
 */
export function pixelLayout(dataSet: DataSet, file: string): PixelLayout {
  const { elements } = dataSet;
  if (elements.has(tags.floatPixelData) || elements.has(tags.doubleFloatPixelData)) {
    return fail('unsupported-pixel-format', `${file} holds floating-point pixels, which a radiograph does not have.`, file);
  }
  if (!elements.has(pixelDataTag)) return fail('no-pixel-data', `${file} is a DICOM file without an image.`, file);
  const rows = unsigned16(dataSet, tags.rows);
  const columns = unsigned16(dataSet, tags.columns);
  if (rows === null || columns === null)
    return fail('damaged', `${file} does not say how large its image is (Rows or Columns is missing).`, file);
  checkSize(rows, columns, file);
  const bitsAllocated = unsigned16(dataSet, tags.bitsAllocated);
  if (bitsAllocated === null || bitsAllocated === 0) {
    return fail('damaged', `${file} does not say how its pixels are stored (Bits Allocated is missing).`, file);
  }
  const bitsStored = unsigned16(dataSet, tags.bitsStored) || bitsAllocated;
  return {
    rows,
    columns,
    numberOfFrames: Math.max(1, decimal(dataSet, tags.numberOfFrames) ?? 1),
    samplesPerPixel: unsigned16(dataSet, tags.samplesPerPixel) ?? 1,
    photometricInterpretation: plainText(dataSet, tags.photometricInterpretation).toUpperCase(),
    bitsAllocated,
    bitsStored: Math.min(bitsStored, bitsAllocated),
    highBit: unsigned16(dataSet, tags.highBit) ?? bitsStored - 1,
    signed: unsigned16(dataSet, tags.pixelRepresentation) === 1,
  };
}

/** Refuses pictures without pixels and those with more than a radiograph can have. */
export function checkSize(rows: number, columns: number, file: string): void {
  if (rows === 0 || columns === 0)
    fail('image-empty', `${file} holds an image of ${columns} x ${rows} pixels: there is nothing to show.`, file);
  if (rows * columns > mostPixels) {
    fail('image-too-large', `${file} holds an image of ${columns} x ${rows} pixels, more than the 100 million that are read.`, file);
  }
}

/**
 * Checks that the pixel data are all there, without decoding them.
 *
 * @throws ExpectedFailure truncated, no-pixel-data (an empty element)
 */
export function checkPixelData(dicom: DicomFile, layout: PixelLayout, file: string): void {
  const { dataSet } = dicom;
  const element = dataSet.elements.get(pixelDataTag);
  if (element === undefined || element.length === 0) return fail('no-pixel-data', `${file} is a DICOM file whose image is empty.`, file);
  const left = dataSet.bytes.length - element.offset;
  if (element.undefinedLength) {
    const { fragments, cut } = readFragments(dataSet, element);
    if (cut || fragments.length < 2)
      fail('truncated', `${file} ends inside its image: it was cut short. Copy it again from its source.`, file);
    return;
  }
  const present = Math.min(element.length, left);
  const expected = transferSyntax(dicom.transferSyntaxUid).coding === 'native' ? nativeLength(layout) : element.length;
  if (present >= expected) return;
  const share = Math.floor((100 * present) / expected);
  fail('truncated', `${file} holds only ${share} % of its image: it was cut short. Copy it again from its source.`, file);
}

/** Bytes that uncompressed pixels take (PS3.5 8.1, C.7.6.3.1.2 for the halved chrominance of 4:2:2). */
function nativeLength(layout: PixelLayout): number {
  const samples = layout.photometricInterpretation === 'YBR_FULL_422' ? 2 : layout.samplesPerPixel;
  return Math.ceil((layout.rows * layout.columns * samples * layout.numberOfFrames * layout.bitsAllocated) / 8);
}
