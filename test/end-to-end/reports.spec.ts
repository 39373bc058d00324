import { expect, test, type Page } from '@playwright/test';
import { decode } from 'fast-png';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { answerDialogs } from '../support/answer-dialogs';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { readPdf } from '../support/read-pdf';
import { samplePath } from '../support/sample-files';
import { picture } from '../support/screen-picture';
import { seriousFindings } from '../support/axe';

// A report from the first word to the signed PDF, a crash in between, and an export without names.
test.describe.configure({ mode: 'serial' });

const home = temporaryHome();
const out = join(home, 'out');
let running: Running;
test.afterAll(() => running.close());

const section = (page: Page, name: string) => page.getByRole('complementary', { name: 'Report' }).getByRole('textbox', { name });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Report' });

/** How many pixels of the key image have the colour of marks, wholly: Chromium embeds a PNG losslessly, as red, green and blue. */
function markPixels(file: string): number {
  const pdf = readFileSync(file);
  const head = /\/Subtype \/Image\s+\/Width (\d+)\s+\/Height (\d+)[^>]*\/FlateDecode\s+\/Length (\d+)>>\s*stream\r?\n/.exec(
    pdf.toString('latin1'),
  );
  if (head === null) throw new Error('The PDF holds no picture');
  const start = head.index + head[0].length;
  const pixels = inflateSync(pdf.subarray(start, start + Number(head[3])));
  expect(pixels.length).toBe(3 * Number(head[1]) * Number(head[2]));
  let count = 0;
  for (let at = 0; at < pixels.length; at += 3) if (pixels.readUIntBE(at, 3) === 0x8fd6ff) count += 1;
  return count;
}

test('a report begins filled in from the template, beside the image, with the computer’s part apart', async () => {
  mkdirSync(out);
  running = await startApplication(home, [samplePath(0)]);
  const { page } = running;
  await expect(page.locator('aside[data-result-state="ok"]')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Control+r');
  await expect(section(page, 'Technique')).toHaveValue(/^Chest radiograph of .*view: (PA|AP)\.$/);
  await expect(section(page, 'Impression')).toHaveValue('');
  const computed = panel(page).getByRole('region', { name: 'Computer analysis' });
  await expect(computed).toContainText(/probability 0\.\d+ at threshold 0\.\d+/);
  await expect(panel(page)).toContainText('Research use only. Not for diagnosis.');
  expect(await seriousFindings(page), 'report').toEqual([]);
  await picture(page, 'report');
});

test('what was typed is there after the application was killed', async () => {
  const { page, app } = running;
  await section(page, 'Indication').fill('Cough for two weeks.');
  await section(page, 'Findings').fill('Opacity in the left lower zone.');
  await expect(panel(page)).toHaveAttribute('data-report-state', 'saved');
  const gone = new Promise<void>((done) => app.process().once('exit', () => done()));
  app.process().kill('SIGKILL');
  await gone;
  running = await startApplication(home);
  await studyRows(running.page).first().click();
  await running.page.keyboard.press('Control+r');
  await expect(section(running.page, 'Findings')).toHaveValue('Opacity in the left lower zone.');
});

test('a draft that was thrown away comes back', async () => {
  const { page } = running;
  await panel(page).getByRole('button', { name: 'Throw the draft away' }).click();
  await expect(section(page, 'Indication')).toHaveValue('');
  await panel(page).getByRole('button', { name: 'Undo' }).click();
  await expect(section(page, 'Indication')).toHaveValue('Cough for two weeks.');
  await expect(panel(page)).toHaveAttribute('data-report-state', 'saved');
});

test('it is signed by somebody, is final from then on, and takes an addendum', async () => {
  const { page } = running;
  await panel(page).getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(panel(page).getByRole('alert')).toContainText('enter your name');
  await panel(page).getByRole('button', { name: 'Enter your name' }).click();
  await page.getByRole('textbox', { name: /Your name/ }).fill('Ada');
  await page.getByRole('button', { name: 'Back to reading' }).click();
  await section(page, 'Impression').fill('Findings suggest pneumonia.');
  await page.waitForTimeout(500); // the name is written a moment after it was typed
  await panel(page).getByRole('button', { name: 'Sign as Ada' }).click();
  await expect(panel(page).getByRole('article', { name: 'Final report' })).toContainText('Final, signed by Ada');
  await expect(section(page, 'Findings')).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'Add an addendum' }).click();
  const name = await studyRows(page).first().locator('.name').innerText();
  await section(page, 'Addendum').fill(`Compared with an outside film of ${name}: unchanged.`);
  await panel(page).getByRole('button', { name: 'Sign as Ada' }).click();
  await expect(panel(page).getByRole('article', { name: 'Addendum 1' })).toContainText(`film of ${name}: unchanged`);
});

