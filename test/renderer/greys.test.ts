import { describe, expect, test } from 'vitest';
import { readFileWindows } from '../../src/renderer/viewer/file-windows';
import { GreyPyramid, levelFor } from '../../src/shared/grey-pyramid';
import { type GreyMapping, levelTable, voiTableOf } from '../../src/renderer/viewer/level-table';
import { freeKey, ownWindow, positionOf, relativeTo, valueAt } from '../../src/renderer/viewer/own-presets';
import { nextSharpening, sharpen } from '../../src/shared/sharpening';
import { measureGreys, shapeOf } from '../../src/renderer/viewer/window-presets';
import type { VoiFunction } from '../../src/shared/voi';

const header = (values: Readonly<Record<string, string>>) => ({ string: (tag: string) => values[tag] });

describe('windows of the file', () => {
  test('several windows are read with their names and their function', () => {
    const stated = header({ x00281050: '2048\\1500', x00281051: '4096\\ 800', x00281055: 'NORMAL\\HARDER ', x00281056: 'SIGMOID' });
    expect(readFileWindows(stated)).toEqual({
      windows: [
        { centre: 2048, width: 4096, name: 'NORMAL' },
        { centre: 1500, width: 800, name: 'HARDER' },
      ],
      shape: 'SIGMOID',
      unusableWidths: [],
    });
  });

  test('a width that means nothing leaves its window out, and is told', () => {
    expect(readFileWindows(header({ x00281050: '40\\50\\60\\70\\80', x00281051: '-5\\0\\0.5\\x\\400' }))).toEqual({
      windows: [{ centre: 80, width: 400, name: '' }],
      shape: 'LINEAR',
      unusableWidths: ['-5', '0', '0.5', 'x'],
    });
  });

  test('a file without windows has none, and LINEAR_EXACT allows a width below 1', () => {
    expect(readFileWindows(header({})).windows).toEqual([]);
    const exact = readFileWindows(header({ x00281050: '0.25', x00281051: '0.5', x00281056: 'LINEAR_EXACT' }));
    expect(exact.windows).toEqual([{ centre: 0.25, width: 0.5, name: '' }]);
  });

  test('names in UTF-8 and Latin-1 are read; of other sets none is shown rather than a wrong one', () => {
    const bytes = String.fromCharCode(...new TextEncoder().encode('härter'));
    const window = { x00281050: '1', x00281051: '2' };
    expect(
      [
        { ...window, x00281055: bytes, x00080005: 'ISO_IR 192' },
        { ...window, x00281055: 'h\xe4rter' },
        { ...window, x00281055: '\x1b$B9E\x1b(B' },
      ].map((values) => readFileWindows(header(values)).windows[0]?.name),
    ).toEqual(['härter', 'härter', '']);
  });

  test('the curve is the file’s for its own windows, exact for others, sigmoid where anyone asks for it', () => {
    const cases: [boolean, VoiFunction, 'linear' | 'sigmoid' | null][] = [
      [true, 'LINEAR', null],
      [false, 'LINEAR', null],
      [false, 'SIGMOID', null],
      [true, 'SIGMOID', 'linear'],
      [true, 'LINEAR', 'sigmoid'],
      [true, 'LINEAR_EXACT', 'linear'],
    ];
    expect(cases.map((one) => shapeOf(...one))).toEqual(['LINEAR', 'LINEAR_EXACT', 'SIGMOID', 'LINEAR_EXACT', 'SIGMOID', 'LINEAR_EXACT']);
  });
});

describe('from stored values to greys', () => {
  const plain: GreyMapping = {
    range: [-2, 2],
    slope: 1,
    intercept: 0,
    modalityLut: null,
    voi: { window: { center: 0, width: 4, shape: 'LINEAR_EXACT' } },
    inverted: false,
    padding: null,
  };
  const greys = (mapping: GreyMapping): number[] => [...levelTable(mapping)].map((word) => word & 0xff);

  test('the table begins at the smallest stored value and is opaque grey', () => {
    // Exact window from -2 to 2: ((x - 0) / 4 + 0.5) * 255 = 0, 63.75, 127.5, 191.25, 255.
    expect([...levelTable(plain)]).toEqual([0xff000000, 0xff404040, 0xff808080, 0xffbfbfbf, 0xffffffff]);
  });

  test('rescale, inversion and the sigmoid', () => {
    // 2 x + 1 = -3, -1, 1, 3, 5, as LINEAR around 1.5 of width 9: ((v - 1) / 8 + 0.5) * 255 = 0, 63.75, 127.5, 191.25, 255; inverted.
    const rescaled = { slope: 2, intercept: 1, voi: { window: { center: 1.5, width: 9, shape: 'LINEAR' } }, inverted: true } as const;
    // 255 / (1 + exp(-x)) at -2 … 2 (width 4): 30.4, 68.6, 127.5, 186.4, 224.6.
    const sigmoid = { voi: { window: { center: 0, width: 4, shape: 'SIGMOID' } } } as const;
    expect([greys({ ...plain, ...rescaled }), greys({ ...plain, ...sigmoid })]).toEqual([
      [255, 191, 128, 64, 0],
      [30, 69, 128, 186, 225],
    ]);
  });

  test('tables of the file, and padding that stays black when inverted', () => {
    const modalityLut = { firstInput: -1, entries: [10, 20, 30], bits: 8 };
    const table = { firstInput: 10, entries: Array.from({ length: 21 }, (_, index) => index * 10), bits: 8 };
    // -2 and -1 become 10, 0 becomes 20, 1 and 2 become 30: entries 0, 100, 200.
    expect(greys({ ...plain, modalityLut, voi: { table } })).toEqual([0, 0, 100, 200, 200]);
    expect(greys({ ...plain, inverted: true, padding: [-9, -1] })).toEqual([0, 0, 128, 64, 0]);
  });

  test('a table whose entries come nowhere near its stated bits is read by those it needs', () => {
    const bitsOf = (lut: number[], numBitsPerEntry: number): number => voiTableOf({ firstValueMapped: 0, numBitsPerEntry, lut }).bits;
    expect([bitsOf([0, 4095], 16), bitsOf([0, 4096], 16), bitsOf([0, 255], 8), bitsOf([0, 0], 16)]).toEqual([12, 16, 8, 1]);
  });
});

