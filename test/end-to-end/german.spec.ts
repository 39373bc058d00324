import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitDataset } from '../../src/main/dataset/split';
import { defaultsOf } from '../../src/shared/training-presets';
import { recordFailure } from '../../src/main/store/results';
import { recordVerdict } from '../../src/main/store/verdicts';
import { plainVerdict } from '../../src/shared/verdict';
import { startApplication, startAsInstalled, temporaryHome, type Running } from '../support/application';
import { seriousFindings } from '../support/axe';
import { cutTexts } from '../support/cut-texts';
import { makeHistory, openMadeHistory, type MadeImage } from '../support/made-history';
import { makeRun } from '../support/made-run';
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

const region = { x: 10, y: 10, width: 20, height: 20 };

/** A study whose name and description take little room: what may be cut is what German says. */
const madeStudy = (study: number): MadeImage => ({
  patient: `Studie ${study}`,
  study,
  image: 1,
  view: 'PA',
  date: `2024010${study}`,
  width: 64,
  height: 64,
  valueAt: (x) => 60 * x,
  ...(study === 1 ? { region } : {}),
});

/** What a run recorded, in its own words: of the seed notebook's split, of a machine that changed, of a damaged checkpoint. */
const warnings = [
  splitDataset([], { ...defaultsOf('seed-cnn'), split: 'seed' }).warning ?? '',
  'The run began with TensorFlow 2.19.1, 2 threads, oneDNN on and goes on with TensorFlow 2.19.1, 4 threads, oneDNN on.',
  'A checkpoint is damaged: weights.bin is not what was written. The one before it is used.',
];

/** Every word that a new reader meets on a walk through the whole window, in a system's language. There is a training run to look at. */
async function wordsMet(systemLanguages: string): Promise<WordsSeen> {
  const own = temporaryHome();
  makeRun(own, warnings, 'Memory ran out while training. A new run with half the batch size needs about half.');
  const { page, close } = await startAsInstalled(own, [], { environment: { LANGUAGE: systemLanguages } });
  const seen: WordsSeen = new Map();
  await walkThrough(page, (place) => seeWords(page, place, seen));
  await close();
  return seen;
}

test('in the list at its narrowest window no result, heading or status is cut, and a chip tells its reason in German', async () => {
  const own = temporaryHome();
  const images = [madeStudy(1), madeStudy(2), madeStudy(3), { ...madeStudy(4), region, probability: 0.1 }];
  const [first = NaN, second = NaN, third = NaN, fourth = NaN] = await makeHistory(own, images);
  const history = await openMadeHistory(own);
  const by = { modelId: history.model.card.id, modelSha256: history.model.sha256 };
  recordFailure(history.database, second, { code: 'not-frontal-chest', message: '2-1.dcm is no frontal chest.' }, by, 5);
  recordFailure(history.database, third, { code: 'truncated', message: '3-1.dcm is cut short.' }, by, 5);
  const disagreeing = { reader: '', boxes: [], decidedAtMs: Date.now() };
  recordVerdict(history.database, { ...plainVerdict(false), ...disagreeing, instanceId: first });
  recordVerdict(history.database, { ...plainVerdict(true), ...disagreeing, instanceId: fourth });
  history.database.close();
  const { page, close } = await startApplication(own, [], { environment: { LANGUAGE: 'de:en' } });
  const rows = page.getByRole('listbox', { name: 'Studien' }).getByRole('option');
  await expect(rows).toHaveCount(4);
  await rows.filter({ hasText: 'Studie 1' }).click();
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  await expect(page.locator('.chip.refused')).toHaveAttribute('title', 'Das Bild ist keine frontale Röntgenaufnahme des Thorax.');
  await picture(page, 'german-list');
  expect(await cutTexts(page)).toEqual([]);
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('row').nth(4)).toBeVisible();
  await picture(page, 'german-table');
  expect(await cutTexts(page)).toEqual([]);
  await close();
});

test('on a walk through the whole window no word is English', async () => {
  test.setTimeout(480_000);
  const english = await wordsMet('en');
  expect(leftInEnglish(english, await wordsMet('de:en'))).toEqual([]);
});
