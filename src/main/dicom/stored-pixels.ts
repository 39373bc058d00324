import { isUsableWindow, type LookupTable, voiFunctionOf, type VoiWindow } from '../../shared/voi';
import type { DataSet } from './data-set';
import { firstItem, decimals, pixelValue, plainText, valueBytes } from './values';
import { tags } from './tags';

export type PixelValues = Uint8Array | Int8Array | Uint16Array | Int16Array;

/** A look-up table as it is stored: entries of 16 bits. */
export interface StoredTable extends LookupTable {
  readonly entries: Uint16Array;
}

/** What the header says about how stored values become grey levels. */
export interface GreyAttributes {
  /** True for MONOCHROME1: low values are shown white. */
  readonly inverted: boolean;
  readonly rescaleSlope: number;
  readonly rescaleIntercept: number;
  readonly modalityLut: StoredTable | null;
  readonly window: VoiWindow | null;
  readonly voiLut: StoredTable | null;
  /** Stored values from the first to the second are padding, not image. */
  readonly padding: readonly [number, number] | null;
}

/** The first frame as stored: row-major, masked to its stored bits and sign-extended, before any look-up table. */
export interface StoredPixels {
  readonly rows: number;
  readonly columns: number;
  readonly values: PixelValues;
  readonly bitsStored: number;
  readonly grey: GreyAttributes;
}

/** For pictures without a DICOM header: grey levels as they are. */
export const plainGrey: GreyAttributes = {
  inverted: false,
  rescaleSlope: 1,
  rescaleIntercept: 0,
  modalityLut: null,
  window: null,
  voiLut: null,
  padding: null,
};

/** Reads the attributes of the Modality LUT, VOI LUT and Pixel Padding modules; malformed ones are taken as absent. */
export function greyAttributes(dataSet: DataSet, signed: boolean, photometricInterpretation: string): GreyAttributes {
  const [slope] = decimals(dataSet, tags.rescaleSlope);
  const [intercept] = decimals(dataSet, tags.rescaleIntercept);
  const modalityItem = firstItem(dataSet, tags.modalityLutSequence);
  const voiItem = firstItem(dataSet, tags.voiLutSequence);
  const modalityLut = modalityItem === null ? null : lookupTable(modalityItem, signed);
  return {
    inverted: photometricInterpretation === 'MONOCHROME1',
    // A slope of 0 would make every pixel alike: no device means it.
    rescaleSlope: slope !== undefined && Number.isFinite(slope) && slope !== 0 ? slope : 1,
    rescaleIntercept: intercept !== undefined && Number.isFinite(intercept) ? intercept : 0,
    modalityLut,
    window: voiWindow(dataSet),
    // Behind a modality LUT the input is unsigned, whatever the stored values were (C.11.2.1.1).
    voiLut: voiItem === null ? null : lookupTable(voiItem, signed && modalityLut === null),
    padding: padding(dataSet, signed),
  };
}

/** The first window (C.11.2.1.2), where it can be used. */
function voiWindow(dataSet: DataSet): VoiWindow | null {
  const [center = NaN] = decimals(dataSet, tags.windowCenter);
  const [width = NaN] = decimals(dataSet, tags.windowWidth);
  const window = { center, width, shape: voiFunctionOf(plainText(dataSet, tags.voiLutFunction)) };
  return isUsableWindow(window) ? window : null;
}

function lookupTable(item: DataSet, signedInput: boolean): StoredTable | null {
  const descriptor = valueBytes(item, tags.lutDescriptor);
  const data = valueBytes(item, tags.lutData);
  if (descriptor.length < 6 || data.length === 0) return null;
  const { littleEndian } = item.encoding;
  const descriptorView = new DataView(descriptor.buffer, descriptor.byteOffset, 6);
  // 65,536 entries do not fit the field and are written as 0 (C.11.1.1.1).
  const count = descriptorView.getUint16(0, littleEndian) || 65_536;
  const firstInput = signedInput ? descriptorView.getInt16(2, littleEndian) : descriptorView.getUint16(2, littleEndian);
  const bits = descriptorView.getUint16(4, littleEndian);
  if (bits < 1 || bits > 16) return null;
  const entries = new Uint16Array(count);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length >= 2 * count) for (let index = 0; index < count; index += 1) entries[index] = view.getUint16(2 * index, littleEndian);
  else if (data.length >= count && bits <= 8) entries.set(data.subarray(0, count));
  else return null;
  return { firstInput, entries, bits };
}

/** C.7.5.1.1.2 */
function padding(dataSet: DataSet, signed: boolean): readonly [number, number] | null {
  const value = pixelValue(dataSet, tags.pixelPaddingValue, signed);
  if (value === null) return null;
  const limit = pixelValue(dataSet, tags.pixelPaddingRangeLimit, signed) ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}
