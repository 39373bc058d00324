import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApplication, startAsInstalled, temporaryHome, type Running } from '../support/application';
import { seriousFindings } from '../support/axe';
import { picture } from '../support/screen-picture';
import { walkThrough } from '../support/walk';
import { leftInEnglish, seeWords, type WordsSeen } from '../support/words-seen';

// The whole window in German: chosen in the settings, at once, in page and menu, and kept.
test.describe.configure({ mode: 'serial' });

const home = temporaryHome();
let running: Running;
test.beforeAll(async () => {
  running = await startApplication(home);
});
test.afterAll(() => running.close());

/** The menu's titles and what stands under the first. */
const menu = (app = running.app): Promise<readonly (readonly string[])[]> =>
  app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items ?? [];
    return [items.map(({ label }) => label), (items[0]?.submenu?.items ?? []).map(({ label }) => label).filter(Boolean)];
  });
const germanMenu = [
  ['Datei', 'Bearbeiten', 'Ansicht', 'Hilfe'],
  ['Bilder öffnen …', 'Ordner öffnen …', 'Befund', 'Drucken …', 'Fälle exportieren …', 'Einstellungen', 'Beenden'],
];

test('German is chosen in the settings and holds at once, in the page and its menu', async () => {
  const { page } = running;
  await page.keyboard.press('Control+,');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const language = page.getByRole('radiogroup', { name: 'Language' });
  await expect(language.getByRole('radio', { name: 'The system’s language' })).toBeChecked();
  await language.getByRole('radio', { name: 'Deutsch' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('heading', { name: 'Darstellung' })).toBeVisible();
  await expect(page.getByRole('radiogroup', { name: 'Sprache' }).getByRole('radio', { name: 'Deutsch' })).toBeChecked();
  await expect.poll(() => menu()).toEqual(germanMenu);
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, 'german-appearance');
});

test('the sections of the settings are named in German', async () => {
  const { page } = running;
  await expect(page.getByRole('navigation', { name: 'Einstellungen' }).getByRole('listitem')).toHaveText([
    'Darstellung',
    'Tastatur',
    'Training',
    'Datensätze',
    'Modelle',
    'Kennzahlen',
    'Was sich ändert',
    'Prüfprotokoll',
    'Befunde',
    'Daten',
    'Info',
  ]);
});

test('the frame is German, and so are its keys', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Zur Befundung' }).click();
  await expect(page.getByRole('button', { name: 'Öffnen', exact: true })).toBeVisible();
  await expect(page.getByRole('toolbar', { name: 'Bildwerkzeuge' }).getByRole('button', { name: 'Fensterung' })).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Tastatur und Maus' });
  await expect(sheet.getByText('Ordner öffnen')).toBeVisible();
  await expect(
    sheet
      .locator('kbd')
      .filter({ hasText: /^Strg$/ })
      .first(),
  ).toBeVisible();
  await picture(page, 'german-keys');
  await page.keyboard.press('Escape');
});

test('a file that cannot be read is told of in German, with the English sentence beneath', async () => {
  const { page, app } = running;
  const file = join(temporaryHome(), 'notes.dcm');
  writeFileSync(file, 'no picture');
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);
  await page.keyboard.press('Control+o');
  const line = page.getByRole('listitem').filter({ hasText: 'notes.dcm' });
  await expect(line).toContainText('Die Datei ist weder eine DICOM-Datei noch ein PNG- oder JPEG-Bild.');
  await expect(line.locator('[lang=en]')).toHaveText('notes.dcm is neither a DICOM file nor a PNG or JPEG picture.');
});

test('the language is kept for the next start', async () => {
  await running.close();
  running = await startApplication(home);
  await expect(running.page.locator('html')).toHaveAttribute('lang', 'de');
  await expect.poll(() => menu()).toEqual(germanMenu);
});

test('where the system is German, so is a new reader’s window', async () => {
  const { app, page, close } = await startApplication(temporaryHome(), [], { environment: { LANGUAGE: 'de:en' } });
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  expect(await menu(app)).toEqual(germanMenu);
  await close();
});

/** Every word that a new reader meets on a walk through the whole window, in a system's language. */
async function wordsMet(systemLanguages: string): Promise<WordsSeen> {
  const { page, close } = await startAsInstalled(temporaryHome(), [], { environment: { LANGUAGE: systemLanguages } });
  const seen: WordsSeen = new Map();
  await walkThrough(page, (place) => seeWords(page, place, seen));
  await close();
  return seen;
}

test('on a walk through the whole window no word is English', async () => {
  test.setTimeout(480_000);
  const english = await wordsMet('en');
  expect(leftInEnglish(english, await wordsMet('de:en'))).toEqual([]);
});
