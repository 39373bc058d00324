import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decodeText } from '../../src/main/dicom/character-sets';
import { describeImage } from '../../src/main/dicom/describe-image';
import { openDicom } from '../../src/main/dicom/dicom-file';
import { readablePersonName } from '../../src/main/dicom/person-name';
import { tags } from '../../src/main/dicom/tags';
import { ageYears, isoDate, isoTime, text } from '../../src/main/dicom/values';
import { failureCode, fixture, fixturesFolder, sample } from './fixtures';

test("a sample's header is read in full", () => {
  expect(describeImage(sample('lung-opacity.dcm'), 'lung-opacity.dcm')).toEqual({
    fileFormat: 'dicom',
    patientId: '4ca78474-f750-4feb-adb7-47da99bf4255',
    patientName: '4ca78474-f750-4feb-adb7-47da99bf4255',
    patientSex: 'M',
    patientBirthDate: null,
    patientAgeYears: 36,
    studyInstanceUid: '1.2.826.0.1.3680043.8.498.68146797934485811837150873442618992543',
    studyDate: '1901-01-01',
    studyTime: '00:00:00',
    studyDescription: '',
    accessionNumber: '',
    seriesInstanceUid: '1.2.826.0.1.3680043.8.498.11159838041027626148262425498819362467',
    seriesDescription: 'view: AP',
    modality: 'CR',
    bodyPartExamined: 'CHEST',
    viewPosition: 'AP',
    laterality: '',
    manufacturer: '',
    sopInstanceUid: '1.2.826.0.1.3680043.8.498.53352996278460491321447230527987378126',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
    transferSyntaxUid: '1.2.840.10008.1.2.4.50',
    instanceNumber: 1,
    rows: 1024,
    columns: 1024,
    numberOfFrames: 1,
    samplesPerPixel: 1,
    bitsAllocated: 8,
    bitsStored: 8,
    photometricInterpretation: 'MONOCHROME2',
    pixelSpacing: [0.171, 0.171],
    pixelSpacingKind: 'unstated',
    pixelAspect: null,
  });
});

/** Some of these files have no image, so they are not described as one. */
function patientName(bytes: Uint8Array, name: string): string {
  return readablePersonName(text(openDicom(bytes, name).dataSet, tags.patientName, '^='));
}

test('names are read in the character set that the header states', () => {
  const names = readdirSync(path.join(fixturesFolder, 'charset'))
    .filter((name) => !name.startsWith('chrSQ'))
    .map((name) => [name, patientName(fixture(`charset/${name}`), name)]);
  expect(Object.fromEntries(names)).toEqual({
    'chrArab.dcm': 'قباني, لنزار',
    'chrFren.dcm': 'Buc, Jérôme',
    'chrFrenMulti.dcm': 'Buc, Jérôme',
    'chrGerm.dcm': 'Äneas, Rüdiger',
    'chrGreek.dcm': 'Διονυσιος',
    'chrH31.dcm': 'Yamada, Tarou (山田 太郎, やまだ たろう)',
    'chrH32.dcm': 'ﾔﾏﾀﾞ, ﾀﾛｳ (山田 太郎, やまだ たろう)',
    'chrHbrw.dcm': 'שרון, דבורה',
    'chrI2.dcm': 'Hong, Gildong (洪 吉洞, 홍 길동)',
    'chrJapMulti.dcm': 'やまだ, たろう',
    'chrJapMultiExplicitIR6.dcm': 'やまだ, たろう',
    'chrKoreanMulti.dcm': '김희중',
    'chrRuss.dcm': 'Люкceмбypг',
    'chrX1.dcm': 'Wang, XiaoDong (王 小東)',
    'chrX2.dcm': 'Wang, XiaoDong (王 小东)',
  });
});

test('Chinese by escape sequences is the example of PS3.5 annex K.3', () => {
  // Zhang^XiaoDong=ESC $)A 张 ^ ESC $)A 小东=
  const ideographic = [0x1b, 0x24, 0x29, 0x41, 0xd5, 0xc5, 0x5e, 0x1b, 0x24, 0x29, 0x41, 0xd0, 0xa1, 0xb6, 0xab, 0x3d];
  const bytes = Uint8Array.from([...Buffer.from('Zhang^XiaoDong='), ...ideographic]);
  expect(readablePersonName(decodeText(bytes, ['', 'ISO 2022 IR 58'], '^='))).toBe('Zhang, XiaoDong (张 小东)');
});

test('person names become readable', () => {
  const names = ['Doe^John^Quincy^Dr^Jr', 'Doe', '^John', '=山田^太郎', '', 'Doe^John^^^'].map(readablePersonName);
  expect(names).toEqual(['Doe, Dr John Quincy, Jr', 'Doe', 'John', '山田 太郎', '', 'Doe, John']);
});

test('ages, dates and times are read, and what is none is left out', () => {
  expect(['049Y', '49', '018M', '012W', '030D', '', 'old'].map(ageYears)).toEqual([49, 49, 1, 0, 0, null, null]);
  expect(['20240229', '20230229', '1999.12.31', '', '2024'].map(isoDate)).toEqual(['2024-02-29', null, '1999-12-31', null, null]);
  expect(['235959.123', '10', '1030', '25', ''].map(isoTime)).toEqual(['23:59:59', '10:00:00', '10:30:00', null, null]);
});

test('files that are no images are refused with their reason', async () => {
  const whole = sample('normal.dcm');
  const attempts: Record<string, Uint8Array> = {
    'empty-file': new Uint8Array(0),
    'not-an-image': new TextEncoder().encode('This is a letter, not a radiograph.'.repeat(20)),
    'no-pixel-data': fixture('dicom/structured-report.dcm'),
    truncated: whole.subarray(0, whole.length / 2),
  };
  const codes = await Promise.all(Object.values(attempts).map((bytes) => failureCode(() => describeImage(bytes, 'x'))));
  expect(codes).toEqual(Object.keys(attempts));
});

test('wherever a file is cut, it is described as truncated or not at all', async () => {
  const whole = fixture('dicom/explicit-little-endian.dcm');
  const codes = new Set<string | null>();
  for (let length = 400; length < whole.length - 200; length += 37)
    codes.add(await failureCode(() => describeImage(whole.subarray(0, length), 'x')));
  // Cut exactly between two elements, a header without its image is what is left.
  expect([...codes].filter((code) => code !== 'truncated' && code !== 'no-pixel-data')).toEqual([]);
});
