import { expect, test, type Locator, type Page } from '@playwright/test';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tags } from '../../src/main/dicom/tags';
import { writeDicom } from '../../src/main/dicom/write-dicom';
import type { Rectangle } from '../../src/shared/image';
import type { Mark, MarkShape } from '../../src/shared/marks';
import type { Verdict } from '../../src/shared/verdict';
import { startApplication, temporaryHome, type Running } from '../support/application';
import { seriousFindings } from '../support/axe';
import { drawn } from '../support/drawn';

// Marks and verdicts on a picture whose every pixel is known: a bright patch of 80 x 60 pixels at column 120, row 80.
test.describe.configure({ mode: 'serial' });

const patch: Rectangle = { x: 120, y: 80, width: 80, height: 60 };
const home = temporaryHome();
let running: Running;

/** 400 x 300 pixels; 0.16 mm in the patient, 0.2 mm at the detector. */
function writePatch(): string {
  const [columns, rows] = [400, 300];
  const pixels = Uint8Array.from({ length: columns * rows }, (_, index) => {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    const isInside = x >= patch.x && x < patch.x + patch.width && y >= patch.y && y < patch.y + patch.height;
    return isInside ? 255 : 20 + (x % 60);
  });
  const digitalXRay = '1.2.840.10008.5.1.4.1.1.1.1';
  const file = join(mkdtempSync(join(tmpdir(), 'pneumoscope-marks-')), 'patch.dcm');
  writeFileSync(
    file,
    writeDicom(digitalXRay, '1.2.826.0.1.3680043.10.9.1.1.1', [
      { tag: tags.sopClassUid, vr: 'UI', value: digitalXRay },
      { tag: tags.sopInstanceUid, vr: 'UI', value: '1.2.826.0.1.3680043.10.9.1.1.1' },
      { tag: tags.modality, vr: 'CS', value: 'DX' },
      { tag: tags.patientId, vr: 'LO', value: 'PATCH' },
      { tag: tags.imagerPixelSpacing, vr: 'DS', value: '0.2\\0.2' },
      { tag: tags.viewPosition, vr: 'CS', value: 'PA' },
      { tag: tags.studyInstanceUid, vr: 'UI', value: '1.2.826.0.1.3680043.10.9.1' },
      { tag: tags.seriesInstanceUid, vr: 'UI', value: '1.2.826.0.1.3680043.10.9.1.1' },
      { tag: tags.samplesPerPixel, vr: 'US', value: [1] },
      { tag: tags.photometricInterpretation, vr: 'CS', value: 'MONOCHROME2' },
      { tag: tags.rows, vr: 'US', value: [rows] },
      { tag: tags.columns, vr: 'US', value: [columns] },
      { tag: tags.pixelSpacing, vr: 'DS', value: '0.16\\0.16' },
      { tag: tags.bitsAllocated, vr: 'US', value: [8] },
      { tag: tags.bitsStored, vr: 'US', value: [8] },
      { tag: tags.highBit, vr: 'US', value: [7] },
      { tag: tags.pixelRepresentation, vr: 'US', value: [0] },
      { tag: tags.pixelData, vr: 'OB', value: pixels },
    ]),
  );
  return file;
}

test.beforeAll(async () => {
  running = await startApplication(home, [writePatch()]);
  await expect(running.page.locator('[data-image-state="shown"]')).toBeVisible();
});
test.afterAll(() => running.close());

async function storedMarks(page: Page): Promise<readonly MarkShape[]> {
  const reply = await page.evaluate(() => window.pneumoscope.request('marks.read', { instanceId: 1 }));
  return reply.ok ? reply.value.map(({ shape }: Mark) => shape) : [];
}

async function storedVerdict(page: Page): Promise<Verdict | null> {
  const reply = await page.evaluate(() => window.pneumoscope.request('verdict.read', { instanceId: 1 }));
  return reply.ok ? reply.value : null;
}

/** Where the bright patch lies in the window, found in the pixels that are on the screen once all that was asked for has been drawn. */
async function patchOnScreen(page: Page): Promise<Rectangle> {
  await drawn(page);
  return page.locator('canvas.cornerstone-canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: new Uint8ClampedArray() };
    let [left, top, right, bottom] = [canvas.width, canvas.height, 0, 0];
    for (let y = 0; y < canvas.height; y += 1)
      for (let x = 0; x < canvas.width; x += 1)
        if ((data[(y * canvas.width + x) * 4] ?? 0) > 170) {
          [left, top] = [Math.min(left, x), Math.min(top, y)];
          [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
        }
    const box = canvas.getBoundingClientRect();
    return { x: box.left + left, y: box.top + top, width: right - left, height: bottom - top };
  });
}

