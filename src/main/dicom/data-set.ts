/**
 * Walks the elements of a DICOM data set (PS3.5 section 7) up to its pixel data, without copying and without reading values:
 * a header of a hundred elements costs some microseconds. Sequences are skipped over; `readItems` walks one when it is asked for.
 */

export interface DataElement {
  /** Group number times 65536 plus element number. */
  readonly tag: number;
  /** Two letters; '' in implicit encoding. */
  readonly vr: string;
  /** Where the value begins. */
  readonly offset: number;
  /** Bytes; for an element of undefined length those up to its delimiter, for pixel data -1 then. */
  readonly length: number;
  readonly undefinedLength: boolean;
}

export interface Encoding {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

export interface DataSet {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly encoding: Encoding;
  readonly elements: ReadonlyMap<number, DataElement>;
}

/** The bytes end inside an element, or an element's length reaches past the end. */
export class DataSetCut extends Error {
  override readonly name = 'DataSetCut';
}

export const pixelDataTag = 0x7fe00010;
const itemTag = 0xfffee000;
const itemEndTag = 0xfffee00d;
const sequenceEndTag = 0xfffee0dd;
const undefinedLength = 0xffffffff;
// Deeper nesting than any real object's; a damaged file must not overflow the stack.
const deepestNesting = 64;

/** PS3.5 table 7.1-1: these have two reserved bytes and a length of 32 bits. */
export const longForms: ReadonlySet<string> = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

interface Walk {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  readonly end: number;
  position: number;
}

/**
 * Reads the elements from `start` on, until the pixel data (included), the end, or the first element for which `stop` is true.
 *
 * @throws DataSetCut where an element reaches past `end`; the pixel data alone may, its reader says what is missing
 */
export function readDataSet(
  bytes: Uint8Array,
  encoding: Encoding,
  start: number,
  end = bytes.length,
  stop: (tag: number) => boolean = () => false,
): { dataSet: DataSet; position: number } {
  const { dataSet, position, cut } = readAsFarAsPossible(bytes, encoding, start, end, stop);
  if (cut !== null) throw cut;
  return { dataSet, position };
}

/** As readDataSet, but keeps what was read before the bytes end or make no sense any more; `cut` says so. */
export function readAsFarAsPossible(
  bytes: Uint8Array,
  encoding: Encoding,
  start: number,
  end = bytes.length,
  stop: (tag: number) => boolean = () => false,
): { dataSet: DataSet; position: number; cut: DataSetCut | null } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const walk: Walk = { bytes, view, littleEndian: encoding.littleEndian, end, position: start };
  const elements = new Map<number, DataElement>();
  const dataSet: DataSet = { bytes, view, encoding, elements };
  try {
    while (walk.position + 8 <= end) {
      const at = walk.position;
      const tag = readTag(walk);
      if (tag === itemEndTag || tag === sequenceEndTag || stop(tag)) return { dataSet, position: at, cut: null };
      const element = readElement(walk, tag, encoding.explicit, 0);
      elements.set(tag, element);
      if (tag === pixelDataTag) break;
    }
  } catch (error) {
    if (error instanceof DataSetCut) return { dataSet, position: walk.position, cut: error };
    throw error;
  }
  return { dataSet, position: walk.position, cut: null };
}

/** Where the pixel data end; null where the bytes end before. */
export function endOfPixelData({ bytes, view }: DataSet, element: DataElement): number | null {
  if (!element.undefinedLength) return element.offset + element.length <= bytes.length ? element.offset + element.length : null;
  const walk: Walk = { bytes, view, littleEndian: true, end: bytes.length, position: element.offset };
  while (walk.position + 8 <= walk.end) {
    const tag = readTag(walk);
    const length = readLength(walk);
    if (tag === sequenceEndTag) return walk.position;
    if (tag !== itemTag) return null;
    walk.position += length;
  }
  return null;
}

