import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readFragments } from '../../src/main/dicom/data-set';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { openDicom } from '../../src/main/dicom/dicom-file';
import { decodeRle } from '../../src/main/dicom/rle';
import { tags } from '../../src/main/dicom/tags';
import { writeDicom } from '../../src/main/dicom/write-dicom';
import { decodingOutcome, failureCode, fixture, fixturesFolder, sample } from './fixtures';

interface Expected {
  readonly file: string;
  readonly frames: number;
  readonly bigEndian: boolean;
  readonly outcome: string;
}

test('every fixture decodes to the pixels pydicom gives, or is refused with its reason', async () => {
  const expected = JSON.parse(readFileSync(path.join(fixturesFolder, 'dicom/expected.json'), 'utf8')) as Expected[];
  const found: Expected[] = [];
  for (const row of expected)
    found.push({ ...row, outcome: await decodingOutcome(fixture(`dicom/${row.file}`), row.file, row.frames, row.bigEndian) });
  expect(found).toEqual(expected);
});

test('a file is left as it was by decoding it', async () => {
  const bytes = Buffer.from(fixture('dicom/explicit-big-endian.dcm'));
  const before = Buffer.from(bytes);
  await decodePixels(bytes, 'x');
  expect(bytes.equals(before)).toBe(true);
});

/** A small image of the given elements; the header says 2 x 2 pixels of 16 bits unless told otherwise. */
function smallImage(pixels: Uint8Array, changes: Readonly<Record<number, number>> = {}): Uint8Array {
  const layout: Record<number, number> = {
    [tags.samplesPerPixel]: 1,
    [tags.rows]: 2,
    [tags.columns]: 2,
    [tags.bitsAllocated]: 16,
    [tags.bitsStored]: 12,
    [tags.highBit]: 11,
    [tags.pixelRepresentation]: 0,
    ...changes,
  };
  return writeDicom('1.2.840.10008.5.1.4.1.1.7', '1.2.3', [
    { tag: tags.sopInstanceUid, vr: 'UI', value: '1.2.3' },
    { tag: tags.photometricInterpretation, vr: 'CS', value: 'MONOCHROME2' },
    ...Object.entries(layout).map(([tag, value]) => ({ tag: Number(tag), vr: 'US', value: [value] }) as const),
    { tag: tags.pixelData, vr: 'OW', value: pixels },
  ]);
}

test('bits outside of the stored ones are cut off and the sign is extended', async () => {
  // 12 of 16 bits: 0xF001 -> 0x001; signed 0x0FFF -> -1, 0x0800 -> -2048, 0x07FF -> 2047
  const words = Uint16Array.of(0xf001, 0x0fff, 0x0800, 0x07ff);
  const pixels = new Uint8Array(words.buffer);
  const unsigned = await decodePixels(smallImage(pixels), 'x');
  const signed = await decodePixels(smallImage(pixels, { [tags.pixelRepresentation]: 1 }), 'x');
  // High Bit 15: the upper twelve bits count. 0xF001 -> 0xF00, 0x0FFF -> 0x0FF, 0x0800 -> 0x080, 0x07FF -> 0x07F
  const upper = await decodePixels(smallImage(pixels, { [tags.highBit]: 15 }), 'x');
  expect([unsigned.values, signed.values, upper.values]).toEqual([
    Uint16Array.of(1, 4095, 2048, 2047),
    Int16Array.of(1, -1, -2048, 2047),
    Uint16Array.of(0xf00, 0xff, 0x80, 0x7f),
  ]);
});

test('sizes that cannot be are refused before anything is allocated', async () => {
  const pixels = new Uint8Array(8);
  const outcomes = await Promise.all(
    [{ [tags.rows]: 0 }, { [tags.rows]: 30_000, [tags.columns]: 30_000 }, { [tags.rows]: 3 }, { [tags.bitsAllocated]: 32 }].map((changes) =>
      failureCode(() => decodePixels(smallImage(pixels, changes), 'x')),
    ),
  );
  expect(outcomes).toEqual(['image-empty', 'image-too-large', 'truncated', 'unsupported-pixel-format']);
});

