import { expect, test, type Page } from '@playwright/test';
import { startApplication, temporaryHome, type Running } from '../support/application';
import { samplePath } from '../support/sample-files';

// From which probability on an image is called positive is the reader's choice; what was called before keeps its threshold until it is called again.
test.describe.configure({ mode: 'serial' });

const home = temporaryHome();
let running: Running;
test.afterAll(() => running.close());

const result = (page: Page) => page.locator('aside[data-result-state="ok"]');

async function openModels(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Models', exact: true }).click();
}

test('a result says at which operating point it was called', async () => {
  running = await startApplication(home, [samplePath(0)]);
  await expect(result(running.page).locator('[data-operating-point]')).toHaveText(/^Balanced, positive from 0\.\d{3}$/);
  await expect(result(running.page).locator('[data-note="other-threshold"]')).toHaveCount(0);
});

test('another is chosen in the settings, among what each comes to, and the choice is in the audit trail', async () => {
  const { page } = running;
  await openModels(page);
  const points = page.getByRole('region', { name: 'Operating points' });
  await expect(points.getByRole('radio', { name: 'Balanced' })).toBeChecked();
  await expect(points.locator('[data-point="rule-in"] td')).toHaveText([/^0\.\d{3}$/, /%/, /%/, /%/, /%/]);
  await points.getByRole('radio', { name: 'Rule-in' }).click();
  await expect(points.getByRole('radio', { name: 'Rule-in' })).toBeChecked();
  await page.getByRole('button', { name: 'Audit trail', exact: true }).click();
  await expect(page.locator('main').getByText('Operating point chosen').last()).toBeVisible();
});

test('the result on the screen keeps its own, says so, and is called again on demand', async () => {
  const { page } = running;
  await page.keyboard.press('Escape');
  const other = result(page).locator('[data-note="other-threshold"]');
  await expect(other).toContainText('Another operating point is in force now: Rule-in');
  await expect(result(page).locator('[data-operating-point]')).toHaveText(/^Balanced/);
  const probability = await result(page).locator('.figure').innerText();
  await other.getByRole('button', { name: 'Call again' }).click();
  await expect(result(page).locator('[data-operating-point]')).toHaveText(/^Rule-in, positive from 0\.\d{3}$/);
  await expect(other).toHaveCount(0);
  await expect(result(page).locator('.figure')).toHaveText(probability);
});

test('the choice outlives a restart', async () => {
  await running.close();
  running = await startApplication(home);
  await openModels(running.page);
  await expect(running.page.getByRole('region', { name: 'Operating points' }).getByRole('radio', { name: 'Rule-in' })).toBeChecked();
});
