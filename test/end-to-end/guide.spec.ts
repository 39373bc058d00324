import { expect, test, type Locator, type Page } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { findElement, replaceText, samplePath, setElement } from '../support/sample-files';
import { picture } from '../support/screen-picture';

// What docs/user-guide.md tells a new reader to do, in its order, with its pictures.
test.describe.configure({ mode: 'serial' });

const home = temporaryHome();
let running: Running;
test.afterAll(() => running.close());

/** The first sample as if it had been taken a month earlier, in another study. */
function writeEarlierStudy(): string {
  const sample = readFileSync(samplePath(0));
  let earlier = setElement(sample, 0x0008, 0x0020, 'DA', '19001201');
  for (const [group, element] of [
    [0x0008, 0x0018],
    [0x0020, 0x000d],
    [0x0020, 0x000e],
  ] as const) {
    const uid = findElement(earlier, group, element, 'UI').value.replace(/\0$/, '');
    earlier = replaceText(earlier, uid, `${uid.slice(0, -2)}77`);
  }
  const folder = join(home, 'from-the-archive');
  mkdirSync(folder);
  const file = join(folder, 'earlier.dcm');
  writeFileSync(file, earlier);
  return file;
}

/** From one place of the image to another, both in parts of the pane's width and height. */
async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await page.locator('.grid .host').first().boundingBox();
  if (box === null) throw new Error('There is no pane.');
  const at = ([x, y]: readonly [number, number]): [number, number] => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

const shown = (page: Page): Locator => page.locator('[data-image-state="shown"]');

test('the first start: the samples, and the tour', async () => {
  running = await startApplication(home);
  const { page } = running;
  await page.getByRole('button', { name: 'Open them and show me around' }).click();
  const tour = page.getByRole('dialog');
  await expect(tour.getByRole('heading')).toHaveText('Your cases');
  await expect(page.locator('aside[data-result-state="ok"]')).toBeVisible();
  await picture(page, 'guide-tour');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Enter');
  await expect(tour).toHaveCount(0);
});

test('the patient’s earlier study beside the case', async () => {
  const { page } = running;
  const opened = page.evaluate((file) => window.pneumoscope.request('import.start', { paths: [file] }), writeEarlierStudy());
  await expect(studyRows(page)).toHaveCount(4);
  await opened;
  const today = studyRows(page).filter({ has: page.locator('.chip.positive') });
  await expect(today).toHaveCount(2);
  await expect(shown(page)).toBeVisible();
  await today.nth(0).click();
  await page.keyboard.press('Control+2');
  await expect(shown(page)).toHaveCount(2);
  await expect(page.locator('canvas[data-heatmap="drawn"]')).toHaveCount(2);
  await picture(page, 'guide-panes');
  await page.keyboard.press('Control+1');
  await expect(shown(page)).toHaveCount(1);
});

test('a length and the cardiothoracic ratio', async () => {
  const { page } = running;
  await page.keyboard.press('o');
  await page.keyboard.press('m');
  await drag(page, [0.25, 0.33], [0.39, 0.43]);
  await page.keyboard.press('c');
  await drag(page, [0.38, 0.6], [0.71, 0.6]);
  await drag(page, [0.2, 0.66], [0.82, 0.66]);
  await expect(page.getByRole('button', { name: /Cardiothoracic ratio 0\.\d+/ })).toBeVisible();
  await picture(page, 'guide-marks');
  await page.keyboard.press('o');
});

test('the overlay as an outline, and the verdict', async () => {
  const { page } = running;
  await page.keyboard.press('Shift+O');
  await expect(page.getByTestId('prediction-overlay')).toBeVisible();
  await page.keyboard.press('a');
  const card = page.locator('section[aria-label="Your verdict"]');
  await expect(card).toHaveAttribute('data-verdict', 'opacity');
  await card.getByLabel('Pleural effusion').check();
  await card.getByLabel('Comment').fill('Both lower zones.');
  await picture(page, 'guide-verdict');
  await card.getByLabel('Comment').blur();
  await page.keyboard.press('Shift+O');
});

test('the header, tag by tag', async () => {
  const { page } = running;
  await page.keyboard.press('x');
  await page.getByRole('searchbox', { name: 'Search the tags' }).fill('view');
  await expect(page.getByRole('dialog')).toContainText('ViewPosition');
  await picture(page, 'guide-tags');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the report, filled in from the template', async () => {
  const { page } = running;
  await page.keyboard.press('Control+r');
  const report = page.getByRole('complementary', { name: 'Report' });
  await report.getByRole('textbox', { name: 'Indication' }).fill('Cough and fever for five days.');
  await report.getByRole('textbox', { name: 'Findings' }).fill('Opacities in both lower zones. Small pleural effusion.');
  await report.getByRole('textbox', { name: 'Impression' }).fill('Findings suggest pneumonia.');
  await expect(report).toHaveAttribute('data-report-state', 'saved');
  await picture(page, 'guide-report');
  await page.keyboard.press('Control+r');
});

test('cases taken along without names', async () => {
  const { page } = running;
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export cases' });
  await dialog.getByRole('checkbox', { name: /De-identify/ }).check();
  await picture(page, 'guide-export');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('keys of one’s own', async () => {
  const { page } = running;
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Keyboard', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Keyboard' })).toBeVisible();
  await picture(page, 'guide-keys');
});

test('the same in German, at once', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Appearance', exact: true }).click();
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Verdacht auf Verschattung').first()).toBeVisible();
  await picture(page, 'guide-german');
});
