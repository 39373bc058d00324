import { describe, expect, test } from 'vitest';
import { colourOf } from '../../src/renderer/viewer/colour-maps';
import { heatmapPixels, rampAlpha } from '../../src/renderer/viewer/heatmap-picture';
import { withinValues } from '../../src/renderer/viewer/file-windows';
import { libraryChange, placementOf, viewOf } from '../../src/renderer/viewer/library-viewport';
import type { Image, Viewport } from '../../src/renderer/viewer/cornerstone-types';
import { describeTurns, edgesInView, sidesOf } from '../../src/renderer/viewer/orientation';
import { toolForButton, wheelAction } from '../../src/renderer/viewer/pointer-gestures';
import { measureGreys, presetWindow } from '../../src/renderer/viewer/window-presets';

describe('greys and presets', () => {
  // A ramp between two borders: 100 pixels of 0 and of 4095, and each of 1000 to 2000 once.
  const ramp = [...Array<number>(100).fill(0), ...Array.from({ length: 1001 }, (_, step) => 1000 + step), ...Array<number>(100).fill(4095)];
  const greys = measureGreys(ramp, { slope: 1, intercept: 0 }, 12, false);

  test('the darkest and brightest values do not move the percentiles', () => {
    expect({ ...greys, percentiles: [0, 1, 50, 99, 100].map((percent) => greys.percentiles[percent]) }).toEqual({
      minimum: 0,
      maximum: 4095,
      bitsStored: 12,
      percentiles: [1000, 1010, 1500, 1990, 2000],
    });
  });

  test('each preset is a window over its part of the spread', () => {
    const windows = (['default', 'lung', 'mediastinum', 'bone', 'full'] as const).map((name) => presetWindow(name, greys, null));
    expect(windows).toEqual([
      { centre: 1500, width: 980 },
      { centre: 1315, width: 610 },
      { centre: 1685, width: 610 },
      { centre: 1810, width: 380 },
      { centre: 2047.5, width: 4095 },
    ]);
  });

  test('the default is what the file asks for, and eight bits without a window are shown whole', () => {
    const eight = measureGreys([0, 10, 20, 255], { slope: 1, intercept: 0 }, 8, false);
    expect([presetWindow('default', greys, { centre: 40, width: 400 }), presetWindow('default', eight, null)]).toEqual([
      { centre: 40, width: 400 },
      { centre: 127.5, width: 255 },
    ]);
  });

  test('a window through which nothing of the image would be seen is left out, and told', () => {
    const window = (centre: number, width: number) => ({ centre, width, name: '' });
    const windows = [window(60_000, 10), window(2000, 400), window(5000, 1000), window(-300, 200)];
    const left = (shape: 'LINEAR' | 'SIGMOID') => {
      const found = withinValues({ windows, shape, unusableWidths: ['-4'] }, greys);
      return [found.windows.map(({ centre }) => centre), found.unusableWidths];
    };
    expect([left('LINEAR'), left('SIGMOID')]).toEqual([
      [[2000], ['-4', '10', '1000', '200']],
      // A sigmoid reaches further: that of 1000 about 5000 down to 3500, that of 200 about -300 up to 0, which is the image's end.
      [
        [2000, 5000],
        ['-4', '10', '200'],
      ],
    ]);
    expect(withinValues({ windows, shape: 'LINEAR', unusableWidths: [] }, { minimum: 7, maximum: 7 }).windows).toEqual(windows);
  });

  test('where high values are dark, the lung window lies at the high end', () => {
    const turned = measureGreys(ramp, { slope: 1, intercept: 0 }, 12, true);
    expect(presetWindow('lung', turned, null)).toEqual({ centre: 1685, width: 610 });
  });

  test('a falling rescale turns the order around', () => {
    const falling = measureGreys([0, 10, 20, 30, 40], { slope: -1, intercept: 40 }, 8, false);
    expect([falling.minimum, falling.maximum, falling.percentiles[0], falling.percentiles[100]]).toEqual([0, 40, 10, 30]);
  });

  test('rescale is applied, and an image of one value still has a window', () => {
    const flat = measureGreys([7, 7, 7], { slope: 2, intercept: -4 }, 8, false);
    expect(presetWindow('full', flat, null)).toEqual({ centre: 10, width: 1 });
  });
});

describe('heatmap picture', () => {
  test('nothing is drawn for faint values or below the threshold, and opacity grows with the value', () => {
    expect([0, 0.15, 0.575, 1].map((value) => Math.round(rampAlpha(value, 0) * 1000))).toEqual([0, 0, 500, 1000]);
    expect([0.57, 0.575].map((value) => Math.round(rampAlpha(value, 0.575) * 1000))).toEqual([0, 500]);
  });

  test('the first map runs from dark violet to pale yellow', () => {
    expect([colourOf('inferno', 0), colourOf('inferno', 1), colourOf('inferno', 7)]).toEqual([
      [87, 16, 110],
      [252, 255, 164],
      [252, 255, 164],
    ]);
  });

  test('values are interpolated before they are coloured', () => {
    const heatmap = { width: 2, height: 1, values: Float32Array.of(0, 1), region: { x: 0, y: 0, width: 2, height: 2 } };
    const pixels = heatmapPixels(heatmap, 4, 'viridis', 0.5);
    // Cell centres lie at 0.5 and 1.5; four pixels a row lie at 0.25, 0.75, 1.25, 1.75: values 0, 0.25, 0.75, 1.
    const firstRow = [0, 1, 2, 3].map((column) => [...pixels.subarray(column * 4, column * 4 + 4)]);
    // Coloured in 256 steps.
    const steps = [0, 64 / 255, 191 / 255, 1];
    const expected = steps.map((value) => [...colourOf('viridis', value), Math.round(rampAlpha(value, 0.5) * 255)]);
    expect({ firstRow, length: pixels.length }).toEqual({ firstRow: expected, length: 64 });
  });
});

