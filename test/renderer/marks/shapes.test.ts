import { expect, test } from 'vitest';
import { labelPlace, pathOf, stepInImage } from '../../../src/shared/mark-drawing';
import { moved, pressed, released } from '../../../src/renderer/marks/draft';
import type { Draft } from '../../../src/renderer/marks/draft';
import { handlesOf, movedBy, shapeAround, withHandle } from '../../../src/renderer/marks/shapes';
import { imageToCanvas } from '../../../src/renderer/viewer/overlay-geometry';
import { markKinds } from '../../../src/shared/marks';
import type { ImagePoint, MarkShape } from '../../../src/shared/marks';
import { upright } from '../upright';

const bounds = { width: 200, height: 100 };
const box: MarkShape = { kind: 'box', area: { x: 10, y: 20, width: 30, height: 40 } };
const ratio: MarkShape = { kind: 'cardiothoracic-ratio', heart: { row: 50, from: 60, to: 110 }, thorax: { row: 60, from: 20, to: 150 } };

test('a handle moves its corner and keeps the opposite one, also across it', () => {
  // The opposite corner of the lower right one is (10, 20).
  expect([
    withHandle(box, 2, { x: 70, y: 90 }, bounds),
    withHandle(box, 2, { x: 4, y: 5 }, bounds),
    withHandle(box, 0, { x: 40, y: 30 }, bounds),
  ]).toEqual([
    { kind: 'box', area: { x: 10, y: 20, width: 60, height: 70 } },
    { kind: 'box', area: { x: 4, y: 5, width: 6, height: 15 } },
    // No wider than nothing: a pixel is kept.
    { kind: 'box', area: { x: 40, y: 30, width: 1, height: 30 } },
  ]);
});

test('the widths of the cardiothoracic ratio stay horizontal', () => {
  expect(withHandle(ratio, 3, { x: 160, y: 72 }, bounds)).toEqual({ ...ratio, thorax: { row: 72, from: 20, to: 160 } });
});

test('a mark moves as a whole and stops at the image’s edge without changing its form', () => {
  expect([
    movedBy(box, { x: 5, y: -7 }, bounds),
    movedBy(box, { x: -50, y: 300 }, bounds),
    movedBy(ratio, { x: 100, y: 0 }, bounds),
  ]).toEqual([
    { kind: 'box', area: { x: 15, y: 13, width: 30, height: 40 } },
    { kind: 'box', area: { x: 0, y: 60, width: 30, height: 40 } },
    // The thorax reaches to 150: 50 columns are left.
    { ...ratio, heart: { row: 50, from: 110, to: 160 }, thorax: { row: 60, from: 70, to: 200 } },
  ]);
});

test('every kind of mark can be put on by keyboard, inside the image', () => {
  const corner = markKinds.map((kind) => handlesOf(shapeAround(kind, { x: 195, y: 95 }, 20, bounds)));
  expect(corner.flat().filter(({ x, y }) => x < 0 || y < 0 || x > bounds.width || y > bounds.height)).toEqual([]);
});

const at = (x: number, y: number): ImagePoint => ({ x, y });

/** A stroke drawn by dragging. */
function drag(draft: Draft | null, kind: MarkShape['kind'], from: ImagePoint, to: ImagePoint): ReturnType<typeof released> {
  return released(moved(pressed(draft, kind, from), to), true);
}

test('a mark is drawn by one drag; an angle and the ratio by two', () => {
  const angle = drag(null, 'angle', at(0, 0), at(0, 50));
  const ratioSoFar = drag(null, 'cardiothoracic-ratio', at(60, 50), at(110, 57));
  expect([
    drag(null, 'length', at(1, 2), at(3, 4)),
    drag(null, 'box', at(40, 60), at(10, 20)),
    'draft' in angle ? released(pressed(moved(angle.draft, at(9, 9)), 'angle', at(30, 50)), false) : angle,
    'draft' in ratioSoFar ? drag(ratioSoFar.draft, 'cardiothoracic-ratio', at(20, 60), at(150, 40)) : ratioSoFar,
  ]).toEqual([
    { shape: { kind: 'length', from: at(1, 2), to: at(3, 4) } },
    { shape: box },
    { shape: { kind: 'angle', first: at(0, 0), vertex: at(0, 50), second: at(30, 50) } },
    { shape: ratio },
  ]);
});

test('a click begins a stroke that follows the pointer to the next click', () => {
  const clicked = released(pressed(null, 'length', at(1, 2)), false);
  const second = 'draft' in clicked ? released(pressed(moved(clicked.draft, at(8, 8)), 'length', at(9, 9)), false) : clicked;
  expect([second, released(pressed(null, 'text', at(5, 6)), false)]).toEqual([
    { shape: { kind: 'length', from: at(1, 2), to: at(9, 9) } },
    { shape: { kind: 'text', at: at(5, 6), text: '' } },
  ]);
});

test('marks are drawn where the image is, and their labels are not turned with it', () => {
  // Turned by 90 degrees: x' = 400 + 2 (50 - y), y' = 300 + 2 (x - 100); the box covers 380..460 x 120..180.
  const turned = imageToCanvas({ ...upright, rotation: 90 });
  expect([pathOf(box, imageToCanvas(upright), 1), pathOf(box, turned, 1), labelPlace(box, turned, 1)]).toEqual([
    'M 220 240 h 60 v 80 h -60 Z',
    'M 380 120 h 80 v 60 h -80 Z',
    { x: 380, y: 113 },
  ]);
});

test('an arrow key moves a mark towards where it points on the screen', () => {
  const right = { x: 10, y: 0 };
  const steps = [upright, { ...upright, rotation: 90 } as const, { ...upright, flippedHorizontally: true }].map((placement) => {
    const { x, y } = stepInImage(imageToCanvas(placement), right);
    return [x, y].map((step) => Math.round(step));
  });
  // Turned by 90 degrees clockwise, the screen's right is where the image's rows come from.
  expect(steps.map(([x, y]) => `${String(x)} ${String(y)}`)).toEqual(['10 0', '0 -10', '-10 0']);
});
