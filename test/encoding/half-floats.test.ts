import { expect, test } from 'vitest';
import { fromHalfFloats, toHalfFloats } from '../../src/main/encoding/half-floats';

// From IEEE 754's binary16: 1 = 2 ** 0, exponent 15, fraction 0: 15 * 1024 = 0x3c00. 65504 = 2047 * 2 ** 5: 30 * 1024 + 1023. 2 ** -14 is the
// smallest with an exponent of its own (0x0400), 2 ** -24 the smallest at all. 0.1 = 1638.4 * 2 ** -14: 1638, exponent 11: 11 * 1024 + 614.
test.each([
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [0.1, 0x2e66],
  [65504, 0x7bff],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [1023 * 2 ** -24, 0x03ff],
  // Halfway between two: the even one. 1 + 2 ** -11 lies between 0x3c00 and 0x3c01, 1 + 3 * 2 ** -11 between 0x3c01 and 0x3c02.
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [2 ** -25, 0x0000],
  [3 * 2 ** -25, 0x0002],
  // Rounded up into the next exponent: 2 - 2 ** -12 is nearer to 2 than to 2 - 2 ** -10.
  [2 - 2 ** -12, 0x4000],
])('%d is %i as a 16-bit float', (value, half) => {
  expect([...toHalfFloats(Float32Array.of(value))]).toEqual([half]);
});

test('every 16-bit float that is a number comes back as itself', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, half) => half);
  const finite = all.filter((half) => ((half >> 10) & 31) !== 31);
  expect(finite.length).toBe(63488);
  expect(toHalfFloats(fromHalfFloats(finite))).toEqual(finite);
  expect([...fromHalfFloats(Uint16Array.of(0x7c00, 0xfc00, 0x7e00))]).toEqual([Infinity, -Infinity, NaN]);
});

test.each([65505, -1e9, Infinity, NaN])('%d has none', (value) => {
  expect(() => toHalfFloats(Float32Array.of(value))).toThrow('has no 16-bit float');
});
