import { expect, test, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportPackage } from '../../src/main/services/model-package';
import { startApplication, studyRows, temporaryHome, type Running, withoutWritePermission } from '../support/application';
import { picture } from '../support/screen-picture';
import { smallCard, writeSmallModel } from '../support/small-model';
import { seriousFindings } from '../support/axe';

// A case explains itself: what made its score, what another model says, who opened it, and how the model does beside the reader.

const home = temporaryHome();
let running: Running;
// The last test has closed it where all went well.
test.afterAll(() => running.close().catch(() => undefined));

const otherCard = { ...smallCard, id: 'other', name: 'Other network', threshold: 0 };

/** Writes another model as it would come from another machine: untrained, and calling everything positive. */
async function writeOtherModel(): Promise<string> {
  const file = join(home, 'other.pneumoscope-model');
  await exportPackage(await writeSmallModel(join(home, 'elsewhere'), otherCard, 2), file);
  return file;
}

const section = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name, exact: true }).click();

async function openFirst(page: Page, kind: 'positive' | 'negative'): Promise<void> {
  await studyRows(page)
    .filter({ has: page.locator(`.chip.${kind}`) })
    .first()
    .click();
  await expect(page.locator(`[data-result="${kind}"]`)).toBeVisible();
}

const history = (page: Page) => page.getByRole('region', { name: 'Results of this image' }).getByRole('listitem');

test('a result says how it came about, and another model’s look is beside it without taking its place', async () => {
  const file = await writeOtherModel();
  running = await startApplication(home);
  const { app, page } = running;
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  await page.keyboard.press('Control+,');
  await section(page, 'Models');
  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(page.locator('[data-model="other"]')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.pneumoscope.request('settings.write', { readerName: 'Dr Example' }));
  await page.evaluate(() => window.pneumoscope.request('samples.import', null));
  await expect(studyRows(page).locator('.chip.positive, .chip.negative')).toHaveCount(3, { timeout: 60_000 });
  await openFirst(page, 'negative');
  await page.getByText('How this result came about').click();
  const how = page.locator('details.how');
  await expect(how).toContainText('fourth-1,');
  await expect(how).toContainText(/CPU|GPU/);
  await expect(history(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Run another model on this image' }).click();
  await page.getByRole('menuitem', { name: 'Other network' }).click();
  await expect(history(page)).toHaveCount(2);
  await expect(history(page).first()).toContainText('Other network');
  await expect(history(page).first()).toHaveAttribute('data-flipped', 'true');
  await expect(history(page).nth(1)).toContainText('shown');
  await how.scrollIntoViewIfNeeded();
  await picture(page, 'how-it-came-about');
  await expect(page.locator('[data-result="negative"]')).toBeVisible();
  await page.keyboard.press('d');
  await expect(page.locator('[data-verdict="opacity"]')).toBeVisible();
  await openFirst(page, 'positive');
  await page.keyboard.press('a');
  await expect(page.locator('[data-verdict="opacity"]')).toBeVisible();
});

test('another model looks at all studies, what flips is listed, and a click opens the case', async () => {
  const { page } = running;
  const negatives = await studyRows(page).locator('.chip.negative').count();
  await page.keyboard.press('Control+,');
  await section(page, 'What flips');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-rerun-state="finished"]')).toContainText('3 of 3 images');
  const flips = page.getByRole('region', { name: 'Table of cases that flip' });
  await expect(flips.getByRole('row')).toHaveCount(negatives + 1);
  await picture(page, 'what-flips');
  expect(await seriousFindings(page)).toEqual([]);
  await flips.getByRole('button').first().click();
  await expect(page.locator('[data-result="negative"]')).toBeVisible();
});

test('figures stand beside their intervals, and a disagreement opens', async () => {
  const { page } = running;
  await page.keyboard.press('Control+,');
  await section(page, 'Figures');
  await expect(page.locator('[data-figure="agreement"]')).toContainText('50.0 %');
  await expect(page.locator('[data-figure="specificity"]')).toContainText('No such image');
  await expect(page.getByText('From 2 images no figure means much')).toBeVisible();
  await expect(page.getByRole('img', { name: /Scores by week/ })).toBeVisible();
  await picture(page, 'figures');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show the numbers' }).click();
  await expect(page.getByRole('region', { name: 'Table of weeks' }).getByRole('row')).toHaveCount(2);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('region', { name: 'Table of disagreements' }).getByRole('button').first().click();
  await expect(page.locator('[data-verdict="opacity"]')).toBeVisible();
});

test('the audit trail names cases by number and the reader, is verified, filtered and exported', async () => {
  const { app, page } = running;
  const file = join(home, 'trail.jsonl');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.keyboard.press('Control+,');
  await section(page, 'Audit trail');
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.locator('[data-audit-check]')).toContainText('Sound');
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByText(/entries written to/)).toBeVisible();
  await picture(page, 'audit-trail');
  expect(await seriousFindings(page)).toEqual([]);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  let previous = '0'.repeat(64);
  for (const line of lines) {
    // As docs/history.md says: the hash is over the previous one and the line without its own.
    const [, content = '', sha256 = ''] = /^(.*),"sha256":"([0-9a-f]{64})"}$/.exec(line) ?? [];
    expect(createHash('sha256').update(`${previous}${content}}`).digest('hex')).toBe(sha256);
    previous = sha256;
  }
  const actions = lines.map((line) => (JSON.parse(line) as { action: string }).action);
  const count = (action: string): number => actions.filter((one) => one === action).length;
  // Opened: by hand twice, by a click in a table twice, and maybe the one that the import shows; not once an image.
  expect([count('imported'), count('rerun'), count('verdict-given')]).toEqual([1, 2, 2]);
  expect(count('study-opened')).toBeGreaterThanOrEqual(4);
  expect(count('study-opened')).toBeLessThanOrEqual(5);
  expect(lines.join('')).toContain('"reader":"Dr Example"');
  expect(lines.join('')).not.toMatch(/patient/i);
  await page.getByRole('combobox', { name: /^Action/ }).click();
  await page.getByRole('option', { name: 'Verdict given' }).click();
  await expect(page.getByRole('region', { name: 'Table of entries' }).getByRole('row')).toHaveCount(3);
});

test('where the folder cannot be written reading goes on, and the trail says that it is not written', async () => {
  await running.close();
  await withoutWritePermission(home, async () => {
    running = await startApplication(home);
    const { page } = running;
    await studyRows(page).first().click();
    await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
    await expect(page.getByText('the audit trail is not written')).toBeVisible();
    await page.keyboard.press('Control+,');
    await section(page, 'Audit trail');
    await expect(page.getByText(/Nothing is being written now/)).toBeVisible();
    await running.close();
  });
});
