import { expect, test } from '@playwright/test';
import { startApplication, studyRows, temporaryHome } from '../support/application';
import { samplePath } from '../support/sample-files';
import { seriousFindings } from '../support/serious-findings';

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing serious in the ${theme} theme`, async () => {
    const { page, close } = await startApplication(temporaryHome());
    await page.evaluate((chosen) => window.pneumoscope.request('settings.write', { theme: chosen }), theme);
    await page.reload();
    await expect(page.getByRole('button', { name: /sample studies/ })).toBeVisible();
    expect(await seriousFindings(page), 'first run').toEqual([]);

    await page.evaluate((path) => window.pneumoscope.request('import.start', { paths: [path] }), samplePath(0));
    await studyRows(page).first().click();
    await expect(page.locator('aside[data-result-state="ok"]')).toBeVisible();
    expect(await seriousFindings(page), 'a read case').toEqual([]);

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await seriousFindings(page), 'shortcut sheet').toEqual([]);
    await page.keyboard.press('Escape');

    await page.keyboard.press('Control+,');
    await expect(page.getByRole('navigation', { name: 'Settings' })).toBeVisible();
    expect(await seriousFindings(page), 'settings').toEqual([]);
    for (const section of ['Training', 'Datasets', 'Models']) {
      await page.getByRole('button', { name: section, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible();
      expect(await seriousFindings(page), section).toEqual([]);
    }
    await close();
  });
}
