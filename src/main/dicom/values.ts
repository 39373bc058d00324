import { type DataSet, readItems } from './data-set';
import { decodeText } from './character-sets';
import { tags } from './tags';

/** Reads values out of a data set by tag. A missing, empty or malformed value is '', null or []: silence, not an error. */

export function valueBytes(dataSet: DataSet, tag: number): Uint8Array {
  const element = dataSet.elements.get(tag);
  if (element === undefined || element.length <= 0) return new Uint8Array(0);
  return dataSet.bytes.subarray(element.offset, element.offset + element.length);
}

/** The values of an element of the default repertoire (CS, UI, DS, IS, DA, TM, AS), trimmed. */
export function plainTexts(dataSet: DataSet, tag: number): string[] {
  const bytes = valueBytes(dataSet, tag);
  if (bytes.length === 0) return [];
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').split('\\').map(trimmed);
}

export function plainText(dataSet: DataSet, tag: number): string {
  return plainTexts(dataSet, tag)[0] ?? '';
}

/** The first value of a text element (LO, SH, ST, PN, …) in the data set's character set. */
export function text(dataSet: DataSet, tag: number, delimiters = ''): string {
  const bytes = valueBytes(dataSet, tag);
  if (bytes.length === 0) return '';
  const decoded = decodeText(bytes, plainTexts(dataSet, tags.specificCharacterSet), delimiters);
  return trimmed(decoded.split('\\')[0] ?? '');
}

// Values are padded to an even length with a space or, against the standard but often, a zero byte.
function trimmed(value: string): string {
  return value.replace(/^[\0 ]+|[\0 ]+$/g, '');
}

/** The numbers of a DS or IS element, 0 to n; NaN where a value is not a number. */
export function decimals(dataSet: DataSet, tag: number): number[] {
  return plainTexts(dataSet, tag).map((value) => (value === '' ? NaN : Number(value)));
}

export function decimal(dataSet: DataSet, tag: number): number | null {
  const value = decimals(dataSet, tag)[0];
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** The first US value (16 bits, unsigned). */
export function unsigned16(dataSet: DataSet, tag: number): number | null {
  const element = dataSet.elements.get(tag);
  if (element === undefined || element.length < 2) return null;
  return dataSet.view.getUint16(element.offset, dataSet.encoding.littleEndian);
}

/** The first value of an element that is US or SS depending on Pixel Representation. */
export function pixelValue(dataSet: DataSet, tag: number, signed: boolean): number | null {
  const value = unsigned16(dataSet, tag);
  return value === null || !signed ? value : (value << 16) >> 16;
}

/** The first item of a sequence. */
export function firstItem(dataSet: DataSet, tag: number): DataSet | null {
  return readItems(dataSet, tag)[0] ?? null;
}

/** DA as YYYY-MM-DD; also the older YYYY.MM.DD. Null where it is no date. */
export function isoDate(value: string): string | null {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})/.exec(value);
  if (match === null) return null;
  const [, year, month, day] = match;
  const exists = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(exists.getTime()) || exists.getUTCDate() !== Number(day) ? null : `${year}-${month}-${day}`;
}

/** TM as HH:MM:SS; minutes and seconds that are left out are 0. */
export function isoTime(value: string): string | null {
  const match = /^([01]\d|2[0-3])(?::?([0-5]\d)(?::?([0-5]\d|60))?)?/.exec(value);
  return match === null ? null : `${match[1]}:${match[2] ?? '00'}:${match[3] ?? '00'}`;
}

/** AS in years: '049Y', '018M', '012W', '030D'; also a bare '49', as the RSNA's files have it. */
export function ageYears(value: string): number | null {
  const match = /^(\d{1,3})([YMWD]?)$/i.exec(value);
  if (match === null) return null;
  const count = Number(match[1]);
  const perYear = { Y: 1, M: 12, W: 365.25 / 7, D: 365.25 }[(match[2] ?? '').toUpperCase()] ?? 1;
  return Math.floor(count / perYear);
}
