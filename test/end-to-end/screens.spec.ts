import { expect, test, type Page } from '@playwright/test';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { enginesOf, startApplication, studyRows, temporaryHome, withoutWritePermission } from '../support/application';
import { picture } from '../support/screen-picture';
import { otherInstance, samplePath, setElement, withoutJpegHeader } from '../support/sample-files';

// Every state of the window, reached on the real application.

const openPath = (page: Page, path: string): Promise<unknown> =>
  page.evaluate((file) => window.pneumoscope.request('import.start', { paths: [file] }), path);

async function useTheme(page: Page, theme: 'dark' | 'light'): Promise<void> {
  await page.evaluate((chosen) => window.pneumoscope.request('settings.write', { theme: chosen }), theme);
  await page.reload();
}

test('first run, a read case and its surroundings, in both themes and sizes', async () => {
  const { page, close } = await startApplication();
  await expect(page.getByRole('button', { name: /sample studies/ })).toBeVisible();
  await picture(page, 'first-run');
  await page.getByRole('button', { name: /sample studies/ }).click();
  await expect(studyRows(page)).toHaveCount(3);
  await expect(page.locator('[data-import-state="finished"]')).toBeVisible();
  for (const verdict of ['positive', 'negative'] as const) {
    await openCaseWith(page, verdict);
    await picture(page, `case-${verdict}`);
  }
  await page.getByRole('button', { name: /edition/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await picture(page, 'model-card');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await picture(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  for (const section of ['Appearance', 'Training', 'Datasets', 'Models', 'Data', 'About']) {
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: section, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: section, exact: true })).toBeVisible();
    await picture(page, `settings-${section.toLowerCase()}`);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('nobody of this name');
  await expect(page.getByText('No study matches.')).toBeVisible();
  await picture(page, 'empty-search');

  await page.setViewportSize({ width: 1920, height: 1080 });
  for (const theme of ['dark', 'light'] as const) {
    await useTheme(page, theme);
    await openCaseWith(page, 'positive');
    await picture(page, `case-positive-${theme}-1920`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await picture(page, 'case-positive-light');
  await close();
});

async function openCaseWith(page: Page, verdict: 'positive' | 'negative'): Promise<void> {
  await studyRows(page)
    .filter({ has: page.locator(`.chip.${verdict}`) })
    .first()
    .click();
  await expect(page.locator(`[data-result="${verdict}"]`)).toBeVisible();
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  await expect(page.locator('canvas[data-heatmap="drawn"]')).toBeVisible();
}

test('refused, failed, computing and restarting', async () => {
  const home = temporaryHome();
  const sample = readFileSync(samplePath(0));
  const files = {
    'lateral.dcm': setElement(sample, 0x0018, 0x5101, 'CS', 'LL'),
    'damaged.dcm': otherInstance(withoutJpegHeader(sample), '8'),
    'next.dcm': otherInstance(sample, '9'),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(home, name), bytes);

  const { app, page, close } = await startApplication(home, [join(home, 'lateral.dcm')]);
  await expect(page.locator('[data-result="refused"]')).toBeVisible();
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  await picture(page, 'refused');

  await openPath(page, join(home, 'damaged.dcm'));
  await page.getByRole('button', { name: /Failed/ }).click();
  await expect(page.locator('[data-image-state="failed"]')).toBeVisible();
  await expect(page.locator('[data-result="error"]')).toBeVisible();
  await picture(page, 'failed');

  // A stopped engine computes for as long as the picture takes; killed, it is started again.
  await openPath(page, samplePath(1));
  await expect(studyRows(page)).toHaveCount(2);
  await expect.poll(() => enginesOf(app)).toHaveLength(1);
  const [engine] = enginesOf(app);
  if (engine === undefined) throw new Error('there is no engine');
  process.kill(engine, 'SIGSTOP');
  await openPath(page, join(home, 'next.dcm'));
  await page.getByRole('button', { name: /Waiting/ }).click();
  await expect(page.locator('aside[data-result-state="pending"]')).toBeVisible();
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  await picture(page, 'computing');
  process.kill(engine, 'SIGKILL');
  await expect(page.getByText(/restarting/i).first()).toBeVisible();
  await picture(page, 'engine-restarting');
  await expect(page.locator('aside[data-result-state="ok"]')).toBeVisible();
  await close();
});

test('an import under way, cancelled, and one with files that were not taken', async () => {
  const home = temporaryHome();
  const many = join(home, 'many');
  mkdirSync(many);
  for (let index = 0; index < 8_000; index += 1) copyFileSync(samplePath(0), join(many, `${index}.dcm`));
  const { page, close } = await startApplication(home);
  await expect(page.getByRole('button', { name: /sample studies/ })).toBeVisible();
  await openPath(page, many);
  await expect(page.locator('[data-import-state="importing"]')).toBeVisible();
  await picture(page, 'importing');
  await page.locator('[data-import-state="importing"]').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('[data-import-state="cancelled"]')).toBeVisible();
  await picture(page, 'import-cancelled');
  writeFileSync(join(home, 'letter.dcm'), 'Dear colleague, '.repeat(40));
  writeFileSync(join(home, 'cut-off.dcm'), readFileSync(samplePath(1)).subarray(0, 20_000));
  await page.evaluate(
    (paths) => window.pneumoscope.request('import.start', { paths }),
    [join(home, 'letter.dcm'), join(home, 'cut-off.dcm'), join(home, 'missing.dcm'), samplePath(2)],
  );
  await expect(page.getByText('3 files not taken').first()).toBeVisible();
  await picture(page, 'import-refusals');
  await close();
});

test('a home folder that cannot be written can be read, and says so', async () => {
  const { home, close } = await startApplication(temporaryHome(), [samplePath(0)]).then(async (running) => {
    await expect(running.page.locator('aside[data-result-state="ok"]')).toBeVisible();
    return running;
  });
  await close();
  await withoutWritePermission(home, async () => {
    const { page, close: end } = await startApplication(home);
    await expect(page.getByText('The data folder cannot be written.')).toBeVisible();
    await studyRows(page).first().click();
    await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
    await expect(page.locator('aside[data-result-state="ok"]')).toBeVisible();
    await openPath(page, samplePath(1));
    await expect(page.locator('[data-import-state="failed"]')).toContainText('cannot be written to, so nothing can be imported');
    await picture(page, 'read-only');
    await expect(studyRows(page)).toHaveCount(1);
    await end();
  });
});
