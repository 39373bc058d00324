import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { displayedPicture, type PictureLayers } from '../../src/main/picture/displayed-picture';
import { oriented, orientedMatrix, orientedRectangle, type Orientation, type Picture } from '../../src/main/picture/orient';
import { plainGrey, type StoredPixels } from '../../src/main/dicom/stored-pixels';
import { imageToCanvas, rectangleOnCanvas } from '../../src/renderer/viewer/overlay-geometry';
import { transformPoint } from '../../src/shared/matrix';
import { asInFile } from '../../src/shared/displayed-view';
import type { MarkedImage } from '../../src/shared/mark-words';
import type { Mark, MarkShape } from '../../src/shared/marks';

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

test('a mark’s points lie where the viewer puts them', () => {
  for (const orientation of every) {
    const viewer = imageToCanvas(placement(orientation, 100, 80));
    const point = { x: 10, y: 30 };
    expect(transformPoint(orientedMatrix({ width: 100, height: 80 }, orientation), point)).toEqual(transformPoint(viewer, point));
  }
});

const image: MarkedImage = { pixelSpacing: [0.2, 0.2], pixelSpacingKind: 'detector', pixelAspect: null, viewPosition: 'PA' };
const nothing: PictureLayers = { overlay: null, marks: { marks: [], image, language: 'en' } };

const pixels = (values: Uint16Array, columns: number): StoredPixels => ({
  rows: values.length / columns,
  columns,
  values,
  bitsStored: 12,
  grey: plainGrey,
});

test('the picture has the reader’s window and inversion, in grey and 8 bits', () => {
  // LINEAR_EXACT, 1000 wide about 1500: (v - 1500) / 1000 + 0.5 of 255; 1200 is 0.2 of it, 51.
  const stored = pixels(Uint16Array.of(0, 1200, 1500, 4095), 2);
  const view = { ...asInFile, window: { centre: 1500, width: 1000, shape: 'LINEAR_EXACT' as const } };
  const shown = (changes: object): readonly number[] => [...decode(displayedPicture(stored, { ...view, ...changes }, nothing)).data];
  expect([shown({}), shown({ inverted: true }), shown({ rotation: 180 })]).toEqual([
    [0, 51, 128, 255],
    [255, 204, 128, 0],
    [255, 128, 51, 0],
  ]);
  expect(decode(displayedPicture(stored, view, nothing))).toMatchObject({ channels: 1, depth: 8, width: 2, height: 2 });
});

test('the overlay is blended as the viewer blends it, numbered frames go around the regions, and the original is left alone', () => {
  const values = new Uint16Array(64 * 64).fill(2000);
  const stored = pixels(values, 64);
  const levels = new Uint8Array(1024);
  // Value 1 is opaque red; all others are clear.
  levels.set([255, 0, 0, 255], 4 * 255);
  const heatmap = { width: 1, height: 1, values: Float32Array.of(1), region: { x: 0, y: 0, width: 32, height: 64 } };
  const view = { ...asInFile, window: { centre: 2000, width: 1000, shape: 'LINEAR_EXACT' as const } };
  const png = decode(
    displayedPicture(stored, view, {
      ...nothing,
      overlay: { levels, opacity: 0.5, heatmap, regions: [{ x: 40, y: 40, width: 20, height: 20 }] },
    }),
  );
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

describe('marks', () => {
  const side = 600;
  const black = pixels(new Uint16Array(side * side), side);
  const mark = (shape: MarkShape): Mark => ({ id: 'm', shape });
  const picture = (marks: readonly Mark[], view = asInFile) =>
    decode(
      displayedPicture(
        black,
        { ...view, window: { centre: 2000, width: 1000, shape: 'LINEAR' } },
        { overlay: null, marks: { marks, image, language: 'en' } },
      ),
    );
  type Png = ReturnType<typeof picture>;
  const at = (png: Png, x: number, y: number): readonly number[] => [...png.data.slice(3 * (y * side + x), 3 * (y * side + x) + 3)];
  /** Pixels of a part of the picture that are lit. */
  const lit = (png: Png, left: number, top: number, right: number, bottom: number): number => {
    let count = 0;
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) count += Number(at(png, x, y)[1] !== 0);
    return count;
  };
  // A line of 1.75 pixels covers the two beside it almost wholly.
  const ink = [0x8f, 0xd6, 0xff];
  const near = (found: readonly number[], wanted: readonly number[]): boolean =>
    found.every((value, channel) => Math.abs(value - (wanted[channel] ?? 0)) <= 70);

  test('a length is drawn along its points with its figure beside it, and the label moves with its end', () => {
    const png = picture([mark({ kind: 'length', from: { x: 10, y: 40 }, to: { x: 60, y: 40 } })]);
    expect([png.channels, near(at(png, 30, 40), ink), near(at(png, 30, 39), ink), at(png, 30, 60)]).toEqual([3, true, true, [0, 0, 0]]);
    expect([lit(png, 70, 34, 260, 48) > 300, lit(png, 0, 60, side, side)]).toEqual([true, 0]);
  });

  test('it follows flips and turns, and its letters stay upright', () => {
    const length = mark({ kind: 'length', from: { x: 10, y: 40 }, to: { x: 60, y: 40 } });
    // A quarter turn clockwise brings (x, y) to (600 - y, x). A label that would leave the picture moves in.
    const png = picture([length], { ...asInFile, rotation: 90 });
    expect([near(at(png, 560, 30), ink), near(at(png, 559, 30), ink), at(png, 100, 30)]).toEqual([true, true, [0, 0, 0]]);
    const letters = lit(png, 380, 58, 592, 72);
    const upright = picture([mark({ kind: 'text', at: { x: 40, y: 160 }, text: '10.0 mm at the detector' })]);
    expect([letters > 300, lit(upright, 38, 145, 190, 166) > 150]).toEqual([true, true]);
  });

  test('a box has the colour of the verdict’s; what was written with angle brackets stays text', () => {
    const box = picture([mark({ kind: 'box', area: { x: 50, y: 60, width: 40, height: 40 } })]);
    expect([near(at(box, 50, 80), [0xa8, 0xf0, 0xa0]), at(box, 70, 80)]).toEqual([true, [0, 0, 0]]);
    const written = picture([mark({ kind: 'text', at: { x: 20, y: 100 }, text: '<b>&\u0007"' })]);
    expect(lit(written, 18, 85, 80, 106) > 60).toBe(true);
  });
});

test('what sharpening brought out on the screen is in the picture', () => {
  // An edge of 40 values: a pixel beside it differs from the mean around it by two fifths of them, of which mild adds 0.7: 11.2.
  const values = Uint16Array.from({ length: 400 }, (_, at) => (at % 20 < 10 ? 100 : 140));
  const view = {
    ...asInFile,
    window: { centre: 127.5, width: 255, shape: 'LINEAR_EXACT' as const },
    sharpening: { strength: 'mild', level: 0 } as const,
  };
  const wide = Uint16Array.from(values);
  wide[0] = 0;
  wide[399] = 255;
  const { data } = decode(displayedPicture(pixels(wide, 20), view, nothing));
  expect([...data.slice(206, 214)]).toEqual([100, 100, 94, 89, 151, 146, 140, 140]);
});