describe('own presets', () => {
  // A spread with a bend: 1000 to 1050 in the first half, 1050 to 1250 in the second.
  const percentiles = Array.from({ length: 101 }, (_, percent) => (percent <= 50 ? 1000 + percent : 1050 + (percent - 50) * 4));

  test('a position is a percentile between the ends and in proportion beyond them, and leads back', () => {
    const values = [950, 1000, 1025.5, 1050, 1052, 1250, 1300];
    const positions = values.map((value) => positionOf(value, percentiles));
    // Beyond: 50 of the spread of 250 is 20 per cent of it.
    expect(positions).toEqual([-20, 0, 25.5, 50, 50.5, 100, 120].map((position) => expect.closeTo(position, 9) as number));
    expect(positions.map((position) => valueAt(position, percentiles))).toEqual(values.map((value) => expect.closeTo(value, 9) as number));
  });

  test('a window kept on one image means the same on another, also where dense is low', () => {
    const greys = { minimum: 0, maximum: 4095, bitsStored: 12, percentiles };
    const kept = relativeTo(greys, { centre: 1037.5, width: 25 });
    const turned = measureGreys([0, 10, 20, 30, 40, 50], { slope: 1, intercept: 0 }, 8, true);
    // 1025 to 1050 are the percentiles 25 to 50. The whole spread is the whole spread where dense is low, too.
    expect([kept, ownWindow(greys, kept), relativeTo(turned, ownWindow(turned, { low: 0, high: 100 }))]).toEqual([
      { low: 25, high: 50 },
      { centre: 1037.5, width: 25 },
      { low: expect.closeTo(0, 9) as number, high: 100 },
    ]);
  });

  test('an image of one value still has a window', () => {
    const flat = { minimum: 7, maximum: 7, bitsStored: 8, percentiles: Array<number>(101).fill(7) };
    expect([ownWindow(flat, relativeTo(flat, { centre: 7, width: 1 })), positionOf(7, flat.percentiles)]).toEqual([
      { centre: 7, width: 1 },
      50,
    ]);
  });

  test('the first free key is taken, and a fifth preset has none', () => {
    const at = (...keys: ('6' | '7' | '8' | '9')[]) => keys.map((key) => ({ key, name: key, low: 0, high: 1, curve: 'linear' as const }));
    expect([freeKey([]), freeKey(at('6', '8')), freeKey(at('6', '7', '8', '9'))]).toEqual(['6', '7', null]);
  });
});

describe('smaller and sharper pictures', () => {
  test('each level is the mean of two by two pixels, at an odd edge of those that are there', () => {
    const pyramid = new GreyPyramid({ width: 3, height: 3, values: Int16Array.of(0, 2, 10, 4, 6, 20, -8, -4, 7) });
    // (0 + 2 + 4 + 6) / 4 = 3; (10 + 20) / 2 = 15; (-8 - 4) / 2 = -6; 7. Then (3 + 15 - 6 + 7) / 4 = 4.75.
    expect([pyramid.at(1), pyramid.at(2)]).toEqual([
      { width: 2, height: 2, values: Int16Array.of(3, 15, -6, 7) },
      { width: 1, height: 1, values: Int16Array.of(5) },
    ]);
  });

  test('a level is drawn between half and whole size', () => {
    const size = { width: 2048, height: 2500 };
    // 2048 halved five times is 64: no further.
    expect([2, 1, 0.51, 0.5, 0.3, 0.25, 0.001].map((scale) => levelFor(scale, size))).toEqual([0, 0, 0, 1, 1, 2, 5]);
  });

  test('unsharp masking adds the difference to the mean around, and stays within the range', () => {
    // A single 100 amid zeros, 5 by 5 around it all there: mean 4, so 100 + 0.7 * 96 = 167.2; its neighbours 0 - 0.7 * 4 = -2.8.
    const values = new Int16Array(49);
    values[24] = 100;
    const mild = sharpen({ width: 7, height: 7, values }, 'mild', [-200, 200]);
    // In the corner of a picture of 2 by 2 all four values count: mean 25, 100 + 1.8 * 75 = 235, 0 - 45, kept within 0 to 200.
    const corner = sharpen({ width: 2, height: 2, values: Uint8Array.of(100, 0, 0, 0) }, 'strong', [0, 200]);
    expect([mild.values[24], mild.values[16], mild.values[0], [...corner.values], values[24]]).toEqual([167, -3, 0, [200, 0, 0, 0], 100]);
  });

  test('a flat picture stays flat whatever its size, and off changes nothing', () => {
    const flat = { width: 4, height: 3, values: new Uint16Array(12).fill(500) };
    expect([[...sharpen(flat, 'strong', [0, 4095]).values], sharpen(flat, 'off', [0, 4095]) === flat]).toEqual([Array(12).fill(500), true]);
  });

  test('S goes from off by mild and strong back to off', () => {
    expect((['off', 'mild', 'strong'] as const).map(nextSharpening)).toEqual(['mild', 'strong', 'off']);
  });
});