test('while names are hidden the text of reports names nobody, and nothing is edited out of sight', async () => {
  const { page } = running;
  const name = await studyRows(page).first().locator('.name').innerText();
  await panel(page).getByRole('button', { name: 'Add an addendum' }).click();
  await section(page, 'Addendum').fill(`Discussed with ${name}.`);
  await expect(panel(page)).toHaveAttribute('data-report-state', 'final');
  await page.getByRole('button', { name: 'How the image is shown' }).click();
  await page.getByRole('menuitemcheckbox', { name: /Hide names/ }).click();
  await expect(panel(page).getByRole('article', { name: 'Addendum 1' })).toContainText('film of [hidden]: unchanged');
  await expect(section(page, 'Addendum')).toHaveCount(0);
  await expect(panel(page)).not.toContainText(name);
  expect(await seriousFindings(page), 'report without names').toEqual([]);
  await picture(page, 'report-names-hidden');
  await panel(page).getByRole('button', { name: 'Show names to edit' }).click();
  await expect(section(page, 'Addendum')).toHaveValue(`Discussed with ${name}.`);
  await panel(page).getByRole('button', { name: 'Throw the draft away' }).click();
});

test('the PDF holds the text, the image as shown with its marks and the overlay’s legend; the other one holds no name', async () => {
  const { page, app } = running;
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  const unmarked = join(out, 'unmarked.pdf');
  await answerDialogs(app, unmarked);
  await panel(page)
    .getByRole('button', { name: /Save as PDF/ })
    .click();
  await expect(panel(page)).toContainText(`Saved as ${unmarked}`);
  for (const key of ['m', 'Enter', 's']) await page.keyboard.press(key);
  await expect(page.getByTestId('mark-layer').locator('[data-mark]')).toHaveCount(1);
  const file = join(out, 'report.pdf');
  await answerDialogs(app, file);
  await panel(page)
    .getByRole('button', { name: /Save as PDF/ })
    .click();
  await expect(panel(page)).toContainText(`Saved as ${file}`);
  expect([markPixels(unmarked), markPixels(file) > 500]).toEqual([0, true]);
  const { text, pages } = await readPdf(file);
  for (const part of [
    'Radiology report',
    'Opacity in the left lower zone.',
    'Findings suggest pneumonia.',
    'Computer analysis',
    'Final, signed by Ada',
    'Addendum 1',
    'unchanged',
    ', sharpened. Marks are the reader’s, not part of the image.',
    'Not part of the image',
    'Research use only. Not for diagnosis.',
  ])
    expect(text).toContain(part);
  expect(pages).toBeLessThan(3);
  const name = await studyRows(page).first().locator('.name').innerText();
  // Long words are broken at the end of a line.
  expect(text.replaceAll(' ', '')).toContain(name);
  const anonymous = join(out, 'anonymous.pdf');
  await answerDialogs(app, anonymous);
  await panel(page)
    .getByRole('checkbox', { name: /without names/ })
    .check();
  await panel(page)
    .getByRole('button', { name: /Save as PDF/ })
    .click();
  await expect(panel(page)).toContainText(`Saved as ${anonymous}`);
  const other = await readPdf(anonymous);
  const squeezed = other.text.replaceAll(' ', '');
  expect([squeezed.includes(name), /Ada|1901/.test(other.text), other.text.includes('(de-identified)')]).toEqual([false, false, true]);
  expect(readdirSync(out).sort()).toEqual(['anonymous.pdf', 'report.pdf', 'unmarked.pdf']);
});

