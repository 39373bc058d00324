import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { deIdentify } from '../../../src/main/dicom/confidentiality/de-identify';
import { blankComments } from '../../../src/main/dicom/confidentiality/blank-comments';
import { keyedPseudonym, keyedUid } from '../../../src/main/dicom/confidentiality/keyed-uid';
import { itemRules, topRules } from '../../../src/main/dicom/confidentiality/profile';
import type { DataSet } from '../../../src/main/dicom/data-set';
import { readItems } from '../../../src/main/dicom/data-set';
import { decodePixels } from '../../../src/main/dicom/decode-pixels';
import { describeImage } from '../../../src/main/dicom/describe-image';
import { openDicom } from '../../../src/main/dicom/dicom-file';
import type { StoredPixels } from '../../../src/main/dicom/stored-pixels';
import { plainText, plainTexts } from '../../../src/main/dicom/values';
import { failureOf } from '../../store/builders';
import { plantedDicom } from '../../support/planted-dicom';
import { samplePath } from '../../support/sample-files';

const key = Buffer.alloc(32, 7);
const identity = { key, pseudonym: 'P-0001' };
const fixtures = join(import.meta.dirname, '../../fixtures/dicom');
const marker = 'ZQXJ';

const clean = (bytes: Uint8Array): Uint8Array => deIdentify(bytes, 'x.dcm', identity);

/** Everything in a data set, items and their elements among it, as tag and text. */
function contents(dataSet: DataSet): readonly string[] {
  return [...dataSet.elements.values()].flatMap(({ tag, vr }) => {
    if (tag === 0x7fe00010) return [];
    const name = tag.toString(16).padStart(8, '0');
    if (vr === 'SQ') return readItems(dataSet, tag).flatMap((item, place) => contents(item).map((line) => `${name}[${place}].${line}`));
    return [`${name} ${vr} ${vr === 'US' || vr === 'SS' ? 'number' : plainTexts(dataSet, tag).join('\\')}`];
  });
}

test('nothing that was planted in any string, sequence, private attribute, file meta or preamble comes out', async () => {
  const planted = plantedDicom(marker);
  const bytes = clean(planted);
  expect(planted.toString('latin1').split(marker).length).toBeGreaterThan(400);
  expect(Buffer.from(bytes).includes(marker)).toBe(false);
  const { dataSet, meta } = openDicom(bytes, 'x.dcm');
  expect(contents(dataSet).filter((line) => !line.includes(' UI 2.25.'))).toEqual([
    '00080016 UI 1.2.840.10008.5.1.4.1.1.1.1',
    '00080020 DA ',
    '00080023 DA ',
    '00080030 TM ',
    '00080033 TM ',
    '00080050 SH ',
    '00080070 LO ',
    '00080090 PN ',
    '0008009c PN ',
    `00100010 PN P-0001`,
    `00100020 LO P-0001`,
    '00100030 DA ',
    '00100040 CS ',
    '00120062 CS YES',
    '00120063 LO Pneumoscope: PS3.15 E.1 Basic Profile, allow-list',
    '00120064[0].00080100 SH 113100',
    '00120064[0].00080102 SH DCM',
    '00120064[0].00080104 LO Basic Application Confidentiality Profile',
    '00180010 LO ',
    '00181203 DT ',
    '00200010 SH ',
    '00201040 LO ',
    '00280002 US number',
    '00280004 CS MONOCHROME2',
    '00280010 US number',
    '00280011 US number',
    '00280100 US number',
    '00280101 US number',
    '00280102 US number',
    '00280103 US number',
    '00280303 CS REMOVED',
    '00540220[0].00080100 SH R-10214',
    '00540220[0].00080102 SH SNM3',
    '00540220[0].00080104 LO postero-anterior',
  ]);
  expect(plainText(dataSet, 0x00080018)).toBe(keyedUid(key, '1.2.3.4.5'));
  expect(meta && [...meta.elements.keys()].map((tag) => tag.toString(16))).toEqual(['20000', '20001', '20002', '20003', '20010', '20012']);
  expect([...(await decodePixels(bytes, 'x.dcm')).values]).toEqual([0, 1000, 2000, 4095]);
});

const kinds = ['1.2.840.10008.5.1.4.1.1.1', '1.2.840.10008.5.1.4.1.1.1.1', '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.5.1.4.1.1.7'];
const real = readdirSync(fixtures)
  .filter((name) => name.endsWith('.dcm') && !name.startsWith('truncated') && name !== 'un-sequence.dcm')
  .map((name) => join(fixtures, name))
  .concat(samplePath(0));

