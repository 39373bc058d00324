import { expect, test, type Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode as encodePng } from 'fast-png';
import { windowTransform } from '../../src/shared/voi';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { bandedRadiograph, bands, bandWidth } from '../support/banded-radiograph';
import { samplePath } from '../support/sample-files';
import { seriousFindings } from '../support/axe';
import { drawn } from '../support/drawn';
import { picture } from '../support/screen-picture';

// How an image looks: curves, windows, sharpening, lens, true size, overlay, corner text and header, on the real application.
test.describe.configure({ mode: 'serial' });

const home = temporaryHome();
let running: Running;
const grey = (page: Page) => page.getByTestId('grey-window');

test.beforeAll(async () => {
  const folder = join(home, 'files');
  mkdirSync(folder, { recursive: true });
  const banded = join(folder, 'bandmann.dcm');
  const plain = join(folder, 'plain.png');
  writeFileSync(banded, bandedRadiograph());
  writeFileSync(
    plain,
    encodePng({ width: 64, height: 64, data: Uint8Array.from({ length: 4096 }, (_, at) => at % 256), channels: 1, depth: 8 }),
  );
  running = await startApplication(home, [samplePath(0), plain, banded]);
  await openCase(running.page, /Bandmann/);
});

test.afterAll(() => running.close());

test('nothing of the image before shows at the edges of the next', async () => {
  const { page } = running;
  await openCase(page, /No patient name/);
  await openCase(page, /Bandmann/);
  await drawn(page);
  const size = await canvasSize(page);
  const scale = Math.min(size.width / (bandWidth * bands.length), size.height / 500);
  const [last] = expectedGreys({ center: 2048, width: 4096, shape: 'SIGMOID' }).slice(-1);
  const [right, bottom] = [size.width / 2 + 200 * scale, size.height / 2 + 250 * scale];
  const along = Array.from({ length: 40 }, (_, step) => ({ x: right - 1, y: bottom - 1 - 2 * step }));
  expect(new Set(await greysAt(page, along))).toEqual(new Set([last]));
});

test('the sigmoid is drawn as the standard has it, another window of the file by its name, and a broken one is told', async () => {
  const { page } = running;
  await expect.poll(() => bandGreys(page)).toEqual(expectedGreys({ center: 2048, width: 4096, shape: 'SIGMOID' }));
  await expect(page.getByText('The file’s window of width -5 is ignored')).toBeVisible();
  await chooseWindow(page, 'HARDER');
  await expect(grey(page)).toHaveText(/W 2001 {2}L 1500 {2}sigmoid/);
  await expect.poll(() => bandGreys(page)).toEqual(expectedGreys({ center: 1500, width: 2001, shape: 'SIGMOID' }));
  await chooseWindow(page, 'Straight');
  await expect.poll(() => bandGreys(page)).toEqual(expectedGreys({ center: 1500, width: 2001, shape: 'LINEAR_EXACT' }));
});

test('a window is kept under a key, means the same on another image, and comes back after it was deleted', async () => {
  const { page } = running;
  await chooseWindow(page, /Keep this window/);
  const dialog = page.getByRole('dialog', { name: 'Your windows' });
  await dialog.getByLabel('Keep the window in force as').fill('Ribs');
  await dialog.getByRole('button', { name: /^Keep/ }).click();
  await expect(dialog.getByLabel('Name of the window under 6')).toHaveValue('Ribs');
  expect(await seriousFindings(page), 'your windows').toEqual([]);
  await dialog.getByRole('button', { name: 'Delete Ribs' }).click();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByLabel('Name of the window under 6')).toHaveValue('Ribs');
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await expect(grey(page)).toHaveText(/W 4096/);
  await page.keyboard.press('6');
  await expect(grey(page)).toHaveText(/W 2001 {2}L 1500$/);
  await expect(page.getByRole('button', { name: 'Window preset: Ribs' })).toBeVisible();
  await page.keyboard.press('7');
  await expect(page.getByTestId('look-note')).toContainText('No window is kept under 7');
});

test('sharpening changes what is drawn at an edge and not what is read', async () => {
  const { page } = running;
  await page.keyboard.press('1');
  const values = async (): Promise<number[]> => edgeGreys(page);
  await drawn(page);
  const before = await values();
  await page.keyboard.press('s');
  await expect(page.getByTestId('sharpening')).toHaveText('Sharpened, mild');
  await expect.poll(async () => Math.max(...(await values())) > Math.max(...before)).toBe(true);
  const flat = await bandGreys(page);
  expect(flat).toEqual(expectedGreys({ center: 2048, width: 4096, shape: 'SIGMOID' }));
  await page.keyboard.press('0');
  await expect(page.getByTestId('sharpening')).toHaveCount(0);
  await expect.poll(values).toEqual(before);
});

