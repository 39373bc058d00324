import { decode as decodePng } from 'fast-png';
import { expect, test } from 'vitest';
import { thumbnailPng } from '../../src/main/dicom/thumbnail';

test('the longest side becomes 96 pixels, each the mean of those it covers', () => {
  // 192 x 96 halves to 96 x 48: the cell of 10, 20 / 30, 40 becomes 25.
  const values = Uint8Array.from({ length: 192 * 96 }, (_, at) => 10 + 10 * (at % 2) + 20 * (Math.floor(at / 192) % 2));
  const { width, height, data, channels } = decodePng(thumbnailPng({ width: 192, height: 96, values }));
  expect({ width, height, channels, levels: [...new Set(data)] }).toEqual({ width: 96, height: 48, channels: 1, levels: [25] });
});

test('a small image keeps its size', () => {
  const values = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const { width, height, data } = decodePng(thumbnailPng({ width: 3, height: 2, values }));
  expect({ width, height, data: [...data] }).toEqual({ width: 3, height: 2, data: [...values] });
});