test('printing shows the same page to the system’s dialog, from a window without scripts', async () => {
  const { page, app } = running;
  const shown = app.evaluate(
    ({ app: electron }) =>
      new Promise<{ url: string; png: string }>((done) => {
        electron.once('web-contents-created', (_event, contents) => {
          contents.print = (_options, callback) => {
            const answer = async (): Promise<void> => {
              const image = await contents.capturePage(undefined, { stayHidden: true });
              done({ url: contents.getURL(), png: image.toPNG().toString('base64') });
              callback?.(true, '');
            };
            void answer();
          };
        });
      }),
  );
  await page.keyboard.press('Control+p');
  const { url, png } = await shown;
  expect(url).toMatch(/^pneumoscope:\/\/print\/[0-9a-f-]{36}\/page\.html$/);
  const folder = resolve('test-results/screens');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'print-page.png'), Buffer.from(png, 'base64'));
  const trail = await page.evaluate(async () =>
    JSON.stringify(
      await window.pneumoscope.request('audit.list', { actions: null, fromMs: null, beforeMs: null, beforeNumber: null, limit: 100 }),
    ),
  );
  expect(trail).toContain('"printed"');
  expect(trail).toContain('"exported"');
});

test('a template is added, warned about, mended, deleted and brought back', async () => {
  const { page } = running;
  await page.keyboard.press('Control+,');
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Reports', exact: true }).click();
  await page.getByRole('button', { name: 'Add a template' }).click();
  await page.getByRole('textbox', { name: 'Department or examination' }).fill('Emergency');
  await page.getByRole('textbox', { name: 'Technique' }).fill('{vew}');
  await expect(page.getByRole('alert')).toContainText('{vew} is not a known placeholder');
  await expect(page.getByRole('button', { name: 'Save the template' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Technique' }).fill('{view}');
  expect(await seriousFindings(page), 'template').toEqual([]);
  await picture(page, 'settings-reports');
  await page.getByRole('button', { name: 'Save the template' }).click();
  await page.getByRole('button', { name: 'Delete Emergency' }).click();
  await expect(page.getByText('Emergency was deleted.')).toBeVisible();
  await page
    .getByRole('main', { name: /^Settings/ })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(page.getByRole('button', { name: 'Delete Emergency' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to reading' }).click();
});

test('cases are exported without names into a new folder, once the reader has looked for burnt-in text', async () => {
  const { page, app } = running;
  await answerDialogs(app, out);
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export cases' });
  for (const format of ['JSON', 'PNG', 'DICOM']) await dialog.getByRole('checkbox', { name: new RegExp(`^${format}`) }).check();
  await dialog.getByRole('checkbox', { name: /De-identify/ }).check();
  await expect(dialog.getByRole('button', { name: 'Export…' })).toBeDisabled();
  expect(await seriousFindings(page), 'export').toEqual([]);
  await picture(page, 'export');
  await dialog.getByRole('checkbox', { name: /I have looked/ }).check();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(dialog.locator('[data-export-state="finished"]')).toContainText('1 case, 4 files');
  const [folder = ''] = readdirSync(out).filter((name) => name.startsWith('pneumoscope-export-'));
  expect(readdirSync(join(out, folder)).sort()).toEqual(['cases.csv', 'cases.json', 'images', 'originals']);
  const png = decode(readFileSync(join(out, folder, 'images', 'case-0001-image-1.png')));
  expect([png.width, png.height, png.depth]).toEqual([1024, 1024, 8]);
  const name = await studyRows(page).first().locator('.name').innerText();
  expect(readFileSync(join(out, folder, 'cases.json'), 'utf8')).not.toContain(name);
  expect(existsSync(join(out, folder, 'originals', 'case-0001-image-1.dcm'))).toBe(true);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
});
