import { expect, test } from '@playwright/test';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';

// What makes a long morning easier: the tour, the reader's own keys, larger text, more contrast. All of it survives a restart, and so does the case that was open.
test.describe.configure({ mode: 'serial' });

const home = temporaryHome();
let running: Running;
test.beforeAll(async () => {
  running = await startApplication(home);
});
test.afterAll(() => running.close());

test('the tour goes through list, image and result of a sample by the Enter key', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Open them and show me around' }).click();
  const card = page.getByRole('dialog');
  for (const title of ['Your cases', 'The image, and what the model points at', 'Its answer, and yours']) {
    await expect(card.getByRole('heading')).toHaveText(title);
    await expect(card.locator('.primary')).toBeFocused();
    await page.keyboard.press('Enter');
  }
  await expect(card).toHaveCount(0);
  await expect(page.locator('aside[data-result-state="ok"]')).toBeVisible();
});

test('a key is changed, a taken one is refused, and the new one runs the command', async () => {
  const { page } = running;
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Keyboard', exact: true }).click();
  const change = page.getByRole('button', { name: 'Change the key of Overlay on or off' });
  const row = page.locator('[data-command="toggle-overlay"]');
  await change.press('Enter');
  await page.keyboard.press('i');
  await expect(row.getByRole('status')).toHaveText('I already runs “Invert”.');
  await page.keyboard.press('q');
  await expect(row.locator('kbd')).toHaveText('Q');
  await page.keyboard.press('Escape');
  const overlay = page.getByTestId('prediction-overlay');
  await expect(overlay).toBeVisible();
  await page.keyboard.press('o');
  await expect(overlay).toBeVisible();
  await page.keyboard.press('q');
  await expect(overlay).toHaveCount(0);
});

test('larger text, more contrast and no motion hold at once and after a restart', async () => {
  const shown = (): Promise<readonly [number, boolean, boolean]> =>
    running.page.evaluate(() => {
      const { dataset } = document.documentElement;
      return [
        Math.round(window.devicePixelRatio * 100) / 100,
        dataset.highContrast !== undefined,
        dataset.reducedMotion !== undefined,
      ] as const;
    });
  const { page } = running;
  await page.keyboard.press('Control+,');
  await page.getByRole('radio', { name: 'Very large' }).click();
  await page.getByRole('switch', { name: 'High contrast' }).click();
  await page.getByRole('switch', { name: 'No motion' }).click();
  await expect.poll(shown).toEqual([1.3, true, true]);
  await running.close();
  running = await startApplication(home);
  await expect.poll(shown).toEqual([1.3, true, true]);
});

test('the last case is open again at the next start', async () => {
  const { page } = running;
  await page.keyboard.press('Escape');
  const viewer = page.locator('.viewer[data-image-state="shown"]');
  const first = (await viewer.getAttribute('data-instance')) ?? '';
  await studyRows(page).and(page.locator('[aria-selected="false"]')).first().click();
  await expect(viewer).not.toHaveAttribute('data-instance', first);
  const last = (await viewer.getAttribute('data-instance')) ?? '';
  await running.close();
  running = await startApplication(home);
  await expect(running.page.locator('.viewer[data-image-state="shown"]')).toHaveAttribute('data-instance', last);
});