/** The items of a sequence, each as a data set; empty where the element is absent or no sequence. */
export function readItems(dataSet: DataSet, tag: number): DataSet[] {
  const element = dataSet.elements.get(tag);
  if (element === undefined || (element.vr !== 'SQ' && element.vr !== 'UN' && element.vr !== '')) return [];
  const { bytes, view } = dataSet;
  // A sequence whose VR got lost (UN) is encoded implicitly (PS3.5 6.2.2 note 2).
  const encoding = element.vr === 'UN' ? { explicit: false, littleEndian: true } : dataSet.encoding;
  const walk: Walk = { bytes, view, littleEndian: encoding.littleEndian, end: element.offset + element.length, position: element.offset };
  const items: DataSet[] = [];
  while (walk.position + 8 <= walk.end) {
    if (readTag(walk) !== itemTag) break;
    const length = readLength(walk);
    const itemStart = walk.position;
    if (length === undefinedLength) skipElements(walk, encoding.explicit, 1);
    else walk.position = Math.min(itemStart + length, walk.end);
    items.push(readDataSet(bytes, encoding, itemStart, walk.position).dataSet);
  }
  return items;
}

/** The fragments of encapsulated pixel data (PS3.5 A.4), the offset table's item first; `cut` where the bytes end inside one. */
export function readFragments(dataSet: DataSet, element: DataElement): { fragments: Uint8Array[]; cut: boolean } {
  const { bytes, view } = dataSet;
  const walk: Walk = { bytes, view, littleEndian: true, end: bytes.length, position: element.offset };
  const fragments: Uint8Array[] = [];
  while (walk.position + 8 <= walk.end) {
    const tag = readTag(walk);
    if (tag !== itemTag) break;
    const length = readLength(walk);
    if (walk.position + length > walk.end) {
      fragments.push(bytes.subarray(walk.position));
      return { fragments, cut: true };
    }
    fragments.push(bytes.subarray(walk.position, walk.position + length));
    walk.position += length;
  }
  return { fragments, cut: false };
}

function readTag(walk: Walk): number {
  const group = walk.view.getUint16(walk.position, walk.littleEndian);
  const element = walk.view.getUint16(walk.position + 2, walk.littleEndian);
  walk.position += 4;
  return group * 0x10000 + element;
}

function readLength(walk: Walk): number {
  if (walk.position + 4 > walk.end) throw new DataSetCut('an element has no length');
  walk.position += 4;
  return walk.view.getUint32(walk.position - 4, walk.littleEndian);
}

function readElement(walk: Walk, tag: number, explicit: boolean, depth: number): DataElement {
  const vr = explicit ? readVr(walk) : '';
  let length: number;
  if (vr === '') length = readLength(walk);
  else if (longForms.has(vr)) {
    walk.position += 4;
    length = readLength(walk);
  } else {
    length = walk.view.getUint16(walk.position + 2, walk.littleEndian);
    walk.position += 4;
  }
  const offset = walk.position;
  if (tag === pixelDataTag && depth === 0) {
    return { tag, vr, offset, length: length === undefinedLength ? -1 : length, undefinedLength: length === undefinedLength };
  }
  if (length !== undefinedLength) {
    walk.position = offset + length;
    if (walk.position > walk.end) throw new DataSetCut('an element reaches past the end');
    return { tag, vr, offset, length, undefinedLength: false };
  }
  skipSequence(walk, explicit && vr !== 'UN', depth + 1);
  return { tag, vr, offset, length: walk.position - offset, undefinedLength: true };
}

/** Two capital letters, or '' where there are none: an element that some writer encoded implicitly amid explicit ones. */
function readVr(walk: Walk): string {
  const first = walk.bytes[walk.position] ?? 0;
  const second = walk.bytes[walk.position + 1] ?? 0;
  if (first < 65 || first > 90 || second < 65 || second > 90) return '';
  return String.fromCharCode(first, second);
}

/** Skips items up to the sequence's delimiter. */
function skipSequence(walk: Walk, explicit: boolean, depth: number): void {
  if (depth > deepestNesting) throw new DataSetCut('sequences are nested too deeply');
  while (walk.position + 8 <= walk.end) {
    const tag = readTag(walk);
    const length = readLength(walk);
    if (tag === sequenceEndTag) return;
    if (tag !== itemTag) throw new DataSetCut('a sequence holds something else than items');
    if (length === undefinedLength) skipElements(walk, explicit, depth);
    else walk.position += length;
  }
  throw new DataSetCut('a sequence has no end');
}

/** Skips the elements of an item of undefined length, and its delimiter. */
function skipElements(walk: Walk, explicit: boolean, depth: number): void {
  while (walk.position + 8 <= walk.end) {
    const tag = readTag(walk);
    if (tag === itemEndTag) {
      walk.position += 4;
      return;
    }
    readElement(walk, tag, explicit, depth);
  }
  throw new DataSetCut('an item has no end');
}