test('every file of the catalogue that is of a supported kind keeps its pixels and loses every text of its header', async () => {
  const done: string[] = [];
  for (const file of real) {
    const bytes = readFileSync(file);
    const before = openDicom(bytes, file).dataSet;
    if (!kinds.includes(plainText(before, 0x00080016))) continue;
    const texts = textsToLose(before);
    const after = clean(bytes);
    for (const text of texts) expect([file, text, Buffer.from(after).includes(text)]).toEqual([file, text, false]);
    const pixels = await decodePixels(bytes, file).catch(() => null);
    if (pixels !== null) expect([file, samePixels(await decodePixels(after, file), pixels)]).toEqual([file, true]);
    if (pixels !== null) expect(describeImage(after, file)).toMatchObject({ patientId: 'P-0001', studyDate: null, accessionNumber: '' });
    done.push(file);
  }
  expect(done.length).toBeGreaterThan(15);
});

/** Compared as bytes: there are millions of them. */
function samePixels(one: StoredPixels, other: StoredPixels): boolean {
  const bytes = ({ values }: StoredPixels): Buffer => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return bytes(one).equals(bytes(other)) && isDeepStrictEqual(one.grey, other.grey) && one.columns === other.columns;
}

/** What stands in names, identifiers, dates and descriptions, and is long enough not to be met by chance in the pixels. */
function textsToLose(dataSet: DataSet): readonly string[] {
  return [...dataSet.elements.values()]
    .filter(({ vr, tag }) => ['LO', 'SH', 'PN', 'ST', 'LT', 'DA', 'UI', 'AE'].includes(vr) && ![0x00080016, 0x00281054].includes(tag))
    .flatMap(({ tag }) => plainTexts(dataSet, tag))
    .filter((text) => text.length >= 6);
}

test('UIDs change alike in all files of an export, otherwise in another, and keep their form', () => {
  const files = [samplePath(0), samplePath(0), samplePath(1)].map((file) => openDicom(clean(readFileSync(file)), file).dataSet);
  const uids = files.map((dataSet) => [0x0020000d, 0x0020000e, 0x00080018].map((tag) => plainText(dataSet, tag)));
  expect(uids[0]).toEqual(uids[1]);
  expect(new Set(uids.flat()).size).toBe(6);
  for (const uid of uids.flat()) expect(uid).toMatch(/^2\.25\.[1-9]\d{30,38}$/);
  expect(keyedUid(Buffer.alloc(32, 8), '1.2.3')).not.toBe(keyedUid(key, '1.2.3'));
  expect(keyedPseudonym(key, 'A')).toBe(keyedPseudonym(key, 'A'));
  expect(keyedPseudonym(key, 'A')).not.toBe(keyedPseudonym(key, 'B'));
});

test('an object of another kind is refused, and so is a picture that is cut short', () => {
  const report = readFileSync(join(fixtures, 'structured-report.dcm'));
  const cut = readFileSync(samplePath(0)).subarray(0, 20_000);
  expect([failureOf(() => clean(report))?.code, failureOf(() => clean(cut))?.code]).toEqual(['not-de-identifiable', 'truncated']);
});

test('comments of compressed pictures are blanked and nothing else', () => {
  // SOI, APP0 of 16 bytes, COM 'hi', APP1 'ex', SOS with its scan
  const start = [0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')];
  const scan = [0xff, 0xda, 0, 2, 0xff, 0xfe, 0, 4, 1, 2];
  const jpeg = Uint8Array.from([...start, 0xff, 0xfe, 0, 4, 104, 105, 0xff, 0xe1, 0, 4, 101, 120, ...scan]);
  expect([...blankComments(jpeg)]).toEqual([...start, 0xff, 0xfe, 0, 4, 0, 0, 0xff, 0xe1, 0, 4, 0, 0, ...scan]);
  // SOC, COM of registration 1 with 'hi', SOT
  const jpeg2000 = Uint8Array.from([0xff, 0x4f, 0xff, 0x64, 0, 6, 0, 1, 104, 105, 0xff, 0x90, 0, 10]);
  expect([...blankComments(jpeg2000)]).toEqual([0xff, 0x4f, 0xff, 0x64, 0, 6, 0, 1, 0, 0, 0xff, 0x90, 0, 10]);
});

test('the table keeps nothing that the standard has removed, emptied or replaced', async () => {
  const table = (await import('../../../src/main/dicom/confidentiality/profile.json')).default;
  const kept = table.attributes.filter((row) => row.action === 'K' && 'standard' in row);
  const weaker = table.attributes.filter((row) => row.action === 'Z' && 'standard' in row && !row.standard?.includes('Z'));
  expect([kept, weaker]).toEqual([[], []]);
  expect(
    [...topRules.values()].filter(({ action, vr, values }) => action === 'K' && /^(LO|SH|ST|LT|UT|PN|CS|UI)$/.test(vr) && !values),
  ).toEqual([]);
  expect([...itemRules.lut.values()].filter(({ action }) => action === 'K').map(({ keyword }) => keyword)).toEqual([
    'LUTDescriptor',
    'ModalityLUTType',
    'LUTData',
  ]);
});
