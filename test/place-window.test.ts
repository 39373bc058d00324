import { expect, test } from 'vitest';
import { placeBeside } from '../src/main/place-window';

const left = { id: 1, workArea: { x: 0, y: 24, width: 1920, height: 1056 } };
const right = { id: 2, workArea: { x: 1920, y: 0, width: 2048, height: 2560 } };

test('a second window fills the display that the main one does not lie on', () => {
  expect([placeBeside([left, right], 1), placeBeside([left, right], 2)]).toEqual([right.workArea, left.workArea]);
});

test('on the only display it leaves the main window’s upper left corner in sight', () => {
  expect(placeBeside([left], 1)).toEqual({ x: 384, y: 235, width: 1536, height: 845 });
});
