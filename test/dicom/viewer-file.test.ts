import { encode as encodePng } from 'fast-png';
import { expect, test } from 'vitest';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { describeImage } from '../../src/main/dicom/describe-image';
import { viewerFile } from '../../src/main/dicom/viewer-file';
import { fixture, sample } from './fixtures';

test('what the viewer reads right it is given as it is', async () => {
  for (const bytes of [sample('normal.dcm'), fixture('dicom/rle.dcm'), fixture('dicom/explicit-big-endian.dcm')]) {
    expect(await viewerFile(bytes, 'x')).toBe(bytes);
  }
});

test('what it does not read right it is given uncompressed, with the same pixels and the same grey levels', async () => {
  for (const name of ['jpeg-extended-12-bit-ct.dcm', 'jpeg-2000-sign-mismatch.dcm', 'jpeg-ls-lossless.dcm']) {
    const original = fixture(`dicom/${name}`);
    const wrapped = await viewerFile(original, name);
    const { transferSyntaxUid, sopInstanceUid, rows, columns, pixelSpacing } = describeImage(wrapped, name);
    const before = describeImage(original, name);
    expect({ transferSyntaxUid, sopInstanceUid, rows, columns, pixelSpacing }).toEqual({
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      sopInstanceUid: before.sopInstanceUid,
      rows: before.rows,
      columns: before.columns,
      pixelSpacing: before.pixelSpacing,
    });
    const pixels = await decodePixels(original, name);
    const reread = await decodePixels(wrapped, name);
    expect([reread.grey, reread.bitsStored]).toEqual([pixels.grey, pixels.bitsStored]);
    expect(Buffer.compare(bytesOf(pixels.values), bytesOf(reread.values))).toBe(0);
  }
});

test('a picture becomes a DICOM file of its own', async () => {
  const values = Uint16Array.of(0, 1000, 2000, 3000, 4000, 65_535);
  const picture = encodePng({ width: 3, height: 2, data: values, channels: 1, depth: 16 });
  const wrapped = await viewerFile(picture, 'x.png');
  expect([describeImage(wrapped, 'x').sopInstanceUid, (await decodePixels(wrapped, 'x')).values]).toEqual([
    describeImage(picture, 'x.png').sopInstanceUid,
    values,
  ]);
});

function bytesOf(values: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
