import { explicitLittleEndian } from './transfer-syntaxes';

/** One element to be written: value representations as PS3.5 table 6.2-1 names them. */
export type WritableElement =
  | { readonly tag: number; readonly vr: 'CS' | 'UI' | 'DS' | 'IS' | 'LO'; readonly value: string }
  | { readonly tag: number; readonly vr: 'US' | 'SS'; readonly value: readonly number[] }
  | { readonly tag: number; readonly vr: 'OB' | 'OW'; readonly value: Uint8Array }
  | { readonly tag: number; readonly vr: 'SQ'; readonly value: readonly (readonly WritableElement[])[] };

// Registered under the UUID-derived root (PS3.5 B.2), so it needs no organisation of its own.
const implementationClassUid = '2.25.238107395612443920578839203311284775106';

/**
 * Writes a DICOM file (PS3.10 section 7) in Explicit VR Little Endian.
 *
 * @param elements the data set; sorted here
 */
export function writeDicom(sopClassUid: string, sopInstanceUid: string, elements: readonly WritableElement[]): Uint8Array {
  return concatenated([writeFileMeta(sopClassUid, sopInstanceUid, explicitLittleEndian), encodedAll(elements)]);
}

/** Preamble and file meta information of a file (PS3.10 section 7.1); the data set comes after it, in the transfer syntax named here. */
export function writeFileMeta(sopClassUid: string, sopInstanceUid: string, transferSyntaxUid: string): Uint8Array {
  const meta = concatenated(
    [
      { tag: 0x00020001, vr: 'OB', value: Uint8Array.of(0, 1) } as const,
      { tag: 0x00020002, vr: 'UI', value: sopClassUid } as const,
      { tag: 0x00020003, vr: 'UI', value: sopInstanceUid } as const,
      { tag: 0x00020010, vr: 'UI', value: transferSyntaxUid } as const,
      { tag: 0x00020012, vr: 'UI', value: implementationClassUid } as const,
    ].map(encoded),
  );
  const groupLength = new Uint8Array(12);
  const view = new DataView(groupLength.buffer);
  view.setUint16(0, 2, true);
  groupLength.set([0x55, 0x4c], 4);
  view.setUint16(6, 4, true);
  view.setUint32(8, meta.length, true);
  const prefix = new Uint8Array(132);
  prefix.set([0x44, 0x49, 0x43, 0x4d], 128);
  return concatenated([prefix, groupLength, meta]);
}

function encodedAll(elements: readonly WritableElement[]): Uint8Array {
  return concatenated([...elements].sort((one, other) => one.tag - other.tag).map(encoded));
}

function encoded(element: WritableElement): Uint8Array {
  const value = padded(valueOf(element), element.vr);
  const isLong = element.vr === 'OB' || element.vr === 'OW' || element.vr === 'SQ';
  const head = new Uint8Array(isLong ? 12 : 8);
  const view = new DataView(head.buffer);
  view.setUint16(0, element.tag >>> 16, true);
  view.setUint16(2, element.tag & 0xffff, true);
  head.set([element.vr.charCodeAt(0), element.vr.charCodeAt(1)], 4);
  if (isLong) view.setUint32(8, value.length, true);
  else view.setUint16(6, value.length, true);
  return concatenated([head, value]);
}

function valueOf(element: WritableElement): Uint8Array {
  switch (element.vr) {
    case 'US':
    case 'SS': {
      const bytes = new Uint8Array(2 * element.value.length);
      const view = new DataView(bytes.buffer);
      element.value.forEach((number, index) => {
        view.setUint16(2 * index, number & 0xffff, true);
      });
      return bytes;
    }
    case 'OB':
    case 'OW':
      return element.value;
    case 'SQ':
      return concatenated(element.value.map(item));
    default:
      return Buffer.from(element.value, 'latin1');
  }
}

function item(elements: readonly WritableElement[]): Uint8Array {
  const body = encodedAll(elements);
  const head = Uint8Array.of(0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0);
  new DataView(head.buffer).setUint32(4, body.length, true);
  return concatenated([head, body]);
}

/** Values have an even length (PS3.5 6.2): text is padded with a space, UIDs and bytes with a zero. */
function padded(value: Uint8Array, vr: string): Uint8Array {
  if (value.length % 2 === 0) return value;
  const isText = vr === 'CS' || vr === 'DS' || vr === 'IS' || vr === 'LO';
  return concatenated([value, Uint8Array.of(isText ? 0x20 : 0)]);
}

/** The parts one after the other. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
