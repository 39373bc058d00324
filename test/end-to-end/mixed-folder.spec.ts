import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { writeMixedFolder } from '../support/sample-files';

// A folder as they come: good files, a lateral view, a CT, a cut-off file, an empty one, a letter.
let running: Running;
test.beforeAll(async () => {
  const home = temporaryHome();
  running = await startApplication(home, [writeMixedFolder(join(home, 'mixed'))]);
});
test.afterAll(() => running.close());

test('each file that is not taken is named with its reason, and the rest goes on', async () => {
  const panel = running.page.locator('[data-import-state="finished"]');
  await expect(panel).toBeVisible();
  await expect(panel.getByRole('status')).toContainText('3 images imported, 4 files not taken');
  for (const name of ['computed-tomography.dcm', 'truncated.dcm', 'empty.dcm', 'letter.dcm']) {
    await expect(panel.getByRole('listitem').filter({ hasText: name })).toHaveCount(1);
  }
});

test('a lateral view can be looked at, and has a reason where its score would be', async () => {
  const { page } = running;
  // It shares its study with a frontal one.
  await studyRows(page)
    .filter({ has: page.getByTitle('2 images') })
    .click();
  await page
    .getByRole('region', { name: 'Images of this study' })
    .getByRole('button', { name: /Not scored/ })
    .click();
  const result = page.locator('aside[data-result-state="refused"]');
  await expect(result).toBeVisible();
  await expect(result).toContainText(/lateral/i);
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  await expect(result.locator('.figure')).toHaveCount(0);
});
