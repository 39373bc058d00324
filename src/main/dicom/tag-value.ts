import { decodeText } from './character-sets';
import type { DataElement, DataSet } from './data-set';
import { tagText } from './dictionary';

/** Longer texts are cut: nobody reads them in a list. */
const mostCharacters = 10_000;
const mostNumbers = 64;

/** Text of the default repertoire, and text in the file's own character set (PS3.5 6.1.2.3). */
const plainVrs = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR']);
const textVrs = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);

type ReadNumber = (view: DataView, offset: number, littleEndian: boolean) => number | bigint;
const numbers: Readonly<Record<string, { readonly bytes: number; readonly read: ReadNumber }>> = {
  US: { bytes: 2, read: (view, offset, little) => view.getUint16(offset, little) },
  SS: { bytes: 2, read: (view, offset, little) => view.getInt16(offset, little) },
  UL: { bytes: 4, read: (view, offset, little) => view.getUint32(offset, little) },
  SL: { bytes: 4, read: (view, offset, little) => view.getInt32(offset, little) },
  FL: { bytes: 4, read: (view, offset, little) => view.getFloat32(offset, little) },
  FD: { bytes: 8, read: (view, offset, little) => view.getFloat64(offset, little) },
  UV: { bytes: 8, read: (view, offset, little) => view.getBigUint64(offset, little) },
  SV: { bytes: 8, read: (view, offset, little) => view.getBigInt64(offset, little) },
};

/**
 * An element's value as text; null where it is bytes that only a program can read. Elements of unknown representation are text where they
 * hold nothing but printable ASCII, as most private ones do.
 *
 * @param characterSet the values of (0008,0005) in force
 */
export function textOf(dataSet: DataSet, element: DataElement, vr: string, characterSet: readonly string[]): string | null {
  const { bytes, view, encoding } = dataSet;
  const value = bytes.subarray(element.offset, element.offset + Math.max(element.length, 0));
  if (plainVrs.has(vr)) return shortened(trimmed(decodeText(value, [])));
  if (textVrs.has(vr)) return shortened(trimmed(decodeText(value, characterSet, vr === 'PN' ? '^=' : '')));
  if (vr === 'AT') return tagsIn(view, element, encoding.littleEndian);
  const number = numbers[vr];
  if (number !== undefined) {
    const count = Math.floor(value.length / number.bytes);
    const shown = Array.from({ length: Math.min(count, mostNumbers) }, (_, index) =>
      String(number.read(view, element.offset + index * number.bytes, encoding.littleEndian)),
    );
    return shown.join('\\') + (count > mostNumbers ? ` … (${count} values)` : '');
  }
  return (vr === 'UN' || vr === '') && isPrintable(value) ? shortened(trimmed(decodeText(value, []))) : null;
}

/** Attribute tags: pairs of group and element. */
function tagsIn(view: DataView, { offset, length }: DataElement, littleEndian: boolean): string {
  const count = Math.min(Math.floor(length / 4), mostNumbers);
  const read = (at: number): number => view.getUint16(at, littleEndian) * 0x10000 + view.getUint16(at + 2, littleEndian);
  return Array.from({ length: count }, (_, index) => tagText(read(offset + 4 * index))).join('\\');
}

function isPrintable(value: Uint8Array): boolean {
  const text = value.at(-1) === 0 ? value.subarray(0, -1) : value;
  return text.length > 0 && text.length <= 1024 && text.every((byte) => byte >= 0x20 && byte <= 0x7e);
}

function trimmed(text: string): string {
  return text.replace(/^[\0 ]+|[\0 ]+$/g, '');
}

function shortened(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)} … (${text.length} characters)`;
}
