import { encode as encodePng } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { dictionaryEntry } from '../../src/main/dicom/dictionary';
import { listTags } from '../../src/main/dicom/list-tags';
import type { TagElement } from '../../src/shared/image-tags';
import { fixture, sample } from './fixtures';

function find(elements: readonly TagElement[], keyword: string): TagElement | undefined {
  return elements.find((element) => element.keyword === keyword);
}

/** An explicit little-endian element; UN has a length of 32 bits behind two reserved bytes. */
function element(group: number, number: number, vr: string, value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value);
  const head = Buffer.alloc(vr === 'UN' ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (vr === 'UN') head.writeUInt32LE(bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
}

test('the dictionary knows keywords, repeating groups and who may own private elements', () => {
  expect([0x00020010, 0x00100010, 0x60020010, 0x7fe00010, 0x00091010, 0x00090010, 0x00280000].map(dictionaryEntry)).toEqual([
    { keyword: 'TransferSyntaxUID', vr: 'UI' },
    { keyword: 'PatientName', vr: 'PN' },
    { keyword: 'OverlayRows', vr: 'US' },
    { keyword: 'PixelData', vr: 'OW' },
    { keyword: '', vr: '' },
    { keyword: 'PrivateCreator', vr: 'LO' },
    { keyword: 'GroupLength', vr: 'UL' },
  ]);
});

test('a header is listed with the file meta information first, and its pixel data by their length', () => {
  const { format, elements, problem } = listTags(fixture('dicom/explicit-little-endian.dcm'), 'x');
  expect({
    format,
    problem,
    first: elements[0]?.tag,
    rows: find(elements, 'Rows'),
    spacing: find(elements, 'PixelSpacing')?.value,
    pixelData: find(elements, 'PixelData'),
  }).toEqual({
    format: 'dicom',
    problem: null,
    first: '(0002,0000)',
    rows: { tag: '(0028,0010)', vr: 'US', keyword: 'Rows', creator: '', form: 'text', value: '64', byteLength: 2, items: [] },
    spacing: '0.3125\\0.3125',
    pixelData: {
      tag: '(7FE0,0010)',
      vr: 'OW',
      keyword: 'PixelData',
      creator: '',
      form: 'binary',
      value: '',
      byteLength: 8192,
      items: [],
    },
  });
});

test('implicit, big-endian and deflated headers say the same', () => {
  const rowsOf = (name: string): string | undefined => find(listTags(fixture(`dicom/${name}`), name).elements, 'Rows')?.value;
  expect(['implicit-little-endian.dcm', 'explicit-big-endian.dcm', 'deflated.dcm'].map(rowsOf)).toEqual(['64', '64', '512']);
});

describe('character sets', () => {
  test('names are decoded by the file’s own set', () => {
    const nameIn = (file: string): string | undefined => find(listTags(fixture(`charset/${file}`), file).elements, 'PatientName')?.value;
    expect([nameIn('chrArab.dcm'), nameIn('chrX1.dcm'), nameIn('chrH31.dcm')]).toEqual([
      'قباني^لنزار',
      'Wang^XiaoDong=王^小東=',
      'Yamada^Tarou=山田^太郎=やまだ^たろう',
    ]);
  });

  test('an item has the set of what it lies in, unless it states its own', () => {
    const [scheduled] = listTags(fixture('charset/chrSQEncoding1.dcm'), 'x').elements.filter(({ form }) => form === 'sequence');
    const names = scheduled?.items.map((item) => find(item, 'PatientName')?.value);
    expect(names).toEqual(['ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう']);
  });
});

test('sequences are nested, also those whose representation got lost', () => {
  const { elements } = listTags(fixture('dicom/un-sequence.dcm'), 'x');
  const sequences = elements.filter(({ form }) => form === 'sequence');
  expect(sequences.length).toBeGreaterThan(0);
  expect(sequences.every(({ items }) => items.every((item) => item.every(({ tag }) => /^\([0-9A-F]{4},[0-9A-F]{4}\)$/.test(tag))))).toBe(
    true,
  );
});

test('private elements name their owner, and show text where there is nothing else in them', () => {
  const file = Buffer.concat([
    element(0x0008, 0x0060, 'CS', 'DX'),
    element(0x0009, 0x0010, 'LO', 'ACME 1.1'),
    element(0x0009, 0x1001, 'UN', Buffer.alloc(0)),
    element(0x0009, 0x1102, 'LO', 'of nobody '),
    element(0x0028, 0x0009, 'AT', Buffer.from([0x18, 0, 0x63, 0x10])),
    element(0x0028, 0x0106, 'US', Buffer.from([1, 0, 2, 0])),
  ]);
  const rows = listTags(file, 'x').elements.map(({ tag, keyword, creator, value, form }) => [tag, keyword, creator, form, value]);
  expect(rows).toEqual([
    ['(0008,0060)', 'Modality', '', 'text', 'DX'],
    ['(0009,0010)', 'PrivateCreator', '', 'text', 'ACME 1.1'],
    ['(0009,1001)', '', 'ACME 1.1', 'binary', ''],
    ['(0009,1102)', '', 'unknown owner', 'text', 'of nobody'],
    ['(0028,0009)', 'FrameIncrementPointer', '', 'text', '(0018,1063)'],
    ['(0028,0106)', 'SmallestImagePixelValue', '', 'text', '1\\2'],
  ]);
});

describe('damaged files', () => {
  test('what could be read is listed, then why it ends', () => {
    const whole = listTags(sample('normal.dcm'), 'x').elements;
    const cut = listTags(sample('normal.dcm').subarray(0, 700), 'x');
    expect(cut.problem).toMatch(/cut short/);
    expect(cut.elements).toEqual(whole.slice(0, cut.elements.length));
    expect(cut.elements.length).toBeGreaterThan(5);
  });

  test('pixel data that end early are told', () => {
    const bytes = fixture('dicom/explicit-little-endian.dcm');
    expect(listTags(bytes.subarray(0, bytes.length - 1000), 'x').problem).toMatch(/inside its pixel data/);
  });

  test('a file cut inside its first elements, and random bytes behind a good beginning, end no worse', () => {
    const bytes = sample('normal.dcm');
    expect(listTags(bytes.subarray(0, 150), 'x')).toMatchObject({ format: 'dicom', problem: expect.stringMatching(/cut short/) as string });
    const noise = Uint8Array.from(bytes.subarray(0, 2000), (byte, index) => (index < 500 ? byte : (index * 7919) % 256));
    expect(listTags(noise, 'x').elements.length).toBeGreaterThan(0);
  });
});

test('a picture has no header', () => {
  const picture = encodePng({ width: 2, height: 1, data: Uint8Array.of(0, 255), channels: 1, depth: 8 });
  expect(listTags(picture, 'x.png')).toEqual({ format: 'png', elements: [], problem: null });
});
