import type { ImageDescription } from '../../shared/study';
import type { DataSet } from './data-set';
import { decodePixels } from './decode-pixels';
import { describeImage } from './describe-image';
import { hasFileMeta, openDicom } from './dicom-file';
import type { StoredPixels, StoredTable } from './stored-pixels';
import { tags } from './tags';
import { deflatedLittleEndian, explicitBigEndian, explicitLittleEndian, implicitLittleEndian, jpegBaseline } from './transfer-syntaxes';
import { valueBytes } from './values';
import { type WritableElement, writeDicom } from './write-dicom';

/**
 * Syntaxes that the viewer's own decoders read exactly (8-bit JPEG baseline: to the last bit that the standard leaves open) and quickly.
 * The others are decoded here: its 12-bit JPEG decoder is off by up to 16 levels, and for a radiograph of 2048 x 2500 pixels its JPEG 2000
 * decoder takes 1.9 s.
 */
const readByViewer = new Set([
  implicitLittleEndian,
  explicitLittleEndian,
  explicitBigEndian,
  deflatedLittleEndian,
  jpegBaseline,
  '1.2.840.10008.1.2.5',
  '1.2.840.10008.1.2.4.57',
  '1.2.840.10008.1.2.4.70',
]);

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';

/**
 * The DICOM Part 10 file that the viewer is given for an image: the original's bytes where the viewer reads them right, else the pixels
 * decoded here with the attributes that display needs, uncompressed. No patient data are copied into such a file.
 *
 * @throws ExpectedFailure as describeImage and decodePixels
 */
export async function viewerFile(bytes: Uint8Array, file: string): Promise<Uint8Array> {
  const description = describeImage(bytes, file);
  if (description.fileFormat === 'dicom' && readByViewer.has(description.transferSyntaxUid) && isPlainPart10(bytes, file)) return bytes;
  const pixels = await decodePixels(bytes, file);
  return writeDicom(description.sopClassUid || secondaryCapture, description.sopInstanceUid, [
    ...imageElements(description, pixels),
    ...greyElements(pixels),
    ...(description.fileFormat === 'dicom' ? copiedElements(openDicom(bytes, file).dataSet) : []),
  ]);
}

/** True where the encoding is the stated one: the viewer's parser takes the transfer syntax at its word and wants the preamble. */
function isPlainPart10(bytes: Uint8Array, file: string): boolean {
  const { dataSet, transferSyntaxUid } = openDicom(bytes, file);
  return hasFileMeta(bytes) && dataSet.encoding.explicit === (transferSyntaxUid !== implicitLittleEndian);
}

function imageElements(description: ImageDescription, pixels: StoredPixels): WritableElement[] {
  const { values, bitsStored } = pixels;
  const signed = values instanceof Int8Array || values instanceof Int16Array;
  const bitsAllocated = 8 * values.BYTES_PER_ELEMENT;
  const elements: WritableElement[] = [
    { tag: tags.sopClassUid, vr: 'UI', value: description.sopClassUid || secondaryCapture },
    { tag: tags.sopInstanceUid, vr: 'UI', value: description.sopInstanceUid },
    { tag: tags.modality, vr: 'CS', value: description.modality || 'OT' },
    { tag: tags.studyInstanceUid, vr: 'UI', value: description.studyInstanceUid },
    { tag: tags.seriesInstanceUid, vr: 'UI', value: description.seriesInstanceUid },
    { tag: tags.samplesPerPixel, vr: 'US', value: [1] },
    { tag: tags.photometricInterpretation, vr: 'CS', value: pixels.grey.inverted ? 'MONOCHROME1' : 'MONOCHROME2' },
    { tag: tags.rows, vr: 'US', value: [pixels.rows] },
    { tag: tags.columns, vr: 'US', value: [pixels.columns] },
    { tag: tags.bitsAllocated, vr: 'US', value: [bitsAllocated] },
    { tag: tags.bitsStored, vr: 'US', value: [bitsStored] },
    { tag: tags.highBit, vr: 'US', value: [bitsStored - 1] },
    { tag: tags.pixelRepresentation, vr: 'US', value: [signed ? 1 : 0] },
    {
      tag: tags.pixelData,
      vr: bitsAllocated === 8 ? 'OB' : 'OW',
      value: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    },
  ];
  if (description.pixelSpacing !== null)
    elements.push({ tag: tags.pixelSpacing, vr: 'DS', value: description.pixelSpacing.map(decimalString).join('\\') });
  return elements;
}

function greyElements({ grey, values }: StoredPixels): WritableElement[] {
  const signed = values instanceof Int8Array || values instanceof Int16Array;
  const elements: WritableElement[] = [];
  if (grey.modalityLut !== null) elements.push({ tag: tags.modalityLutSequence, vr: 'SQ', value: [lutItem(grey.modalityLut, signed)] });
  else {
    elements.push({ tag: tags.rescaleIntercept, vr: 'DS', value: decimalString(grey.rescaleIntercept) });
    elements.push({ tag: tags.rescaleSlope, vr: 'DS', value: decimalString(grey.rescaleSlope) });
  }
  if (grey.voiLut !== null) elements.push({ tag: tags.voiLutSequence, vr: 'SQ', value: [lutItem(grey.voiLut, signed)] });
  if (grey.padding !== null) {
    const vr = signed ? 'SS' : 'US';
    elements.push({ tag: tags.pixelPaddingValue, vr, value: [grey.padding[0]] });
    elements.push({ tag: tags.pixelPaddingRangeLimit, vr, value: [grey.padding[1]] });
  }
  return elements;
}

const copiedTags = [
  [tags.specificCharacterSet, 'CS'],
  [tags.pixelAspectRatio, 'IS'],
  [tags.windowCenter, 'DS'],
  [tags.windowWidth, 'DS'],
  [tags.windowExplanation, 'LO'],
  [tags.voiLutFunction, 'CS'],
] as const;

/** All windows with their names as the original states them, so that the viewer offers them and can say which cannot be used; and the pixels' shape. */
function copiedElements(dataSet: DataSet): WritableElement[] {
  return copiedTags.flatMap(([tag, vr]) => {
    const bytes = valueBytes(dataSet, tag);
    // Byte for byte: writeDicom writes Latin-1.
    return bytes.length === 0 ? [] : [{ tag, vr, value: Buffer.from(bytes).toString('latin1') }];
  });
}

function lutItem(table: StoredTable, signed: boolean): WritableElement[] {
  const descriptor = [table.entries.length & 0xffff, table.firstInput, table.bits];
  const data = new Uint8Array(table.entries.buffer, table.entries.byteOffset, table.entries.byteLength);
  return [
    { tag: tags.lutDescriptor, vr: signed ? 'SS' : 'US', value: descriptor },
    { tag: tags.lutData, vr: 'OW', value: data },
  ];
}

/** DS holds at most 16 characters. */
function decimalString(value: number): string {
  const text = String(value);
  return text.length <= 16 ? text : value.toPrecision(9);
}
