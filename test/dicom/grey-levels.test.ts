import { expect, test } from 'vitest';
import { toGreyImage } from '../../src/main/dicom/grey-levels';
import { type GreyAttributes, type PixelValues, plainGrey } from '../../src/main/dicom/stored-pixels';
import { windowTransform } from '../../src/shared/voi';

function greys(values: PixelValues, grey: Partial<GreyAttributes>, bitsStored = 8 * values.BYTES_PER_ELEMENT): number[] {
  const image = toGreyImage({ rows: 1, columns: values.length, values, bitsStored, grey: { ...plainGrey, ...grey } });
  return [...image.values];
}

test('LINEAR is PS3.3 C.11.2.1.2.1', () => {
  // The standard's example: centre 2048, width 4096: x <= 2047.5 - 2047.5 = 0 -> 0; x > 4095 -> 255;
  // x = 2048: ((2048 - 2047.5) / 4095 + 0.5) * 255 = 127.53
  const linear = windowTransform({ center: 2048, width: 4096, shape: 'LINEAR' });
  expect([linear(0), linear(4096), Number(linear(2048).toFixed(2)), linear(4095)]).toEqual([0, 255, 127.53, 255]);
  // Width 1, centre 100: a threshold; x <= 99.5 -> 0, above -> 255
  const threshold = windowTransform({ center: 100, width: 1, shape: 'LINEAR' });
  expect([threshold(99), threshold(100)]).toEqual([0, 255]);
});

test('LINEAR_EXACT is C.11.2.1.3.2 and SIGMOID is C.11.2.1.3.1', () => {
  // centre 100, width 50: 75 -> 0; 125 -> 255; 100 -> 127.5; 90 -> (-10 / 50 + 0.5) * 255 = 76.5
  const exact = windowTransform({ center: 100, width: 50, shape: 'LINEAR_EXACT' });
  expect([75, 125, 100, 90].map(exact)).toEqual([0, 255, 127.5, 76.5]);
  // 255 / (1 + exp(-4 (x - 100) / 50)): x = 100 -> 127.5; x = 112.5 -> 255 / (1 + 1/e) = 186.42
  const sigmoid = windowTransform({ center: 100, width: 50, shape: 'SIGMOID' });
  expect([sigmoid(100), Number(sigmoid(112.5).toFixed(2))]).toEqual([127.5, 186.42]);
});

test('rescale comes before the window', () => {
  // 0, 500, 1000 times 2 minus 1000 = -1000, 0, 1000; window centre 0.5, width 2001: lower end -1000 -> 0, 0 -> 127.5 -> 128, 1000 -> 255
  const window = { center: 0.5, width: 2001, shape: 'LINEAR' } as const;
  expect(greys(Uint16Array.of(0, 500, 1000), { rescaleSlope: 2, rescaleIntercept: -1000, window })).toEqual([0, 128, 255]);
});

test('a modality table comes before a VOI table, and values beyond a table take its ends', () => {
  // Modality: input 10, 11, 12 -> 100, 200, 300; below -> 100, above -> 300. VOI (8 bits): 100..300 -> entry (v - 100) / 100 * 127 by table
  const modalityLut = { firstInput: 10, entries: Uint16Array.of(100, 200, 300), bits: 16 };
  const voiLut = { firstInput: 100, entries: Uint16Array.from({ length: 201 }, (_, index) => index), bits: 8 };
  expect(greys(Uint16Array.of(0, 10, 11, 12, 99), { modalityLut, voiLut })).toEqual([0, 0, 100, 200, 200]);
});

test('without window or table the image spans all grey levels, and 8-bit images stay as they are', () => {
  // 1000, 1500, 2000 -> 0, 127.5 -> 128, 255
  expect(greys(Uint16Array.of(1000, 1500, 2000), {})).toEqual([0, 128, 255]);
  expect(greys(Int16Array.of(-500, 0, 500), {})).toEqual([0, 128, 255]);
  expect(greys(Uint8Array.of(10, 20, 30), {})).toEqual([10, 20, 30]);
  expect(greys(Uint16Array.of(7, 7), {})).toEqual([0, 0]);
});

test('MONOCHROME1 is inverted', () => {
  expect(greys(Uint8Array.of(0, 10, 255), { inverted: true })).toEqual([255, 245, 0]);
});

test('padding is black and does not count for the range', () => {
  expect(greys(Uint16Array.of(0, 1000, 2000, 65_535), { padding: [65_535, 65_535] })).toEqual([0, 128, 255, 0]);
  expect(greys(Int16Array.of(-2000, -1990, 0, 100), { padding: [-2000, -1990], inverted: true })).toEqual([0, 0, 255, 0]);
});
