import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { displayedPicture } from '../../src/main/picture/displayed-picture';
import { oriented, orientedRectangle, type Orientation, type Picture } from '../../src/main/picture/orient';
import { plainGrey, type StoredPixels } from '../../src/main/dicom/stored-pixels';
import { imageToCanvas, rectangleOnCanvas, transformPoint } from '../../src/renderer/viewer/overlay-geometry';
import { asInFile } from '../../src/shared/displayed-view';

const every: readonly Orientation[] = ([0, 90, 180, 270] as const).flatMap((rotation) =>
  [false, true].flatMap((flippedHorizontally) =>
    [false, true].map((flippedVertically) => ({ rotation, flippedHorizontally, flippedVertically })),
  ),
);

/** 3 x 2 pixels, each its own value. */
const picture: Picture = { width: 3, height: 2, channels: 1, values: Uint8Array.of(1, 2, 3, 4, 5, 6) };

/** The viewer's own geometry at one canvas pixel an image pixel. */
function placement(orientation: Orientation, width: number, height: number) {
  const turned = orientation.rotation === 90 || orientation.rotation === 270;
  return {
    ...orientation,
    scale: 1,
    pan: { x: 0, y: 0 },
    canvasWidth: turned ? height : width,
    canvasHeight: turned ? width : height,
    imageWidth: width,
    imageHeight: height,
    stretchX: 1,
    stretchY: 1,
  };
}

test('every pixel lands where the viewer draws it, in all 16 orientations', () => {
  for (const orientation of every) {
    const turned = oriented(picture, orientation);
    const matrix = imageToCanvas(placement(orientation, 3, 2));
    const expected = new Uint8Array(6);
    picture.values.forEach((value, at) => {
      const { x, y } = transformPoint(matrix, { x: (at % 3) + 0.5, y: Math.floor(at / 3) + 0.5 });
      expected[Math.floor(y) * turned.width + Math.floor(x)] = value;
    });
    expect([orientation, [...turned.values]]).toEqual([orientation, [...expected]]);
  }
});

test('every region lies where the viewer draws it', () => {
  const region = { x: 10, y: 20, width: 30, height: 5 };
  for (const orientation of every) {
    expect([orientation, orientedRectangle({ width: 100, height: 80 }, orientation, region)]).toEqual([
      orientation,
      rectangleOnCanvas(placement(orientation, 100, 80), region),
    ]);
  }
});

const pixels = (values: Uint16Array, columns: number): StoredPixels => ({
  rows: values.length / columns,
  columns,
  values,
  bitsStored: 12,
  grey: plainGrey,
});

test('the picture has the reader’s window and inversion, in grey and 8 bits', () => {
  // Window 1000 wide about 1500: (v - 1500) / 1000 + 0.5 of 255; 1200 is 0.2 of it, 51.
  const stored = pixels(Uint16Array.of(0, 1200, 1500, 4095), 2);
  const view = { ...asInFile, window: { centre: 1500, width: 1000 } };
  const shown = (changes: object): readonly number[] => [...decode(displayedPicture(stored, { ...view, ...changes }, null)).data];
  expect([shown({}), shown({ inverted: true }), shown({ rotation: 180 })]).toEqual([
    [0, 51, 128, 255],
    [255, 204, 128, 0],
    [255, 128, 51, 0],
  ]);
  expect(decode(displayedPicture(stored, view, null))).toMatchObject({ channels: 1, depth: 8, width: 2, height: 2 });
});

test('the overlay is blended as the viewer blends it, numbered frames go around the regions, and the original is left alone', () => {
  const values = new Uint16Array(64 * 64).fill(2000);
  const stored = pixels(values, 64);
  const levels = new Uint8Array(1024);
  // Value 1 is opaque red; all others are clear.
  levels.set([255, 0, 0, 255], 4 * 255);
  const heatmap = { width: 1, height: 1, values: Float32Array.of(1), region: { x: 0, y: 0, width: 32, height: 64 } };
  const view = { ...asInFile, window: { centre: 2000, width: 1000 } };
  const png = decode(displayedPicture(stored, view, { levels, opacity: 0.5, heatmap, regions: [{ x: 40, y: 40, width: 20, height: 20 }] }));
  const at = (x: number, y: number): readonly number[] => [...png.data.slice(3 * (y * 64 + x), 3 * (y * 64 + x) + 3)];
  // Grey 128 under half of red: 128 / 2 + 255 / 2 = 191.5, 128 / 2 = 64.
  expect([png.channels, at(5, 5), at(50, 5), at(50, 40), at(56, 50)]).toEqual([
    3,
    [192, 64, 64],
    [128, 128, 128],
    [0xff, 0xe3, 0xa8],
    [128, 128, 128],
  ]);
  expect(values.every((value) => value === 2000)).toBe(true);
});
