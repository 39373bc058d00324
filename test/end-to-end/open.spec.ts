import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { toGreyImage } from '../../src/main/dicom/grey-levels';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { recordedScore, samplePath } from '../support/sample-files';

// The ways in that a person has: the dialogs, by key and by menu, a DICOMDIR, a PNG.
let running: Running;
test.beforeEach(async () => {
  running = await startApplication();
});
test.afterEach(() => running.close());

/** What the person picks in the system's dialog, which no test can click; everything around it is the real thing. */
async function pickInDialog(paths: readonly string[]): Promise<void> {
  await running.app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths: [...filePaths] });
  }, paths);
}

test('files are opened by key, once', async () => {
  await pickInDialog([samplePath(0), samplePath(1)]);
  await running.page.keyboard.press('Control+o');
  await expect(studyRows(running.page)).toHaveCount(2);
  await expect(running.page.locator('[data-import-state]')).toHaveCount(1);
  await expect(running.page.locator('[data-image-state="shown"]')).toBeVisible();
});

test('a folder is opened from the menu', async () => {
  const folder = join(temporaryHome(), 'cases');
  mkdirSync(folder);
  for (const index of [0, 1, 2]) copyFileSync(samplePath(index), join(folder, `case-${index}`));
  await pickInDialog([folder]);
  await running.app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'File');
    file?.submenu?.items.find(({ label }) => label === 'Open Folder…')?.click();
  });
  await expect(studyRows(running.page)).toHaveCount(3);
});

test('a closed dialog changes nothing', async () => {
  await pickInDialog([]);
  await running.page.getByRole('button', { name: 'Open files…' }).click();
  await running.page.waitForTimeout(300);
  await expect(running.page.locator('[data-import-state]')).toHaveCount(0);
  await expect(studyRows(running.page)).toHaveCount(0);
});

test('a PNG is shown, marked as having no DICOM header, and scored', async () => {
  const { width, height, values } = toGreyImage(await decodePixels(readFileSync(samplePath(0)), 'sample'));
  const file = join(running.home, 'radiograph.png');
  writeFileSync(file, encode({ width, height, data: values, channels: 1 }));
  await pickInDialog([file]);
  await running.page.keyboard.press('Control+o');
  await expect(running.page.locator('[data-image-state="shown"]')).toBeVisible();
  await expect(running.page.locator('aside[data-result-state="ok"] .figure')).toHaveText(recordedScore(0));
  await expect(running.page.getByRole('region', { name: 'Image', exact: true })).toContainText('PNG file, no DICOM header');
});
