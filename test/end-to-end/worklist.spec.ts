import { expect, test, type Locator, type Page } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { picture } from '../support/screen-picture';
import { radiograph } from '../support/radiographs';

// A morning's list: what is unread comes first, is read by key, set aside, filtered, kept as a view, and marked several at a time.
test.describe.configure({ mode: 'serial' });

const today = new Date().toLocaleDateString('sv-SE').replaceAll('-', '');
const longName = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3);
const people = [
  { name: 'Adams^Ann', date: today },
  { name: 'Baker^Bob', date: today },
  { name: 'Clark^Cora', date: '20200105' },
  { name: 'שרון^דבורה', date: '20200104' },
  { name: 'Yamada^Tarou=山田^太郎=やまだ^たろう', date: '20200103' },
  { name: longName, date: '20200102' },
];

let running: Running;
let page: Page;
let folder: string;
test.beforeAll(async () => {
  const home = temporaryHome();
  folder = join(home, 'morning');
  mkdirSync(folder);
  people.forEach(({ name, date }, n) => writeFileSync(join(folder, `${n}.dcm`), radiograph(n, { name, date })));
  running = await startApplication(home, [folder]);
  page = running.page;
  await expect(studyRows(page)).toHaveCount(people.length);
  await expect(page.locator('[data-import-state="finished"]')).toBeVisible();
  // The last to be scored: from here on nothing moves by itself.
  await expect(studyRows(page).filter({ hasText: 'Waiting' })).toHaveCount(0, { timeout: 60_000 });
});
test.afterAll(() => running.close());

const row = (name: string): Locator => studyRows(page).filter({ hasText: name });
const status = (name: string): Locator => row(name).locator('[data-status]');
const tab = (name: string): Locator =>
  page.getByRole('group', { name: 'Status', exact: true }).getByRole('button', { name: new RegExp(`^${name}`) });

test('today’s unread come first; read by key, a case goes to the end and the next one stays the next', async () => {
  await expect(studyRows(page).nth(0)).toContainText(/Adams|Baker/);
  await expect(studyRows(page).nth(1)).toContainText(/Adams|Baker/);
  await expect(tab('Unread')).toContainText('6');
  const second = await studyRows(page).nth(1).locator('.name').innerText();
  await studyRows(page).first().click();
  const first = await studyRows(page).first().locator('.name').innerText();
  await page.keyboard.press('Shift+U');
  await expect(status(first)).toHaveAttribute('data-status', 'read');
  await expect(studyRows(page).last()).toContainText(first);
  await expect(tab('Read')).toContainText('1');
  await page.keyboard.press('ArrowDown');
  await expect(row(second)).toHaveAttribute('aria-current', 'true');
});

test('a case set aside for a second look is found in its view, and what was done is undone', async () => {
  const open = await studyRows(page).and(page.locator('[aria-current="true"]')).locator('.name').innerText();
  await page.keyboard.press('Shift+N');
  await expect(status(open)).toHaveAttribute('data-status', 'second-look');
  await page.getByRole('button', { name: /^View:/ }).click();
  await expect(page.getByRole('menuitem', { name: /Second look\s*1/ })).toBeVisible();
  await page.getByRole('menuitem', { name: /Second look/ }).click();
  await expect(studyRows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('No study matches.')).toBeVisible();
  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByRole('menuitem', { name: /All studies/ }).click();
  await expect(status(open)).toHaveAttribute('data-status', 'unread');
});

test('a verdict marks its study read, and one against the model is found among the disagreements', async () => {
  const scored = studyRows(page)
    .filter({ hasText: /uspected/ })
    .first();
  // Pictures of noise are refused; a verdict is given on them all the same.
  const target = (await scored.count()) > 0 ? scored : studyRows(page).first();
  const name = await target.locator('.name').innerText();
  await target.click();
  await page.getByRole('region', { name: 'Your verdict' }).getByText('Opacity', { exact: true }).click();
  await expect(status(name)).toHaveAttribute('data-status', 'read');
});