/** Where a mark's lines lie in the window. */
async function onScreen(mark: Locator): Promise<Rectangle> {
  return mark.locator('path.line').evaluate((path) => {
    const bounds = (path as SVGPathElement).getBBox();
    const matrix = (path as SVGPathElement).getScreenCTM();
    return { x: bounds.x + (matrix?.e ?? 0), y: bounds.y + (matrix?.f ?? 0), width: bounds.width, height: bounds.height };
  });
}

/** At most so far apart along every side. */
function expectNear(found: Rectangle, wanted: Rectangle, within: number): void {
  const sides = ({ x, y, width, height }: Rectangle): number[] => [x, y, x + width, y + height];
  const apart = sides(found).map((side, place) => Math.abs(side - (sides(wanted)[place] ?? NaN)));
  expect(Math.max(...apart), JSON.stringify({ found, wanted })).toBeLessThanOrEqual(within);
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}

const corners = ({ x, y, width, height }: Rectangle) =>
  [
    { x, y },
    { x: x + width, y: y + height },
  ] as const;

test('a box drawn on a turned, mirrored and magnified image is stored at its pixels and drawn back at its place', async () => {
  const { page } = running;
  await page.locator('[data-image-state="shown"]').hover();
  for (const key of ['5', 'r', 'h', '+']) await page.keyboard.press(key);
  const seen = await patchOnScreen(page);
  // Turned by a quarter: higher than wide.
  expect(seen.height).toBeGreaterThan(seen.width);
  await page.keyboard.press('l');
  await drag(page, ...corners(seen));
  await expect.poll(async () => (await storedMarks(page)).length).toBe(1);
  const [box] = await storedMarks(page);
  expect(box?.kind).toBe('box');
  if (box?.kind === 'box') expectNear(box.area, patch, 1);
  const mark = page.getByRole('button', { name: 'Box around an opacity, Opacity 1' });
  expectNear(await onScreen(mark), seen, 1);
  // The tool is put down after one mark, and the lines follow the image.
  await expect(page.getByTestId('mark-layer')).toHaveAttribute('data-drawing', 'none');
  for (const key of ['v', 'r', '+', 'Shift+ArrowLeft']) await page.keyboard.press(key);
  await expect.poll(async () => (await patchOnScreen(page)).width).not.toBe(seen.width);
  expectNear(await onScreen(mark), await patchOnScreen(page), 1.5);
});

test('a length is in the right millimetres and says which; undo and redo take it away and bring it back', async () => {
  const { page } = running;
  await page.keyboard.press('0');
  const seen = await patchOnScreen(page);
  await page.keyboard.press('m');
  await drag(page, { x: seen.x, y: seen.y + 8 }, { x: seen.x + seen.width, y: seen.y + 8 });
  // 80 columns of 0.16 mm: 12.8 mm; a canvas pixel is worth less than 0.1 mm.
  const length = page.getByRole('button', { name: /^Length, 12\.[789] mm, calibrated$/ });
  await expect(length).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(length).toHaveCount(0);
  await expect.poll(async () => (await storedMarks(page)).map(({ kind }) => kind)).toEqual(['box']);
  await page.keyboard.press('Control+Shift+Z');
  await expect(length).toBeVisible();
  await expect(page.getByText('0.160 × 0.160 mm, calibrated')).toBeVisible();
});

test('the cardiothoracic ratio and the statistics of an area', async () => {
  const { page } = running;
  const seen = await patchOnScreen(page);
  const middle = seen.y + seen.height / 2;
  await page.keyboard.press('c');
  await drag(page, { x: seen.x + seen.width / 4, y: middle }, { x: seen.x + (3 * seen.width) / 4, y: middle + 30 });
  await drag(page, { x: seen.x, y: middle + 60 }, { x: seen.x + seen.width, y: middle + 80 });
  await expect(page.getByRole('button', { name: /Cardiothoracic ratio 0\.50, Convention, adults on PA: up to 0\.50$/ })).toBeVisible();
  await page.keyboard.press('k');
  const inset = 0.2 * seen.width;
  await drag(page, { x: seen.x + inset, y: seen.y + 12 }, { x: seen.x + seen.width - inset, y: seen.y + seen.height - 12 });
  await expect(
    page.getByRole('button', { name: /^Rectangle, \d+ mm², calibrated, Mean 255\.0, SD 0\.0, 255 to 255, \d+ pixels$/ }),
  ).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
});