test('a codestream that lost its second half is refused', async () => {
  const whole = fixture('dicom/jpeg-2000-lossless.dcm');
  const { dataSet } = openDicom(whole, 'x');
  const element = dataSet.elements.get(tags.pixelData);
  const codestream = element === undefined ? undefined : readFragments(dataSet, element).fragments[1];
  if (codestream === undefined) throw new Error('the fixture has no fragment');
  const layout = { [tags.rows]: 64, [tags.columns]: 64, [tags.bitsStored]: 16, [tags.highBit]: 15, [tags.pixelRepresentation]: 1 };
  const file = (bytes: Uint8Array): Uint8Array => encapsulated('1.2.840.10008.1.2.4.90', bytes, layout);
  const codes = [codestream, codestream.subarray(0, codestream.length / 2)].map((bytes) =>
    failureCode(() => decodePixels(file(bytes), 'x')),
  );
  expect(await Promise.all(codes)).toEqual([null, 'damaged']);
});

test('RLE segments are unpacked, most significant byte first', () => {
  // Two segments at 64 and 66: FF 01 repeats 01 twice (count -1); 01 02 03 copies two bytes. Words: 0x0102, 0x0103.
  const bytes = new Uint8Array(69);
  new DataView(bytes.buffer).setUint32(0, 2, true);
  new DataView(bytes.buffer).setUint32(4, 64, true);
  new DataView(bytes.buffer).setUint32(8, 66, true);
  bytes.set([0xff, 0x01, 0x01, 0x02, 0x03], 64);
  expect(decodeRle(bytes, 2, 2)).toEqual(Uint8Array.of(0x02, 0x01, 0x03, 0x01));
});

interface Htj2kEncoder {
  getDecodedBuffer(frame: object): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
}

test('high-throughput JPEG 2000 is decoded to what was encoded', async () => {
  const factory = createRequire(import.meta.url)('@cornerstonejs/codec-openjph/wasmjs') as () => Promise<{
    HTJ2KEncoder: new () => Htj2kEncoder;
  }>;
  const encoder = new (await factory()).HTJ2KEncoder();
  const values = Uint16Array.from({ length: 64 * 32 }, (_, index) => (index * 37) % 4096);
  const frame = { width: 64, height: 32, bitsPerSample: 12, componentCount: 1, isSigned: false, isUsingColorTransform: false };
  encoder.getDecodedBuffer(frame).set(new Uint8Array(values.buffer));
  encoder.encode();
  const file = encapsulated('1.2.840.10008.1.2.4.201', encoder.getEncodedBuffer().slice(), { [tags.rows]: 32, [tags.columns]: 64 });
  expect((await decodePixels(file, 'x')).values).toEqual(values);
});

/** The same small image with its pixel data encapsulated in one fragment (PS3.5 A.4), under another transfer syntax of the same length. */
function encapsulated(transferSyntaxUid: string, codestream: Uint8Array, changes: Readonly<Record<number, number>>): Uint8Array {
  const marker = new Uint8Array([0xaa, 0xbb, 0xaa, 0xbb]);
  const plain = Buffer.from(smallImage(marker, changes));
  const end = plain.lastIndexOf(Buffer.from(marker));
  const head = Buffer.from(plain.subarray(0, end));
  head.writeUInt32LE(0xffffffff, end - 4);
  const padded = Buffer.concat([codestream, Buffer.alloc(codestream.length % 2)]);
  const item = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0xfe, 0xff, 0x00, 0xe0]), lengthOf(bytes), bytes]);
  const body = [head, item(Buffer.alloc(0)), item(padded), Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])];
  return withTransferSyntax(Buffer.concat(body), transferSyntaxUid);
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return length;
}

function withTransferSyntax(file: Buffer, uid: string): Buffer {
  const at = file.indexOf(Buffer.from([0x02, 0x00, 0x10, 0x00]));
  const length = file.readUInt16LE(at + 6);
  const value = Buffer.from(uid.length % 2 === 0 ? uid : `${uid}\0`);
  const changed = Buffer.concat([file.subarray(0, at + 8), value, file.subarray(at + 8 + length)]);
  changed.writeUInt16LE(value.length, at + 6);
  return changed;
}

test('a sample of the RSNA challenge is an 8-bit image of 1024 x 1024 pixels', async () => {
  const { values, ...rest } = await decodePixels(sample('lung-opacity.dcm'), 'lung-opacity.dcm');
  const grey = { inverted: false, rescaleSlope: 1, rescaleIntercept: 0, modalityLut: null, window: null, voiLut: null, padding: null };
  expect([values.constructor.name, values.length, rest]).toEqual([
    'Uint8Array',
    1024 * 1024,
    { rows: 1024, columns: 1024, bitsStored: 8, grey },
  ]);
});
