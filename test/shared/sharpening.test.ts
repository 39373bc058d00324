import { expect, test } from 'vitest';
import { sharpen, sharpenAs } from '../../src/shared/sharpening';

const columns = (width: number, height: number, valueOf: (x: number) => number) => ({
  width,
  height,
  values: Uint16Array.from({ length: width * height }, (_, at) => valueOf(at % width)),
});

test('at the image’s own size it is the screen’s sharpening itself', () => {
  const picture = columns(12, 6, (x) => (x < 5 ? 10 : 400));
  expect(sharpenAs({ strength: 'strong', level: 0 }, picture, [0, 4095])).toEqual(sharpen(picture, 'strong', [0, 4095]));
});

test('what was added to a halved picture is interpolated between its pixels’ centres', () => {
  // Halved twice, columns of four are one: 1000 six times, then 1100. The mean around the last 1000 is 1040, so mild (0.7) takes 28 away there;
  // beyond the edge it adds 28. Two columns away the mean is 1020: 14.
  const picture = columns(48, 48, (x) => (x < 24 ? 1000 : 1100));
  const { values } = sharpenAs({ strength: 'mild', level: 2 }, picture, [0, 4095]);
  // Their centres lie between columns 21 and 22 and between 25 and 26.
  const added = (x: number): number => (values[24 * 48 + x] ?? 0) - (x < 24 ? 1000 : 1100);
  expect([0, 19, 21, 22, 23, 24, 26, 47].map(added)).toEqual([0, -19, -26, -21, -7, 7, 26, 0]);
});

test('nothing leaves the range of the image', () => {
  const picture = columns(48, 48, (x) => (x < 24 ? 1000 : 1100));
  const { values } = sharpenAs({ strength: 'strong', level: 1 }, picture, [1000, 1100]);
  expect([Math.min(...values), Math.max(...values)]).toEqual([1000, 1100]);
});
