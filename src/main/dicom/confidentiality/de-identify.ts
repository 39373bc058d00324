import { fail } from '../../../shared/failure';
import { type DataElement, type DataSet, readFragments } from '../data-set';
import { openDicom } from '../dicom-file';
import { tags } from '../tags';
import { deflatedLittleEndian, explicitLittleEndian } from '../transfer-syntaxes';
import { plainText, valueBytes } from '../values';
import type { CleanElement } from './clean-element';
import { cleanElements, type Identity } from './clean-elements';
import { blankComments } from './blank-comments';
import { keyedUid } from './keyed-uid';
import { topRules } from './profile';
import { encodeElement, encodeFile, encodeFragments } from './encode-elements';

/** What a file's header says of text that is part of the picture, (0028,0301). */
export type BurnedIn = 'yes' | 'no' | 'not stated';

const burnedInTag = 0x00280301;

/** Reads Burned In Annotation. Throws as openDicom does. */
export function burnedIn(bytes: Uint8Array, file: string): BurnedIn {
  const stated = plainText(openDicom(bytes, file).dataSet, burnedInTag).toUpperCase();
  return stated === 'YES' ? 'yes' : stated === 'NO' ? 'no' : 'not stated';
}

/**
 * A copy of a DICOM image without what identifies the patient, the people and the place: the Basic Application Level Confidentiality Profile
 * (PS3.15 annex E) as profile.json has it, by an allow-list: what the table does not name, and what is not of the form its attribute has, is
 * left out, private attributes among it. The pixels stay bit for bit, in their transfer syntax (deflated files are written uncompressed).
 * What is burnt into the picture stays as well: see burnedIn. docs/de-identification.md says what is covered and what is not.
 *
 * @throws ExpectedFailure not-de-identifiable (an object of another kind than a radiograph, CT or angiogram), truncated, and as openDicom
 */
export function deIdentify(bytes: Uint8Array, file: string, identity: Identity): Uint8Array {
  const { dataSet, transferSyntaxUid } = openDicom(bytes, file);
  const sopClassUid = plainText(dataSet, tags.sopClassUid);
  if (topRules.get(tags.sopClassUid)?.values?.has(sopClassUid) !== true) {
    fail('not-de-identifiable', `${file} is not of a kind that can be de-identified here (SOP class ${sopClassUid || 'missing'}).`, file);
  }
  const original = plainText(dataSet, tags.sopInstanceUid);
  if (original === '') fail('not-de-identifiable', `${file} has no SOP Instance UID, so it cannot be de-identified.`, file);
  const elements = [...cleanElements(dataSet, identity), ...statements(dataSet)].sort((one, other) => one.tag - other.tag);
  const body = elements.map((element) => encodeElement(element, dataSet.encoding));
  const syntax = transferSyntaxUid === deflatedLittleEndian ? explicitLittleEndian : transferSyntaxUid;
  return encodeFile(sopClassUid, keyedUid(identity.key, original), syntax, [...body, pixelData(dataSet, file)]);
}

/** What PS3.15 E.1.1 asks to be added: that, and by which method, the file was de-identified, and that its dates are gone. */
function statements({ encoding }: DataSet): CleanElement[] {
  const element = (tag: number, vr: string, value: string): CleanElement => ({
    tag,
    vr: encoding.explicit ? vr : '',
    value: Buffer.from(value, 'latin1'),
  });
  const profile = [
    element(0x00080100, 'SH', '113100'),
    element(0x00080102, 'SH', 'DCM'),
    element(0x00080104, 'LO', 'Basic Application Confidentiality Profile'),
  ];
  return [
    element(0x00120062, 'CS', 'YES'),
    element(0x00120063, 'LO', 'Pneumoscope: PS3.15 E.1 Basic Profile, allow-list'),
    { tag: 0x00120064, vr: encoding.explicit ? 'SQ' : '', value: [profile] },
    element(0x00280303, 'CS', 'REMOVED'),
  ];
}

function pixelData(dataSet: DataSet, file: string): Uint8Array {
  const element = dataSet.elements.get(tags.pixelData);
  if (element === undefined) fail('no-pixel-data', `${file} holds no picture.`, file);
  if (element.undefinedLength) return fragmentsOf(dataSet, element, file);
  const value = valueBytes(dataSet, tags.pixelData);
  if (value.length < element.length) failTruncated(file);
  return encodeElement({ tag: element.tag, vr: element.vr, value }, dataSet.encoding);
}

function fragmentsOf(dataSet: DataSet, element: DataElement, file: string): Uint8Array {
  const { fragments, cut } = readFragments(dataSet, element);
  if (cut) failTruncated(file);
  return encodeFragments(element, fragments.map(blankComments));
}

function failTruncated(file: string): never {
  fail('truncated', `${file} is cut short: its picture is incomplete.`, file);
}
