import { expect, test, type Page } from '@playwright/test';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerDialogs } from '../support/answer-dialogs';
import { startApplication, temporaryHome, type Running } from '../support/application';
import { seriousFindings } from '../support/axe';
import { readPdf } from '../support/read-pdf';
import { samplePath } from '../support/sample-files';
import { picture } from '../support/screen-picture';

// The reports of several cases as PDFs, in a German window: with names, and without.
test.describe.configure({ mode: 'serial' });

const home = temporaryHome();
const out = join(home, 'out');
let running: Running;
test.beforeAll(async () => {
  mkdirSync(out);
  running = await startApplication(home, [samplePath(0), samplePath(1), samplePath(2)], { environment: { LANGUAGE: 'de:en' } });
});
test.afterAll(() => running.close());

const rows = (page: Page) => page.getByRole('listbox', { name: 'Studien' }).getByRole('option');
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Fälle exportieren' });

/** Exports what the dialog says by now; answers the new folder's reports, each with its text without spaces: long words are broken. */
async function exported(page: Page): Promise<readonly (readonly [string, string])[]> {
  const before = readdirSync(out);
  await dialogOf(page).getByRole('button', { name: 'Exportieren …' }).click();
  await expect(dialogOf(page).locator('[data-export-state="finished"]')).toContainText('2 Fälle, 2 Dateien in', { timeout: 60_000 });
  const [folder = ''] = readdirSync(out).filter((name) => !before.includes(name));
  expect(readdirSync(join(out, folder))).toEqual(['reports']);
  const reports = readdirSync(join(out, folder, 'reports')).sort();
  return Promise.all(
    reports.map(async (name) => [name, (await readPdf(join(out, folder, 'reports', name))).text.replaceAll(' ', '')] as const),
  );
}

test('the reports of the selected cases are exported as PDFs, one a case, with overlay and in German', async () => {
  const { page, app } = running;
  await expect(rows(page)).toHaveCount(3);
  // Every case has its score, so that the list rests and the reports have something to show.
  await expect(rows(page).filter({ has: page.locator('.chip.positive, .chip.negative') })).toHaveCount(3, { timeout: 120_000 });
  await rows(page).nth(0).click();
  const name = (await rows(page).nth(0).locator('.name').innerText()).replaceAll(' ', '');
  await page.keyboard.press('Control+r');
  const report = page.locator('aside[data-report-state]');
  await report.getByRole('textbox', { name: 'Befund', exact: true }).fill(`Verschattung rechts bei ${name}.`);
  await expect(report).toHaveAttribute('data-report-state', 'saved');
  await report.getByRole('textbox').last().press('Control+r');
  await rows(page)
    .nth(1)
    .click({ modifiers: ['Control'] });
  await answerDialogs(app, out);
  await page.keyboard.press('Control+e');
  const dialog = dialogOf(page);
  await expect(dialog.getByRole('radio', { name: 'In der Liste ausgewählt: 2 Fälle' })).toBeChecked();
  await dialog.getByRole('checkbox', { name: /^CSV/ }).uncheck();
  await expect(dialog.getByRole('checkbox', { name: /Overlay/ })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /^PDF/ }).check();
  await dialog.getByRole('checkbox', { name: /Overlay/ }).check();
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, 'export-reports');
  const [first, second] = await exported(page);
  expect([first?.[0], second?.[0]]).toEqual(['case-0001.pdf', 'case-0002.pdf']);
  for (const part of [`Verschattungrechtsbei${name}.`, 'Schlüsselbild', 'Overlay', 'ENTWURF']) expect(first?.[1]).toContain(part);
  for (const part of ['EswurdekeinBefundgeschrieben', 'NurfürForschungszwecke']) expect(second?.[1]).toContain(part);
});

test('without names neither the files nor their names tell who it is', async () => {
  const { page } = running;
  const dialog = dialogOf(page);
  const names = await rows(page)
    .locator('.name')
    .evaluateAll((found) => found.map((one) => one.textContent.replaceAll(' ', '')));
  await dialog.getByRole('button', { name: 'Etwas anderes exportieren' }).click();
  await dialog.getByRole('checkbox', { name: /^De-identifizieren/ }).check();
  await expect(dialog.getByRole('button', { name: 'Exportieren …' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /^Ich habe die Bilder angesehen/ }).check();
  const reports = await exported(page);
  expect(reports.map(([name]) => name)).toEqual(['case-0001.pdf', 'case-0002.pdf']);
  expect(reports.map(([, text]) => [names.some((name) => text.includes(name)), text.includes('Verschattungrechts')])).toEqual([
    [false, true],
    [false, false],
  ]);
});
