import { encode as encodePng } from 'fast-png';
import { expect, test } from 'vitest';
import { readFragments } from '../../src/main/dicom/data-set';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { describeImage } from '../../src/main/dicom/describe-image';
import { openDicom } from '../../src/main/dicom/dicom-file';
import type { StoredPixels } from '../../src/main/dicom/stored-pixels';
import { tags } from '../../src/main/dicom/tags';
import { failureCode, fixture, sample } from './fixtures';

const size = { width: 4, height: 2 };
const ramp = Uint8Array.from({ length: 8 }, (_, index) => index * 30);
const each = (channels: number, value: (grey: number, channel: number) => number): Uint8Array =>
  Uint8Array.from({ length: 8 * channels }, (_, at) => value(ramp[Math.floor(at / channels)] ?? 0, at % channels));

/** The JPEG picture inside a sample. */
function jpegPicture(): Uint8Array {
  const { dataSet } = openDicom(sample('normal.dcm'), 'normal.dcm');
  const element = dataSet.elements.get(tags.pixelData);
  const fragment = element === undefined ? undefined : readFragments(dataSet, element).fragments[1];
  if (fragment === undefined) throw new Error('the sample has no fragment');
  return fragment;
}

test('grey PNG pictures of 8 and 16 bits are read, however they store grey', async () => {
  const pictures = [
    encodePng({ ...size, data: ramp, channels: 1 }),
    encodePng({ ...size, data: each(3, (grey) => grey), channels: 3 }),
    encodePng({ ...size, data: each(4, (grey, channel) => (channel === 3 ? 255 : grey)), channels: 4 }),
    encodePng({ ...size, data: each(2, (grey, channel) => (channel === 1 ? 255 : grey)), channels: 2 }),
  ];
  const values = await Promise.all(pictures.map(async (picture) => (await decodePixels(picture, 'x.png')).values));
  expect(values).toEqual([ramp, ramp, ramp, ramp]);
  const deep = Uint16Array.of(0, 1, 256, 4095, 65_535, 7, 8, 9);
  expect((await decodePixels(encodePng({ ...size, data: deep, channels: 1, depth: 16 }), 'x.png')).values).toEqual(deep);
});

test('pictures in colour, with transparency, cut short or damaged are refused', async () => {
  const grey = encodePng({ ...size, data: ramp, channels: 1 });
  const spoiled = grey.slice();
  spoiled[45] = (spoiled[45] ?? 0) ^ 0xff;
  const jpeg = jpegPicture();
  const codes = await Promise.all(
    [
      encodePng({ ...size, data: each(3, (level, channel) => level / (channel + 1)), channels: 3 }),
      encodePng({ ...size, data: each(4, (level, channel) => (channel === 3 ? 100 : level)), channels: 4 }),
      grey.subarray(0, 50),
      spoiled,
      jpeg.subarray(0, 40_000),
    ].map((bytes) => failureCode(() => decodePixels(bytes, 'x'))),
  );
  expect(codes).toEqual(['colour-image', 'unsupported-pixel-format', 'truncated', 'damaged', 'truncated']);
});

test('JPEG pictures are read with restart markers, progressive or with three grey channels; colour is refused', async () => {
  const read = (name: string): Promise<StoredPixels> => decodePixels(fixture(`pictures/${name}.jpg`), name);
  const [plain, restarted, progressive, channels] = await Promise.all(
    ['grey', 'restart-markers', 'progressive', 'grey-in-three-channels'].map(read),
  );
  const furthest = (one: StoredPixels | undefined, other: StoredPixels | undefined): number =>
    Math.max(...Array.from(one?.values ?? [], (value, at) => Math.abs(value - (other?.values[at] ?? NaN))));
  // The first two hold the same coefficients. Another decoder reads the others, which may round an inverse DCT the other way.
  expect([plain?.values.length, furthest(plain, restarted)]).toEqual([50 * 37, 0]);
  expect(Math.max(furthest(plain, progressive), furthest(plain, channels))).toBeLessThanOrEqual(1);
  expect(await failureCode(() => read('colour'))).toBe('colour-image');
});

test('a JPEG picture has the pixels of the DICOM file that holds the same stream, and no header', async () => {
  const jpeg = jpegPicture();
  const [picture, dicom] = await Promise.all([decodePixels(jpeg, 'x.jpg'), decodePixels(sample('normal.dcm'), 'normal.dcm')]);
  expect(Buffer.compare(Buffer.from(picture.values.buffer), Buffer.from(dicom.values.buffer))).toBe(0);
  const description = describeImage(jpeg, 'x.jpg');
  const { fileFormat, rows, columns, patientId, modality, studyInstanceUid, seriesInstanceUid, sopInstanceUid } = description;
  expect({ fileFormat, rows, columns, patientId, modality }).toEqual({
    fileFormat: 'jpeg',
    rows: 1024,
    columns: 1024,
    patientId: '',
    modality: '',
  });
  const uids = [studyInstanceUid, seriesInstanceUid, sopInstanceUid];
  expect(uids.every((uid) => /^2\.25\.[1-9]\d{1,38}$/.test(uid))).toBe(true);
  expect([new Set(uids).size, describeImage(jpeg, 'y.jpg').studyInstanceUid]).toEqual([3, studyInstanceUid]);
});
