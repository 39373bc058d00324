import { expect, test, type Locator, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { drawn } from '../support/drawn';
import { makeHistory, type MadeImage } from '../support/made-history';
import { picture } from '../support/screen-picture';

// The reading room's panes on the real application: what hangs where, how panes are linked, and that overlay and image agree to a pixel.
test.describe.configure({ mode: 'serial' });

/** A bright rectangle on black, which is also the region that the stored result has. */
const frontalRegion = { x: 90, y: 40, width: 60, height: 110 };
const priorRegion = { x: 300, y: 100, width: 200, height: 90 };

function radiograph(study: number, image: number, view: string, date: string, changes: Partial<MadeImage> = {}): MadeImage {
  const region = changes.region ?? frontalRegion;
  const inside = (x: number, y: number): boolean =>
    x >= region.x && x < region.x + region.width && y >= region.y && y < region.y + region.height;
  return {
    patient: 'P1',
    patientName: changes.patient ?? 'First',
    study,
    image,
    view,
    date,
    width: 300,
    height: 360,
    valueAt: (x, y) => (inside(x, y) ? 4095 : 0),
    region,
    ...changes,
  };
}

const manyImages = Array.from({ length: 500 }, (_, image) =>
  radiograph(3, image + 1, 'PA', '20200101', { patient: 'P3', width: 8, height: 8, valueAt: () => image }),
);

const home = temporaryHome();
let running: Running;

test.beforeAll(async () => {
  await makeHistory(home, [
    radiograph(1, 1, 'PA', '20240506'),
    radiograph(1, 2, 'LL', '20240506', { width: 260 }),
    radiograph(2, 1, 'AP', '20230406', { patientName: 'Maiden', width: 640, height: 400, region: priorRegion, spacing: '0.2\\0.2' }),
    ...manyImages,
    radiograph(4, 1, 'PA', '20200101', { patient: 'P4', spacing: '0\\0' }),
    radiograph(5, 1, 'PA', '20200101', { patient: 'P5', spacing: '0.1\\0.2' }),
    radiograph(6, 1, 'PA', '20200101', { patient: 'P6', aspect: '1\\2' }),
  ]);
  running = await startApplication(home);
});
test.afterAll(() => running.close());

/** The studies that the audit trail has as opened, newest first. */
async function openedStudies(page: Page): Promise<readonly unknown[]> {
  const query = { actions: ['study-opened' as const], fromMs: null, beforeMs: null, beforeNumber: null, limit: 100 };
  const reply = await page.evaluate((asked) => window.pneumoscope.request('audit.list', asked), query);
  if (!reply.ok) throw new Error(reply.failure.message);
  return reply.value.entries.map(({ detail }) => detail['study']);
}

const paneOf = (page: Page, place: number): Locator => page.locator('.grid section').nth(place);
const row = (page: Page, name: string): Locator => studyRows(page).filter({ hasText: name }).first();

async function waitForImages(page: Page, states: readonly string[]): Promise<void> {
  await expect
    .poll(() => page.locator('.grid section').evaluateAll((all) => all.map((one) => one.getAttribute('data-image-state'))))
    .toEqual(states);
}

test('frontal hangs beside lateral, the earlier study below, and each pane has its own overlay', async () => {
  const { page } = running;
  await row(page, 'First').click();
  await waitForImages(page, ['shown']);
  await page.keyboard.press('Control+2');
  await waitForImages(page, ['shown', 'shown']);
  await expect(page.getByRole('region', { name: 'Earlier studies' })).toContainText('Name differs: Maiden');
  await expect(page.getByRole('region', { name: 'About this patient' })).toHaveCount(0);
  expect(new Set(await openedStudies(page)).size).toBe(1); // the lateral hangs beside it
  await page.keyboard.press('Control+3');
  await waitForImages(page, ['shown', 'shown', 'shown', 'empty']);
  await expect(page.getByTestId('prediction-overlay').locator('canvas[data-heatmap="drawn"]')).toHaveCount(3);
  await expect(paneOf(page, 2)).toContainText('Earlier study, 13 months before');
  await expect(paneOf(page, 3)).toContainText('No earlier lateral view of this patient');
  await expect.poll(async () => new Set(await openedStudies(page)).size, 'an earlier study on the screen is in the audit trail').toBe(2);
  await picture(page, 'panes-four');
});

test('an earlier study hangs beside the case where one image was shown', async () => {
  const { page } = running;
  await page.keyboard.press('Control+1');
  await waitForImages(page, ['shown']);
  await page.getByRole('region', { name: 'Earlier studies' }).getByTitle('Hang it beside the case').click();
  await waitForImages(page, ['shown', 'shown']);
  await expect(paneOf(page, 1)).toContainText('Earlier study, 13 months before');
  await picture(page, 'panes-prior');
});

test('overlay and image agree to one pixel in both panes after rotate, flip and zoom', async () => {
  const { page } = running;
  await page.keyboard.press('Shift+L');
  await page.keyboard.press('o'); // the heatmap would colour the rectangle
  for (const place of [0, 1]) {
    await paneOf(page, place)
      .locator('.host')
      .click({ position: { x: 5, y: 5 }, button: 'middle' });
    await expect(paneOf(page, place)).toHaveAttribute('aria-current', 'true');
    for (const key of ['5', 'f', 'r', 'h', '+', '-', '+', 'Shift+ArrowRight', 'Shift+ArrowUp']) await page.keyboard.press(key);
  }
  await drawn(page);
  const bright = [await brightRectangle(page, 0), await brightRectangle(page, 1)];
  await page.keyboard.press('o');
  for (const place of [0, 1]) {
    const frame = await frameRectangle(page, place);
    const shown = bright[place] ?? { left: 0, top: 0, right: 0, bottom: 0 };
    expectWithinOnePixel(frame, shown);
  }
  await page.keyboard.press('Shift+L');
});

test('linked panes zoom relative to their own fit', async () => {
  const { page } = running;
  await page.keyboard.press('0');
  await drawn(page);
  const fitted = [await zoomOf(page, 0), await zoomOf(page, 1)];
  await page.keyboard.press('+');
  await expect.poll(async () => (await zoomOf(page, 0)) / (fitted[0] ?? 1)).toBeCloseTo(1.2, 1);
  await expect.poll(async () => (await zoomOf(page, 1)) / (fitted[1] ?? 1)).toBeCloseTo(1.2, 1);
});

test('an image is put into a pane by dragging it from the strip', async () => {
  const { page } = running;
  const lateral = page.getByRole('region', { name: 'Images of this study' }).getByRole('button').nth(1);
  const before = await paneOf(page, 0).getAttribute('data-instance');
  await lateral.dragTo(paneOf(page, 0));
  await expect(paneOf(page, 0)).not.toHaveAttribute('data-instance', before ?? '');
  await waitForImages(page, ['shown', 'shown']);
});

test('pixels that are not square are drawn in their shape, and the overlay with them', async () => {
  const { page } = running;
  await page.keyboard.press('Control+1');
  for (const patient of ['P5', 'P6']) {
    await row(page, patient).click();
    await expect(page.getByTestId('corner-name')).toHaveText(patient);
    await waitForImages(page, ['shown']);
    await drawn(page);
    const image = await brightRectangle(page, 0);
    // Twice as wide as high: 60 columns by 110 rows are 120 by 110.
    expect((image.right - image.left) / (image.bottom - image.top), patient).toBeCloseTo(120 / 110, 1);
    expectWithinOnePixel(await frameRectangle(page, 0), image);
  }
  await expect(page.getByTestId('pixel-shape')).toHaveText('Pixels not square, height to width 0.50');
});

test('an image whose file is gone says so in its own pane and leaves the others alone', async () => {
  const { page } = running;
  await page.keyboard.press('Control+1');
  await row(page, 'P4').click();
  await waitForImages(page, ['shown']);
  rmSync(join(home, 'images', 'originals'), { recursive: true });
  await row(page, 'First').click();
  await page.keyboard.press('Control+2');
  await row(page, 'P5').click();
  await waitForImages(page, ['failed', 'empty']);
  await expect(paneOf(page, 0)).toContainText('The image cannot be shown');
});

const sides = ['left', 'top', 'right', 'bottom'] as const;
type Sides = Record<(typeof sides)[number], number>;

function expectWithinOnePixel(frame: Sides, shown: Sides): void {
  const away = sides.map((side) => Math.abs(frame[side] - shown[side]));
  expect(Math.max(...away), JSON.stringify({ frame, shown })).toBeLessThanOrEqual(1);
}

/** The outline of what is bright in a pane, in canvas pixels. */
function brightRectangle(page: Page, place: number): Promise<Sides> {
  return paneOf(page, place)
    .locator('canvas.cornerstone-canvas')
    .evaluate((canvas) => {
      const found = { left: Infinity, top: Infinity, right: 0, bottom: 0 };
      if (!(canvas instanceof HTMLCanvasElement)) return found;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      for (let y = 0; y < canvas.height; y += 1) {
        for (let x = 0; x < canvas.width; x += 1) {
          if ((data[4 * (y * canvas.width + x)] ?? 0) < 128) continue;
          found.left = Math.min(found.left, x);
          found.top = Math.min(found.top, y);
          found.right = Math.max(found.right, x + 1);
          found.bottom = Math.max(found.bottom, y + 1);
        }
      }
      return found;
    });
}

/** The frame drawn around the region, in canvas pixels. */
function frameRectangle(page: Page, place: number): Promise<Sides> {
  return paneOf(page, place)
    .locator('rect.frame')
    .evaluate((frame) => {
      const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) => Number(frame.getAttribute(name)));
      return { left: x, top: y, right: x + width, bottom: y + height };
    });
}

async function zoomOf(page: Page, place: number): Promise<number> {
  return Number.parseFloat(await paneOf(page, place).getByTestId('zoom').innerText());
}