test('the lens shows what lies under the pointer at twice its size, while its key is held', async () => {
  const { page } = running;
  await page.keyboard.press('f');
  const at = await bandPoint(page, 2);
  await page.mouse.move(at.x, at.y);
  await page.keyboard.down('g');
  const lens = page.getByTestId('magnifier');
  await expect(lens).toBeVisible();
  const [expected] = expectedGreys({ center: 2048, width: 4096, shape: 'SIGMOID' }).slice(2);
  const middle = await lens.evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return null;
    return canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data[0];
  });
  expect(middle).toBe(expected);
  await picture(page, 'magnifier');
  await page.keyboard.up('g');
  await expect(lens).toHaveCount(0);
});

test('true size says what it lacks, and holds once the display was measured', async () => {
  const { page } = running;
  await page.keyboard.press('u');
  await expect(page.getByTestId('look-note')).toContainText('measure it once with a bank card');
  await page.getByRole('button', { name: 'Measure the display' }).click();
  const card = page.getByTestId('card');
  await page.getByRole('slider', { name: 'Size of the card' }).focus();
  await page.keyboard.press('ArrowRight');
  const width = await card.evaluate((frame) => frame.getBoundingClientRect().width * devicePixelRatio);
  await page.getByRole('button', { name: 'The frame is as large as the card' }).click();
  await expect(page.getByTestId('display-state')).toContainText('Measured');
  await picture(page, 'settings-display');
  await page.getByRole('button', { name: 'Back to reading' }).click();
  await page.keyboard.press('u');
  await expect(page.getByTestId('zoom')).toHaveText(/true size/);
  const percent = Number.parseInt(await page.getByTestId('zoom').innerText(), 10);
  expect(Math.abs(percent - (width / 85.6) * 0.5 * 100)).toBeLessThan(1);
  await openCase(page, /No patient name/);
  await page.keyboard.press('u');
  await expect(page.getByTestId('look-note')).toContainText('this file does not state it');
});

test('sides follow flips, and a file without them says so', async () => {
  const { page } = running;
  await expect(page.getByTestId('no-sides')).toBeVisible();
  await openCase(page, /Bandmann/);
  await expect(page.locator('.edge.right')).toHaveText('L');
  await page.keyboard.press('h');
  await expect(page.locator('.edge.left')).toHaveText('L');
  await page.keyboard.press('h');
});

test('names disappear from the whole window for a shared screen, and come back by one click', async () => {
  const { page } = running;
  // The reason for having no score names the file, which is named after the patient.
  await expect(page.locator('aside[data-result-state="refused"]')).toContainText('bandmann.dcm', { timeout: 60_000 });
  await page.keyboard.press('Shift+D');
  await expect(page.getByTestId('corner-name')).toHaveText(/^Case \d+$/);
  const whole = async (): Promise<string> => `${await page.title()} ${await page.locator('body').innerHTML()}`;
  expect(await whole()).not.toMatch(/bandmann|berta|B-4711/i);
  await page.keyboard.press('x');
  await expect(page.getByRole('treegrid')).toBeVisible();
  expect(await whole()).not.toMatch(/bandmann|berta|B-4711/i);
  await page.keyboard.press('Escape');
  await picture(page, 'names-hidden');
  await page.getByRole('button', { name: /Names hidden/ }).click();
  await expect(page.getByTestId('corner-name')).toHaveText('Bandmann, Berta');
});

test('the corners show as much as is wanted', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'How the image is shown' }).click();
  await page.getByRole('menuitemradio', { name: 'Warnings only' }).click();
  await expect(grey(page)).toHaveCount(0);
  await expect(page.getByText('The file’s window of width -5 is ignored')).toBeVisible();
  await page.getByRole('button', { name: 'How the image is shown' }).click();
  await page.getByRole('menuitemradio', { name: 'All of it' }).click();
  await expect(grey(page)).toBeVisible();
});

test('the header is searched by keyword, tag and value, with sequences and private elements', async () => {
  const { page } = running;
  await page.keyboard.press('x');
  const rows = page.getByRole('treegrid').getByRole('row');
  await expect(rows.filter({ hasText: 'PatientName' })).toContainText('Bandmann^Berta');
  const search = page.getByRole('searchbox', { name: 'Search the tags' });
  await search.fill('thorax');
  await expect(rows).toHaveText([/AnatomicRegionSequence/, /Item 1/, /CodeMeaning.*Thorax/]);
  await search.fill('0009,1001');
  await expect(rows).toHaveText([/ACME 1\.1.*anode 7/]);
  await search.fill('pixeldata');
  await expect(rows).toHaveText([/PixelData.*391\skB of binary data/]);
  await search.fill('');
  await picture(page, 'dicom-tags');
  expect(await seriousFindings(page), 'tags').toEqual([]);
  await page.keyboard.press('Escape');
  await openCase(page, /No patient name/);
  await page.keyboard.press('x');
  await expect(page.getByTestId('no-header')).toContainText('PNG files have no DICOM header');
  await page.keyboard.press('Escape');
});