test('a verdict with a box, findings and a comment outlives the program being killed', async () => {
  const card = running.page.locator('section[aria-label="Your verdict"]');
  await expect(card).toHaveAttribute('data-verdict', 'opacity');
  await expect(card.locator('[data-boxes]')).toHaveAttribute('data-boxes', '1');
  await card.getByLabel('Pleural effusion').check();
  await card.getByLabel('Comment').fill('lower lobe');
  await expect.poll(async () => (await storedVerdict(running.page))?.comment).toBe('lower lobe');
  const before = [await storedVerdict(running.page), await storedMarks(running.page)];
  const gone = new Promise<void>((resolve) => running.app.once('close', () => resolve()));
  running.app.process().kill('SIGKILL');
  await gone;
  running = await startApplication(home);
  const { page } = running;
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  expect([await storedVerdict(page), await storedMarks(page)]).toEqual(before);
  expect((await storedVerdict(page))?.boxes.length).toBe(1);
  const again = page.locator('section[aria-label="Your verdict"]');
  await expect(again.getByLabel('Pleural effusion')).toBeChecked();
  await expect(again.getByLabel('Comment')).toHaveValue('lower lobe');
  await page.keyboard.press('5');
  await expect(page.getByRole('button', { name: 'Box around an opacity, Opacity 1' })).toBeVisible();
  expectNear(await onScreen(page.getByRole('button', { name: 'Box around an opacity, Opacity 1' })), await patchOnScreen(page), 1.5);
});

/** How many verdicts the audit trail knows of. */
async function verdictsGiven(page: Page): Promise<number> {
  const all = { actions: ['verdict-given'] as const, fromMs: null, beforeMs: null, beforeNumber: null, limit: 100 };
  const reply = await page.evaluate((query) => window.pneumoscope.request('audit.list', query), all);
  return reply.ok ? reply.value.entries.length : -1;
}

test('a box that is corrected in many small steps is one verdict, undone step by step, and the last place is kept when the window closes', async () => {
  const box = () => running.page.getByRole('button', { name: 'Box around an opacity, Opacity 1' });
  const left = async (): Promise<number> => (await storedVerdict(running.page))?.boxes[0]?.x ?? NaN;
  const [given, at] = [await verdictsGiven(running.page), await left()];
  await box().focus();
  for (let step = 0; step < 5; step += 1) await running.page.keyboard.press('ArrowRight');
  await expect.poll(left).toBeCloseTo(at + 5, 3);
  expect(await verdictsGiven(running.page)).toBe(given + 1);
  for (let step = 0; step < 4; step += 1) await running.page.keyboard.press('Control+z');
  await expect.poll(left).toBeCloseTo(at + 1, 3);
  expect(await verdictsGiven(running.page)).toBe(given + 2);
  await running.page.keyboard.press('ArrowRight');
  await running.page.keyboard.press('ArrowRight');
  await running.close();
  running = await startApplication(home);
  expect([await left(), await verdictsGiven(running.page)]).toEqual([expect.closeTo(at + 3, 3), given + 3]);
  await running.page.keyboard.press('ArrowDown');
  await expect(running.page.locator('[data-image-state="shown"]')).toBeVisible();
  await running.page.keyboard.press('5');
});

test('without the mouse: a mark is put on, moved, changed and removed; a verdict is withdrawn and brought back', async () => {
  const { page } = running;
  const thousandths = (value: number): number => Math.round(value * 1000) / 1000;
  const areas = async (): Promise<readonly (readonly number[])[]> =>
    (await storedMarks(page)).flatMap((shape) =>
      shape.kind === 'ellipse' ? [[shape.area.x, shape.area.y, shape.area.width, shape.area.height].map(thousandths)] : [],
    );
  const changed = (from: readonly number[], by: readonly number[]): readonly number[] =>
    from.map((side, place) => thousandths(side + (by[place] ?? 0)));
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  const ellipse = page.getByRole('button', { name: /^Ellipse, / }).first();
  await expect(ellipse).toBeFocused();
  await expect.poll(async () => (await areas()).length).toBe(1);
  const [first = []] = await areas();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowUp');
  await expect.poll(areas).toEqual([changed(first, [10, -1, 0, 0])]);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Ellipse: upper left corner' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(areas).toEqual([changed(first, [9, -1, 1, 0])]);
  await page.keyboard.press('Delete');
  await expect(ellipse).toHaveCount(0);
  await expect.poll(areas).toEqual([]);

  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await page.keyboard.type('see prior');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Text, see prior' })).toBeVisible();

  await page.getByRole('button', { name: 'Withdraw' }).press('Enter');
  await expect.poll(() => storedVerdict(page)).toBeNull();
  await expect(page.getByRole('button', { name: /^Box around/ })).toHaveCount(0);
  await page.locator('[data-image-state="shown"]').hover();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Box around an opacity, Opacity 1' })).toBeVisible();
  await expect.poll(async () => (await storedVerdict(page))?.findings).toEqual(['effusion']);
});
