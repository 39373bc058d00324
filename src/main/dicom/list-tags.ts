import { ExpectedFailure } from '../../shared/failure';
import type { ImageTags, TagElement } from '../../shared/image-tags';
import { type DataElement, type DataSet, DataSetCut, endOfPixelData, pixelDataTag, readAsFarAsPossible, readItems } from './data-set';
import { dictionaryEntry, tagText } from './dictionary';
import { locateDataSet, metaEncoding, metaStart } from './dicom-file';
import { requireImageFormat } from './image-format';
import { textOf } from './tag-value';
import { tags } from './tags';
import { plainTexts } from './values';

/** No header has more; a file that claims so is listed up to here. */
const mostElements = 20_000;
/** Deeper than any real object's sequences. */
const deepest = 32;

interface Listing {
  left: number;
  problem: string | null;
}

/**
 * Lists every element of an image file's header, also of one that is damaged or cut short: then what could be read, and why it ends there.
 *
 * @throws ExpectedFailure where the file is neither DICOM nor a picture
 */
export function listTags(bytes: Uint8Array, file: string): ImageTags {
  const format = requireImageFormat(bytes, file);
  if (format !== 'dicom') return { format, elements: [], problem: null };
  const listing: Listing = { left: mostElements, problem: null };
  const elements = [...metaElements(bytes, listing)];
  try {
    const place = locateDataSet(bytes, file);
    elements.push(...wholeDataSet(place.bytes, place.start, place.encoding, listing));
  } catch (error) {
    if (!(error instanceof ExpectedFailure) && !(error instanceof DataSetCut)) throw error;
    listing.problem ??= error instanceof ExpectedFailure ? error.failure.message : cutWords;
  }
  if (listing.left <= 0) listing.problem ??= `Only the first ${mostElements} elements are listed.`;
  return { format, elements, problem: listing.problem };
}

const cutWords = 'The file ends inside its header: it was cut short or is damaged. This is what could be read.';

function metaElements(bytes: Uint8Array, listing: Listing): TagElement[] {
  const start = metaStart(bytes);
  if (start === null) return [];
  const { dataSet, cut } = readAsFarAsPossible(bytes, metaEncoding, start, bytes.length, (tag) => tag >= 0x00030000);
  if (cut !== null) listing.problem = cutWords;
  return elementsOf(dataSet, [], 0, listing);
}

/** The elements before and after the pixel data. */
function wholeDataSet(bytes: Uint8Array, start: number, encoding: DataSet['encoding'], listing: Listing): TagElement[] {
  const { dataSet, position, cut } = readAsFarAsPossible(bytes, encoding, start);
  // Fewer bytes than an element has are the beginning of one, or padding with zeros.
  const isCut = cut !== null || (bytes.length - position < 8 && bytes.subarray(position).some((byte) => byte !== 0));
  if (isCut) listing.problem ??= cutWords;
  const listed = elementsOf(dataSet, [], 0, listing);
  const pixelData = dataSet.elements.get(pixelDataTag);
  if (pixelData === undefined) return listed;
  const end = endOfPixelData(dataSet, pixelData);
  if (end === null) {
    listing.problem ??= 'The file ends inside its pixel data: it was cut short.';
    return listed;
  }
  const rest = readAsFarAsPossible(bytes, encoding, end);
  if (rest.cut !== null) listing.problem ??= cutWords;
  return [...listed, ...elementsOf(rest.dataSet, characterSetOf(dataSet, []), 0, listing)];
}

/** An item without a character set of its own has that of what it lies in (PS3.3 C.12.1.1.2). */
function characterSetOf(dataSet: DataSet, inherited: readonly string[]): readonly string[] {
  return dataSet.elements.has(tags.specificCharacterSet) ? plainTexts(dataSet, tags.specificCharacterSet) : inherited;
}

function elementsOf(dataSet: DataSet, inherited: readonly string[], depth: number, listing: Listing): TagElement[] {
  const characterSet = characterSetOf(dataSet, inherited);
  const listed: TagElement[] = [];
  for (const element of dataSet.elements.values()) {
    listing.left -= 1;
    if (listing.left < 0) break;
    listed.push(elementOf(dataSet, element, characterSet, depth, listing));
  }
  return listed;
}

function elementOf(dataSet: DataSet, element: DataElement, characterSet: readonly string[], depth: number, listing: Listing): TagElement {
  const known = dictionaryEntry(element.tag);
  const vr = element.vr || known.vr;
  const common = {
    tag: tagText(element.tag),
    vr,
    keyword: known.keyword,
    creator: creatorOf(dataSet, element.tag),
    byteLength: Math.max(element.length, 0),
  };
  if (isSequence(element, vr, known.vr) && depth < deepest) {
    return { ...common, form: 'sequence', value: '', items: itemsOf(dataSet, element, characterSet, depth, listing) };
  }
  const value = element.tag === pixelDataTag ? null : textOf(dataSet, element, vr, characterSet);
  return { ...common, form: value === null ? 'binary' : 'text', value: value ?? '', items: [] };
}

/** Pixel data may have no length either, but are no sequence. */
function isSequence(element: DataElement, vr: string, knownVr: string): boolean {
  return vr === 'SQ' || (element.vr === 'UN' && knownVr === 'SQ') || (element.undefinedLength && element.tag !== pixelDataTag);
}

function itemsOf(
  dataSet: DataSet,
  { tag }: DataElement,
  characterSet: readonly string[],
  depth: number,
  listing: Listing,
): (readonly TagElement[])[] {
  try {
    return readItems(dataSet, tag).map((item) => elementsOf(item, characterSet, depth + 1, listing));
  } catch (error) {
    if (!(error instanceof DataSetCut)) throw error;
    listing.problem ??= `The sequence ${tagText(tag)} is damaged and cannot be listed.`;
    return [];
  }
}

/** PS3.5 7.8.1: (gggg,00bb) names the owner of the elements (gggg,bb00) to (gggg,bbFF). */
function creatorOf(dataSet: DataSet, tag: number): string {
  const group = tag >>> 16;
  const block = (tag & 0xffff) >>> 8;
  if (group % 2 === 0 || block === 0) return '';
  return plainTexts(dataSet, group * 0x10000 + block)[0] ?? 'unknown owner';
}
