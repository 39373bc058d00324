import { describe, expect, test } from 'vitest';
import { colourMaps, colourOf, cssRamp } from '../../src/renderer/viewer/colour-maps';
import { contourRings, pathOf } from '../../src/renderer/viewer/contour';
import { tagRows, toggled, withoutNames } from '../../src/renderer/viewer/tag-rows';
import { calibrated, pixelsPerMillimetreOf, trueScale } from '../../src/renderer/viewer/true-size';
import { unusedWindowWords } from '../../src/renderer/viewer/looks-wording';
import { fileOf, idOf, nameOf, sentenceOn, withoutPatient } from '../../src/renderer/format';
import type { TagElement } from '../../src/shared/image-tags';
import { colourMapNames } from '../../src/shared/settings';

describe('colour maps', () => {
  /** Relative luminance of sRGB (WCAG 2.2). */
  const luminance = (colour: readonly number[]): number => {
    const linear = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  };

  test('each map grows lighter all the way, so that its order shows without its hues', () => {
    for (const name of colourMapNames) {
      const steps = Array.from({ length: 51 }, (_, step) => luminance(colourOf(name, step / 50)));
      expect(
        steps.every((value, step) => step === 0 || value > (steps[step - 1] ?? 1)),
        name,
      ).toBe(true);
    }
  });

  test('values lie between anchors, and beyond the ends are the ends', () => {
    // Half way from (64, 64, 64) to (255, 255, 255): 159.5.
    expect([colourOf('greys', 0.5), colourOf('viridis', -1), colourOf('viridis', 2)]).toEqual([
      [160, 160, 160],
      colourMaps.viridis[0],
      colourMaps.viridis.at(-1),
    ]);
    expect(cssRamp('greys')).toBe('linear-gradient(90deg, rgb(64 64 64), rgb(255 255 255))');
  });
});