describe('orientation', () => {
  const frontal = { top: 'H', right: 'L', bottom: 'F', left: 'R' };
  const still = { rotation: 0, flippedHorizontally: false, flippedVertically: false, inverted: false } as const;

  test('Patient Orientation names the right and the bottom edge', () => {
    const silent = { top: '', right: '', bottom: '', left: '' };
    expect(['L\\F', '', 'X\\Y'].map(sidesOf)).toEqual([frontal, silent, silent].map((edges) => ({ edges, contradictory: false })));
  });

  test('sides that cannot be are not shown, and told', () => {
    const stated = ['L\\R', 'L\\L', 'LR\\F', 'F\\H', 'LA\\FA', 'L', 'A\\F'];
    expect(stated.map((orientation) => [orientation, sidesOf(orientation).contradictory, sidesOf(orientation).edges.right])).toEqual([
      ['L\\R', true, ''],
      ['L\\L', true, ''],
      ['LR\\F', true, ''],
      ['F\\H', true, ''],
      ['LA\\FA', false, 'LA'],
      ['L', false, 'L'],
      ['A\\F', false, 'A'],
    ]);
  });

  test('the letters follow flips and turns', () => {
    expect([
      edgesInView(frontal, { ...still, flippedHorizontally: true }),
      edgesInView(frontal, { ...still, rotation: 90 }),
      edgesInView(frontal, { ...still, rotation: 270, flippedVertically: true }),
    ]).toEqual([
      { top: 'H', right: 'R', bottom: 'F', left: 'L' },
      { top: 'R', right: 'H', bottom: 'L', left: 'F' },
      { top: 'L', right: 'H', bottom: 'R', left: 'F' },
    ]);
  });

  test('a turned image says so in the fewest words', () => {
    expect([
      describeTurns(still),
      describeTurns({ ...still, flippedHorizontally: true }),
      describeTurns({ ...still, flippedVertically: true }),
      describeTurns({ ...still, flippedHorizontally: true, flippedVertically: true, rotation: 180 }),
      describeTurns({ ...still, rotation: 90, inverted: true }),
    ]).toEqual(['', 'Mirrored', 'Mirrored, rotated 180°', '', 'Rotated 90°, inverted']);
  });
});

describe('mouse and touchpad', () => {
  test('buttons start the tools of the field', () => {
    expect([toolForButton(0, false, 'window'), toolForButton(0, true, 'window'), toolForButton(1, false, 'zoom')]).toEqual([
      'window',
      'pan',
      'pan',
    ]);
    expect([toolForButton(2, false, 'pan'), toolForButton(3, false, 'pan')]).toEqual(['zoom', null]);
  });

  test('a notch zooms, a pinch zooms faster, two fingers sideways pan', () => {
    const turn = { deltaX: 0, deltaY: 100, deltaMode: 0, ctrlKey: false };
    expect([wheelAction(turn), wheelAction({ ...turn, ctrlKey: true }), wheelAction({ ...turn, deltaX: -120 })]).toEqual([
      { zoom: Math.exp(-0.15) },
      { zoom: Math.exp(-1) },
      { pan: { x: 120, y: -100 } },
    ]);
  });
});

describe('the library viewport in the page’s terms', () => {
  const image: Image = {
    imageId: 'wadouri:dicom://instance/1',
    width: 300,
    height: 200,
    color: false,
    invert: true,
    slope: 1,
    intercept: 0,
    windowCenter: 40,
    windowWidth: 400,
    rowPixelSpacing: 0.1,
    columnPixelSpacing: 0.2,
    minPixelValue: 0,
    maxPixelValue: 4095,
    getPixelData: () => new Uint16Array(0),
  };
  const viewport: Viewport = {
    scale: 2,
    translation: { x: 1, y: 2 },
    voi: { windowWidth: 400, windowCenter: 40 },
    invert: true,
    pixelReplication: false,
    rotation: 90,
    hflip: true,
    vflip: false,
    voiLUT: undefined,
  };
  const view = viewOf(viewport, image);

  test('an untouched MONOCHROME1 image is not inverted', () => {
    expect(view).toEqual({
      scale: 2,
      pan: { x: 1, y: 2 },
      rotation: 90,
      flippedHorizontally: true,
      flippedVertically: false,
      inverted: false,
      window: { centre: 40, width: 400 },
      shape: 'LINEAR',
      sharpening: 'off',
    });
  });

  test('a look-up table of the file counts until a window takes its place', () => {
    expect([
      viewOf({ ...viewport, voiLUT: { firstValueMapped: 0, numBitsPerEntry: 8, lut: [0] } }, image).window,
      libraryChange({ window: { centre: 5, width: 9 }, shape: 'SIGMOID', inverted: true }, image),
    ]).toEqual([null, { voi: { windowCenter: 5, windowWidth: 9 }, voiFunction: 'SIGMOID', voiLUT: undefined, invert: false }]);
  });

  test('non-square pixels are stretched along the wider side', () => {
    const { stretchX, stretchY, imageWidth, canvasHeight } = placementOf(view, image, { width: 640, height: 480 });
    expect({ stretchX, stretchY, imageWidth, canvasHeight }).toEqual({ stretchX: 2, stretchY: 1, imageWidth: 300, canvasHeight: 480 });
  });
});
