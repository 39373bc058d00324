import { expect, test, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { join } from 'node:path';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { writeChestDataset } from '../support/chest-dataset';
import { picture } from '../support/screen-picture';
import { seriousFindings } from '../support/axe';

// The whole way in the real window: labelled images, a run that is paused, quit and gone on with, a candidate, the gate, and back.

const home = temporaryHome();
let running: Running;
test.afterAll(() => running.close());

const section = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name, exact: true }).click();
const live = (page: Page): Locator => page.locator('[data-training-state]');

/** The system's dialogs belong to nobody's page: the test answers in their place. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Presses "Pause and quit" where the application asks before it ends. */
async function pauseAndQuit(app: ElectronApplication): Promise<void> {
  const gone = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
  await app.evaluate(({ app: electron, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    electron.quit();
  });
  await gone;
}

test('labelled images become a dataset, and its audit says what to beware of', async () => {
  const { images, labels } = await writeChestDataset(join(home, 'labelled'), 60);
  running = await startApplication(home);
  const { app, page } = running;
  await page.keyboard.press('Control+,');
  await section(page, 'Datasets');
  for (const [place, path] of [images, labels].entries()) {
    await answerDialogs(app, path);
    await page
      .getByRole('button', { name: /Choose/ })
      .nth(place)
      .click();
    await expect(page.getByText(path)).toBeVisible();
  }
  await page.locator('#dataset-name').fill('chests');
  await page.getByRole('button', { name: 'Add dataset' }).click();
  await page.getByRole('button', { name: 'chests' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'chests' })).toBeVisible();
  await expect(page.getByText('The view alone tells the label')).toBeVisible();
  await expect(page.getByText('60 images of 60 patients, 22 with opacity')).toBeVisible();
  await picture(page, 'dataset-audit');
  expect(await seriousFindings(page)).toEqual([]);
});

test('a run is started, paused, gone on with, and survives the end of the application', async () => {
  const { app, page } = running;
  await section(page, 'Training');
  await page.getByLabel('Epochs', { exact: true }).fill('400');
  await page.getByLabel('Batch size').fill('8');
  await page.getByRole('button', { name: 'Advanced' }).click();
  await page.getByLabel('Picture side').fill('64');
  await page.getByRole('button', { name: 'Estimate' }).click();
  await expect(page.getByRole('status', { name: 'Device and estimate' })).toContainText('images/s');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(live(page)).toContainText(/epoch [3-9]|epoch \d\d/);
  await expect(
    live(page)
      .getByRole('img', { name: /Validation/ })
      .first(),
  ).toBeVisible();
  await picture(page, 'training-running');
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(live(page)).toContainText('Paused');
  await live(page).getByRole('button', { name: 'Resume' }).click();
  await expect(live(page)).toContainText(/Training, epoch \d+ of 400/);
  await pauseAndQuit(app);

  running = await startApplication(home);
  await running.page.keyboard.press('Control+,');
  await section(running.page, 'Training');
  await expect(running.page.locator('[data-resumable="1"]')).toBeVisible();
  await picture(running.page, 'training-resumable');
  await running.page.locator('[data-resumable="1"]').getByRole('button', { name: 'Resume' }).click();
  await expect(live(running.page)).toContainText(/Training, epoch \d+ of 400/);
});

test('closing the window leaves the run going, and a second start brings the window back', async () => {
  const { app } = running;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => app.windows().length).toBe(0);
  const opened = app.waitForEvent('window');
  await app.evaluate(({ app: electron }) => electron.emit('activate'));
  const again = await opened;
  running = { ...running, page: again };
  await again.setViewportSize({ width: 1280, height: 800 });
  await again.waitForSelector('[data-app-state="ready"]', { state: 'attached' });
  await again.keyboard.press('Control+,');
  await section(again, 'Training');
  await expect(live(again)).toHaveAttribute('data-training-state', 'running');
  await expect(live(again)).toContainText(/epoch \d+ of 400/);
});

test('a stopped run becomes a candidate with curves, and its mistakes open in the viewer', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Stop after this epoch' }).click();
  await expect(live(page)).toContainText('It is a candidate now');
  await live(page).getByRole('button', { name: 'Open its page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Run 1' })).toBeVisible();
  await expect(page.getByRole('img', { name: /ROC/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Notes' }).fill('A run that was paused twice.');
  await page.getByRole('textbox', { name: 'Notes' }).blur();
  await picture(page, 'run-page');
  expect(await seriousFindings(page)).toEqual([]);
  // Some labels are wrong, so that some answers are.
  await page.getByRole('list', { name: 'Worst mistakes' }).getByRole('button').first().click();
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  await expect(studyRows(page)).toHaveCount(1);
  await page.keyboard.press('Control+,');
});

test('a candidate passes the gate, comes into force, and is rolled back', async () => {
  const { page } = running;
  await section(page, 'Models');
  await page.locator('[data-model="deep-cnn-run-1"]').click();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('button', { name: 'Put in force…' })).toBeVisible({ timeout: 60_000 });
  await picture(page, 'model-gate');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Put in force…' }).click();
  const dialog = page.getByRole('alertdialog');
  if (await dialog.getByRole('switch').isVisible()) await dialog.getByRole('switch').click();
  await picture(page, 'model-activation');
  await dialog.getByRole('button', { name: 'Put in force' }).click();
  const trail = page.getByRole('region', { name: 'Audit trail' });
  await expect(trail.getByRole('listitem')).toHaveCount(1);

  // What is opened now is scored by the model that was trained here.
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.pneumoscope.request('samples.import', null));
  await expect(studyRows(page)).toHaveCount(4);
  await studyRows(page).first().click();
  await expect(page.locator('aside[data-result-state="ok"]')).toContainText('run 1 on chests');
  await page.keyboard.press('a');
  await expect(page.locator('[data-verdict]')).toContainText('You agree with the model');

  await page.keyboard.press('Control+,');
  await section(page, 'Models');
  await page.getByRole('button', { name: 'Roll back' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Roll back' }).click();
  await expect(trail.getByRole('listitem')).toHaveCount(2);
  await expect(page.locator('[data-model="fourth-1"]')).toContainText('In force');
});