describe('outline', () => {
  const region = { x: 10, y: 20, width: 30, height: 30 };
  const map = (...values: number[]) => ({ width: 3, height: 3, values: Float32Array.from(values), region });

  test('around one strong cell runs a ring half way to its neighbours', () => {
    // Centres 10 pixels apart, the strong one at (25, 35): at level 0.5 the ring lies 5 pixels from it.
    const rings = contourRings(map(0, 0, 0, 0, 1, 0, 0, 0, 0), 0.5);
    expect(rings.map((ring) => new Set(ring.map(({ x, y }) => `${x} ${y}`)))).toEqual([new Set(['25 30', '30 35', '25 40', '20 35'])]);
    expect(pathOf(rings)).toMatch(/^M[\d. L]+Z$/);
  });

  test('at the edge of the map it is closed along the edge', () => {
    const [ring = [], ...others] = contourRings(map(1, 0, 0, 0, 0, 0, 0, 0, 0), 0.5);
    const [xs, ys] = [ring.map(({ x }) => x), ring.map(({ y }) => y)];
    // From the corner of the region (10, 20) to half way between the first and second centres, 15 and 25.
    expect([others.length, Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).toEqual([0, 10, 20, 20, 30]);
  });

  test('two cells corner to corner are two rings, or one where the middle is strong enough', () => {
    const weak = map(1, 0, 0, 0, 1, 0, 0, 0, 0);
    const strong = map(1, 0.4, 0, 0.4, 1, 0, 0, 0, 0);
    expect([contourRings(weak, 0.6).length, contourRings(strong, 0.6).length]).toEqual([2, 1]);
  });

  test('where all is weaker there is nothing, and where all is stronger the whole map is outlined', () => {
    const [ring = []] = contourRings(map(1, 1, 1, 1, 1, 1, 1, 1, 1), 0.5);
    expect([contourRings(map(0, 0, 0, 0, 0, 0, 0, 0, 0), 0.5), pathOf([]), Math.max(...ring.map(({ x }) => x))]).toEqual([[], '', 40]);
  });
});

describe('true size', () => {
  test('a millimetre of the image is a millimetre of the display, by the shorter spacing', () => {
    // 0.2 mm a pixel on a display of 4 pixels a millimetre: 0.8 canvas pixels an image pixel.
    expect([trueScale([0.2, 0.2], 4), trueScale([0.1, 0.2], 4)]).toEqual([0.8, 0.4]);
  });

  test('a display is known again by its size, and measured anew replaces what was', () => {
    const desk = { widthPixels: 1920, heightPixels: 1080 };
    const wall = { widthPixels: 3840, heightPixels: 2160 };
    const both = calibrated(calibrated([], desk, 3.6), wall, 6.1);
    expect([
      pixelsPerMillimetreOf(both, desk),
      pixelsPerMillimetreOf(calibrated(both, desk, 3.7), desk),
      pixelsPerMillimetreOf(both, { widthPixels: 1280, heightPixels: 800 }),
      calibrated(both, desk, 3.7).length,
    ]).toEqual([3.6, 3.7, null, 2]);
  });
});

describe('names and words', () => {
  const one = { studyId: 7, instanceId: 12, patientName: 'Miller, Ann', patientId: 'P1', originalName: 'miller.dcm' };

  test('while names are hidden a case is called by its number in the history', () => {
    expect([false, true].map((hidden) => [nameOf(one, hidden), idOf(one, hidden), fileOf(one, hidden)])).toEqual([
      ['Miller, Ann', 'P1', 'miller.dcm'],
      ['Case 7', '', 'image 12'],
    ]);
    expect([nameOf({ ...one, patientName: '' }, false), nameOf({ ...one, patientName: '', patientId: '' }, false)]).toEqual([
      'P1',
      'No patient name',
    ]);
  });

  test('a line of the list has no name, number or accession while they are hidden', () => {
    const row = { ...one, accessionNumber: 'A9' };
    expect([withoutPatient(row, false) === row, withoutPatient(row, true)]).toEqual([
      true,
      { ...row, patientName: 'Case 7', patientId: '', accessionNumber: '' },
    ]);
  });

  test('a sentence about an image does not give its file away', () => {
    const sentence = 'miller.dcm is cut short. Copy miller.dcm again.';
    expect([false, true].map((hidden) => sentenceOn(sentence, one, hidden))).toEqual([
      sentence,
      'image 12 is cut short. Copy image 12 again.',
    ]);
  });

  test('a window that is ignored says why', () => {
    expect([['-5'], [''], ['0', 'x']].map(unusedWindowWords)).toEqual([
      'The file’s window of width -5 is ignored',
      'The file’s window has no width and is ignored',
      '2 windows of the file cannot be used and are ignored',
    ]);
  });
});

describe('tags', () => {
  const plain: TagElement = {
    tag: '(0010,0010)',
    vr: 'PN',
    keyword: 'PatientName',
    creator: '',
    form: 'text',
    value: 'Miller^Ann',
    byteLength: 10,
    items: [],
  };
  const physician: TagElement = { ...plain, tag: '(0008,0090)', keyword: 'ReferringPhysicianName', value: 'House^G' };
  const code: TagElement = { ...plain, tag: '(0008,0100)', vr: 'SH', keyword: 'CodeValue', value: 'T-D3000' };
  const sequence: TagElement = {
    ...plain,
    tag: '(0008,2218)',
    vr: 'SQ',
    keyword: 'AnatomicRegionSequence',
    form: 'sequence',
    value: '',
    items: [[code, physician]],
  };
  const elements = [sequence, plain];
  const ids = (open: ReadonlySet<string>, query: string): readonly string[] => tagRows(elements, open, query).map(({ id }) => id);

  test('sequences start closed, open with their items, and close again', () => {
    const [head] = tagRows(elements, new Set(), '');
    if (head === undefined) throw new Error('no row');
    const opened = toggled(new Set(), head);
    expect([ids(new Set(), ''), ids(opened, ''), ids(toggled(opened, head), '')]).toEqual([
      ['0', '1'],
      ['0', '0/0', '0/0/0', '0/0/1', '1'],
      ['0', '1'],
    ]);
    const item = tagRows(elements, opened, '')[1];
    if (item === undefined) throw new Error('no item');
    expect(ids(toggled(opened, item), '')).toEqual(['0', '0/0', '1']);
  });

  test('search looks at tags, keywords and values at every depth, and shows what a hit lies in', () => {
    expect([
      ids(new Set(), 't-d3'),
      ids(new Set(), '0008,0090'),
      ids(new Set(), '00100010'),
      ids(new Set(), 'patientname'),
      ids(new Set(), 'zz'),
    ]).toEqual([['0', '0/0', '0/0/0'], ['0', '0/0', '0/0/1'], ['1'], ['1'], []]);
  });

  test('while names are hidden no name is shown or found, in sequences neither', () => {
    const hidden = withoutNames(elements, 'hidden');
    expect([JSON.stringify(hidden).match(/Miller|House/), tagRows(hidden, new Set(), 'house'), hidden[0]?.items[0]?.[0]?.value]).toEqual([
      null,
      [],
      'T-D3000',
    ]);
  });
});
