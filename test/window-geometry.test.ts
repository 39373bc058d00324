import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGeometry, usableBounds, writeGeometry, type WindowGeometry } from '../src/main/window-geometry';
import { temporaryFolder } from './store/builders';

const geometry: WindowGeometry = { bounds: { x: 2000, y: 100, width: 1280, height: 800 }, maximized: false };
const laptop = { x: 0, y: 0, width: 1920, height: 1040 };
const monitor = { x: 1920, y: 0, width: 2560, height: 1400 };

test('a window opens where it was, as long as that display is there', () => {
  expect([usableBounds(geometry, [laptop, monitor]), usableBounds(geometry, [laptop]), usableBounds(geometry, [])]).toEqual([
    geometry.bounds,
    null,
    null,
  ]);
});

test('of a window at a display’s edge enough must be seen, and none is larger than its display', () => {
  const at = (x: number, width: number): WindowGeometry => ({ bounds: { x, y: 0, width, height: 3000 }, maximized: false });
  // 1920 - 1720 = 200 pixels are in sight of the first, 199 of the second.
  expect([usableBounds(at(1720, 1280), [laptop]), usableBounds(at(1721, 1280), [laptop]), usableBounds(at(-100, 4000), [laptop])]).toEqual([
    { x: 1720, y: 0, width: 1280, height: 1040 },
    null,
    { x: -100, y: 0, width: 1920, height: 1040 },
  ]);
});

test('what was kept comes back, nothing half written stays, and what means nothing counts as nothing', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'window-geometry.json');
  const none = readGeometry(file);
  writeGeometry(file, geometry);
  const kept = [readGeometry(file), readdirSync(folder)];
  writeFileSync(file, '{"bounds":{"x":1e9}}');
  expect([none, kept, readGeometry(file)]).toEqual([null, [geometry, ['window-geometry.json']], null]);
});
