import { type DataElement, type Encoding, longForms } from '../data-set';
import { concatenated, writeFileMeta } from '../write-dicom';
import type { CleanElement } from './clean-element';
import { topRules } from './profile';

/** An element as bytes in the encoding of the file it came from (PS3.5 section 7.1). Sequences and items get a defined length. */
export function encodeElement({ tag, vr, value }: CleanElement, encoding: Encoding): Uint8Array {
  const bytes = value instanceof Uint8Array ? value : concatenated(value.map((item) => encodeItem(item, encoding)));
  const even = bytes.length % 2 === 0 ? bytes : concatenated([bytes, Uint8Array.of(padding(vr, tag))]);
  return concatenated([head(tag, vr, even.length, encoding), even]);
}

/** Encapsulated pixel data of these fragments, the offset table's first (PS3.5 A.4). */
export function encodeFragments({ tag, vr }: DataElement, fragments: readonly Uint8Array[]): Uint8Array {
  const encoding: Encoding = { explicit: true, littleEndian: true };
  const items = fragments.map((fragment) => concatenated([itemHead(fragment.length, encoding), fragment]));
  return concatenated([head(tag, vr, 0xffffffff, encoding), ...items, Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0)]);
}

/** A DICOM file with file meta information of its own; its preamble is zero. */
export function encodeFile(
  sopClassUid: string,
  sopInstanceUid: string,
  transferSyntaxUid: string,
  elements: readonly Uint8Array[],
): Uint8Array {
  return concatenated([writeFileMeta(sopClassUid, sopInstanceUid, transferSyntaxUid), ...elements]);
}

function encodeItem(elements: readonly CleanElement[], encoding: Encoding): Uint8Array {
  const body = concatenated(elements.map((element) => encodeElement(element, encoding)));
  return concatenated([itemHead(body.length, encoding), body]);
}

/** Text is padded with a space, UIDs and bytes with a zero (PS3.5 6.2). */
function padding(vr: string, tag: number): number {
  const kind = vr === '' ? (topRules.get(tag)?.vr ?? '') : vr;
  return kind === 'UI' || kind === 'OB' || kind === 'OW' || kind === 'ox' ? 0 : 0x20;
}

function head(tag: number, vr: string, length: number, { explicit, littleEndian }: Encoding): Uint8Array {
  const isLong = explicit && longForms.has(vr);
  const bytes = new Uint8Array(isLong ? 12 : 8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, littleEndian);
  view.setUint16(2, tag & 0xffff, littleEndian);
  if (explicit) bytes.set([vr.charCodeAt(0), vr.charCodeAt(1)], 4);
  if (!explicit) view.setUint32(4, length, littleEndian);
  else if (isLong) view.setUint32(8, length, littleEndian);
  else view.setUint16(6, length, littleEndian);
  return bytes;
}

function itemHead(length: number, { littleEndian }: Encoding): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfffe, littleEndian);
  view.setUint16(2, 0xe000, littleEndian);
  view.setUint32(4, length, littleEndian);
  return bytes;
}
