import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { toGreyImage } from '../../src/main/dicom/grey-levels';
import type { GreyImage } from '../../src/shared/image';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { samplePath } from '../support/sample-files';

// The main job, from a file on disk to a case found again after a restart, on a real radiograph of the RSNA challenge.
test.describe.configure({ mode: 'serial' });

const home = temporaryHome();
const file = samplePath(0);
let running: Running;
let score = '';

test('a file named on the command line is shown with the pixels it holds', async () => {
  running = await startApplication(home, [file]);
  await expect(running.page.locator('[data-image-state="shown"]')).toBeVisible();
  await running.page.keyboard.press('5'); // full range: grey levels as stored
  await running.page.keyboard.press('f');
  const expected = toGreyImage(await decodePixels(readFileSync(file), file));
  await expect.poll(async () => similarity(await shownGrid(running.page), gridOf(expected))).toBeGreaterThan(0.99);
});

test('it gets a score from the model, with its threshold, and says what it is for', async () => {
  const result = running.page.locator('aside[data-result-state="ok"]');
  await expect(result).toBeVisible();
  await expect(result).toContainText(/(above|below) the threshold of 0?\.?\d/);
  await expect(result).toContainText('Research use only. Not for diagnosis.');
  score = await result.locator('.figure').innerText();
  expect(Number.parseFloat(score)).toBeGreaterThan(0);
});

test('the overlay lies on the image, and can be hidden', async () => {
  const { page } = running;
  const overlay = page.getByTestId('prediction-overlay');
  await expect(overlay.locator('canvas[data-heatmap="drawn"]')).toBeVisible();
  expect(await paintedShare(page)).toBeGreaterThan(0.01);
  await page.keyboard.press('o');
  await expect(overlay).toHaveCount(0);
  await page.keyboard.press('o');
  await expect(overlay).toBeVisible();
});

test('after a restart the case is found in the history by search, and opens with the same score', async () => {
  const patient = await studyRows(running.page).first().locator('.name').innerText();
  await running.close();
  running = await startApplication(home);
  const { page } = running;
  await page.getByRole('searchbox').fill('no such patient');
  await expect(page.getByText('No study matches.')).toBeVisible();
  await page.getByRole('searchbox').fill(patient.slice(0, 8).toLowerCase());
  await studyRows(page).first().click();
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  await expect(page.locator('aside[data-result-state="ok"] .figure')).toHaveText(score);
  await expect(page.getByTestId('prediction-overlay').locator('canvas[data-heatmap="drawn"]')).toBeVisible();
  await running.close();
});

const cells = 16;

/** Mean grey of each cell of a 16 x 16 grid over the picture. */
function gridOf({ width, height, values }: GreyImage): number[] {
  const sums = new Array<number>(cells * cells).fill(0);
  const counts = new Array<number>(cells * cells).fill(0);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const cell = Math.floor((y * cells) / height) * cells + Math.floor((x * cells) / width);
      sums[cell] = (sums[cell] ?? 0) + (values[y * width + x] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(counts[cell] ?? 0, 1));
}

/** The same grid of what is on screen: the square picture fills the canvas' shorter side. */
async function shownGrid(page: Page): Promise<number[]> {
  const shown = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.cornerstone-canvas');
    if (!canvas) return null;
    const side = Math.min(canvas.width, canvas.height);
    const pixels = canvas.getContext('2d')?.getImageData((canvas.width - side) / 2, (canvas.height - side) / 2, side, side);
    return pixels ? { side, red: Array.from(pixels.data.filter((_, index) => index % 4 === 0)) } : null;
  });
  return shown === null ? [] : gridOf({ width: shown.side, height: shown.side, values: Uint8Array.from(shown.red) });
}

/** Pearson's correlation of two grids; 0 where one is missing or uniform. */
function similarity(left: readonly number[], right: readonly number[]): number {
  if (left.length !== right.length || left.length === 0) return 0;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [leftMean, rightMean] = [mean(left), mean(right)];
  let [both, leftSquares, rightSquares] = [0, 0, 0];
  left.forEach((value, index) => {
    const [a, b] = [value - leftMean, (right[index] ?? 0) - rightMean];
    both += a * b;
    leftSquares += a * a;
    rightSquares += b * b;
  });
  return leftSquares * rightSquares === 0 ? 0 : both / Math.sqrt(leftSquares * rightSquares);
}

/** Share of the overlay's canvas that is painted at all. */
function paintedShare(page: Page): Promise<number> {
  return page
    .getByTestId('prediction-overlay')
    .locator('canvas')
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      return data.filter((value, index) => index % 4 === 3 && value > 0).length / (data.length / 4);
    });
}