test('a filter is kept as a view, renamed, deleted and brought back', async () => {
  const menu = page.getByRole('button', { name: /^View:/ });
  await page.getByRole('button', { name: /^More filters/ }).click();
  await page.getByRole('combobox', { name: /^Date:/ }).click();
  await page.getByRole('option', { name: 'Today' }).click();
  await expect(studyRows(page)).toHaveCount(2);
  await picture(page, 'worklist-filters');
  await expect(menu).toHaveAccessibleName('View: All studies, changed');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Save as a view…' }).click();
  const name = page.getByRole('textbox', { name: 'Name of the view' });
  await name.fill('Second look');
  await name.press('Enter');
  await expect(page.getByText('There is a view of that name already.')).toBeVisible();
  await name.fill('This morning');
  await name.press('Enter');
  await expect(menu).toHaveAccessibleName('View: This morning');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await name.fill('Mornings');
  await name.press('Enter');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete the view' }).click();
  await expect(menu).toHaveAccessibleName('View: All studies, changed');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(menu).toHaveAccessibleName('View: Mornings');
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await page.getByRole('button', { name: /^More filters/ }).click();
  await expect(studyRows(page)).toHaveCount(people.length);
});

test('several studies are picked with the mouse and by keyboard, and marked together', async () => {
  await studyRows(page).nth(0).click();
  await studyRows(page)
    .nth(2)
    .click({ modifiers: ['Shift'] });
  await studyRows(page)
    .nth(4)
    .click({ modifiers: ['Control'] });
  const bar = page.getByRole('region', { name: 'Selected studies' });
  await expect(bar).toContainText('4 studies selected');
  await bar.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('dialog').getByRole('radio', { name: 'Those selected in the list: 4 cases' })).toBeChecked();
  await page.keyboard.press('Escape');
  const list = page.getByRole('listbox', { name: 'Studies' });
  await list.focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar).toContainText('2 studies selected');
  await page.keyboard.press('Control+a');
  await expect(bar).toContainText('6 studies selected');
  await bar.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(tab('Read')).toContainText('6');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(tab('Read')).not.toContainText('6');
  await page.keyboard.press('Escape');
});

test('as a table over the window the list sorts by its headings, shows chosen columns, and opens a case', async () => {
  await page.keyboard.press('Control+l');
  const table = page.getByRole('grid', { name: 'Studies' });
  await expect(table).toBeFocused();
  await table.getByRole('button', { name: 'Patient name' }).click();
  await expect(table.getByRole('columnheader', { name: 'Patient name' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.getByRole('row').nth(1)).toContainText('Adams, Ann');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Accession' }).click();
  await page.keyboard.press('Escape');
  await expect(table.getByRole('columnheader', { name: 'Accession' })).toBeVisible();
  await picture(page, 'worklist-table');
  await table.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(table).toHaveCount(0);
  await expect(page.getByLabel('Case', { exact: true })).toContainText('Baker, Bob');
});

test('names of any length and script stay in their line and are given whole', async () => {
  const long = row(longName.slice(0, 30)).locator('.name');
  await expect(long).toHaveAttribute('title', longName);
  const list = await page.getByRole('listbox', { name: 'Studies' }).boundingBox();
  const box = await long.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((list?.x ?? 0) + (list?.width ?? 0));
  const hebrew = row('דבורה').locator('.name');
  expect(await hebrew.evaluate((name) => [getComputedStyle(name).direction, getComputedStyle(name).textAlign])).toEqual(['rtl', 'left']);
  await expect(row('山田')).toBeVisible();
  await picture(page, 'worklist-names');
});

test('a stored image that was taken away is named, and importing it again puts it back', async () => {
  rmSync(join(running.home, 'images', 'originals'), { recursive: true });
  // Decoded images are kept for a while; a fresh page has none.
  await page.reload();
  await row('Clark').click();
  await expect(page.locator('[data-image-state="failed"]')).toContainText('Import 2.dcm again to put it back');
  await page.evaluate((path) => window.pneumoscope.request('import.start', { paths: [path] }), folder);
  await expect(page.getByText('0 images imported, 6 already here')).toBeVisible();
  await row('Adams').click();
  await row('Clark').click();
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
});