test('the overlay is outlined at a level, in colours of choice, with or without boxes, and stays on the image', async () => {
  const { page } = running;
  await studyRows(page)
    .filter({ hasNotText: /Bandmann|No patient name/ })
    .first()
    .click();
  await expect(page.locator('aside[data-result-state="ok"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByTestId('prediction-overlay').locator('canvas[data-heatmap="drawn"]')).toBeVisible();
  await page.keyboard.press('Shift+O');
  const line = page.getByTestId('overlay-outline').locator('path').last();
  await expect(line).toHaveAttribute('d', /^M/);
  await expect(page.getByTestId('overlay-legend')).toContainText('outline at 0.15');
  const path = await line.getAttribute('d');
  await page.getByRole('slider', { name: 'Overlay threshold' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('overlay-legend')).toContainText('outline at 0.20');
  await expect(line).not.toHaveAttribute('d', path ?? '');
  await picture(page, 'overlay-outline');
  // A quarter turn of the image is one of the line: what was wide is high.
  await page.keyboard.press('f');
  const upright = await line.boundingBox();
  await page.keyboard.press('r');
  await expect.poll(async () => (await line.boundingBox())?.width).toBeCloseTo(upright?.height ?? 0, 0);
  await page.keyboard.press('0');
  await page.keyboard.press('Shift+O');
  await page.getByRole('radio', { name: 'Viridis' }).click();
  await expect(page.getByTestId('overlay-legend').locator('.ramp')).toHaveCSS('background-image', /rgb\(59, 82, 139\)/);
  await page.getByRole('switch', { name: 'Boxes around regions' }).click();
  await expect(page.getByTestId('prediction-overlay').locator('svg rect.frame')).toHaveCount(0);
  await picture(page, 'overlay-viridis');
});

async function openCase(page: Page, name: RegExp): Promise<void> {
  await studyRows(page).filter({ hasText: name }).first().click();
  await expect(page.getByTestId('corner-name')).toHaveText(name);
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
}

async function chooseWindow(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /Window preset/ }).click();
  await page
    .getByRole('menu')
    .getByRole(/^Keep/.test(String(name)) || name instanceof RegExp ? 'menuitem' : 'menuitemradio', { name })
    .click();
}

/** What the bands look like under a window, by the standard's formula. */
function expectedGreys(window: Parameters<typeof windowTransform>[0]): number[] {
  return bands.map((value) => Math.floor(windowTransform(window)(value) + 0.5));
}

/** Where the middle of a band lies on the canvas, in its pixels: the image is fitted by its height or its width. */
function bandPlace(canvas: { width: number; height: number }, band: number): { x: number; y: number } {
  const scale = Math.min(canvas.width / (bandWidth * bands.length), canvas.height / 500);
  return { x: canvas.width / 2 + (band - bands.length / 2 + 0.5) * bandWidth * scale, y: canvas.height / 2 };
}

async function canvasSize(page: Page): Promise<{ width: number; height: number }> {
  return page.locator('canvas.cornerstone-canvas').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return { width: 0, height: 0 };
    return { width: canvas.width, height: canvas.height };
  });
}

async function bandPoint(page: Page, band: number): Promise<{ x: number; y: number }> {
  const box = await page.locator('.host').boundingBox();
  const at = bandPlace(await canvasSize(page), band);
  return { x: (box?.x ?? 0) + at.x, y: (box?.y ?? 0) + at.y };
}

async function greysAt(page: Page, places: readonly { x: number; y: number }[]): Promise<number[]> {
  return page.locator('canvas.cornerstone-canvas').evaluate((canvas, points) => {
    if (!(canvas instanceof HTMLCanvasElement)) return [];
    const context = canvas.getContext('2d');
    return points.map(({ x, y }) => context?.getImageData(Math.floor(x), Math.floor(y), 1, 1).data[0] ?? -1);
  }, places);
}

async function bandGreys(page: Page): Promise<number[]> {
  const size = await canvasSize(page);
  return greysAt(
    page,
    bands.map((_, band) => bandPlace(size, band)),
  );
}

/** Greys across the border between the two middle bands. */
async function edgeGreys(page: Page): Promise<number[]> {
  const size = await canvasSize(page);
  const [left, right] = [bandPlace(size, 1), bandPlace(size, 2)];
  const border = (left.x + right.x) / 2;
  return greysAt(
    page,
    Array.from({ length: 12 }, (_, step) => ({ x: border - 6 + step, y: left.y })),
  );
}
