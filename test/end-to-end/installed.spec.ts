import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { strFromU8, unzipSync } from 'fflate';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  desktopEnvironment,
  rootSwitches,
  startApplication,
  startAsInstalled,
  studyRows,
  temporaryHome,
  type Running,
} from '../support/application';
import { seriousFindings } from '../support/axe';
import { programUnderTest } from '../support/program';
import { radiograph } from '../support/radiographs';
import { recordedScore, samplePath } from '../support/sample-files';
import { picture } from '../support/screen-picture';

// What somebody meets who installed the application: its first start, and the ways in which the system hands it files.
let running: Running;
test.afterEach(() => running.close());

const notice = () => running.page.getByRole('dialog', { name: 'Before you begin' });
const score = () => running.page.locator('aside[data-result-state="ok"] .figure');

test('the very first start shows no score before its notice is accepted, and asks once', async () => {
  const home = temporaryHome();
  running = await startAsInstalled(home, [samplePath(0)]);
  const { page } = running;
  await expect(notice()).toBeVisible();
  // The case is read and scored behind it.
  await expect(score()).toHaveText(recordedScore(0));
  await expect(score()).toBeHidden();
  await expect(notice().locator('[data-check]')).toHaveCount(3);
  await expect(notice()).toContainText(/Computes on\s*CPU/);
  expect(await seriousFindings(page), 'first start').toEqual([]);
  await picture(page, 'first-start');
  // Neither a key nor the menu leads past it.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+,');
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.send('menu.command', 'export'));
  await expect(notice()).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(page.getByRole('navigation', { name: 'Settings' })).toHaveCount(0);

  const before = Date.now();
  await page.getByRole('button', { name: 'I understand and accept' }).click();
  await expect(notice()).toHaveCount(0);
  await expect(score()).toBeVisible();
  const kept = await page.evaluate(() => window.pneumoscope.request('settings.read', null));
  const accepted = kept.ok ? kept.value.researchUse : null;
  expect([accepted?.version, (accepted?.acceptedAtMs ?? 0) >= before]).toEqual(['0.1.0', true]);

  await running.close();
  running = await startAsInstalled(home);
  await expect(studyRows(running.page)).toHaveCount(1);
  await expect(notice()).toHaveCount(0);
  await running.page.keyboard.press('Control+,');
  await running.page.getByRole('button', { name: 'About', exact: true }).click();
  await expect(running.page.getByText(/Accepted on \d{4}-\d\d-\d\d \d\d:\d\d, in version 0\.1\.0/)).toBeVisible();
});

test('the page cannot accept on its own what only the notice may', async () => {
  running = await startAsInstalled(temporaryHome());
  const reply = await running.page.evaluate(() =>
    window.pneumoscope.request('settings.write', { researchUse: { version: '0.1.0', acceptedAtMs: 1 } }),
  );
  expect(reply.ok ? 'written' : reply.failure.code).toBe('invalid-request');
});

/** Starts the application once more on the same home folder, as a file manager does; it hands over and ends. */
async function startAgain(...files: readonly string[]): Promise<void> {
  const { executable, args } = programUnderTest();
  const second = spawn(executable, [...rootSwitches, ...args, '--home', running.home, ...files], {
    env: desktopEnvironment(),
    stdio: 'ignore',
  });
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
}

test('a second start opens a DICOMDIR, and a file named by its address, in the window that is there', async () => {
  running = await startApplication();
  const medium = join(temporaryHome(), 'cd rom');
  cpSync(resolve('test/fixtures/dicomdir'), medium, { recursive: true });
  // The directory's records, and radiographs of a chest where they point to.
  const named = ['CR1/6154', 'CR2/6247', 'CR3/6278'];
  named.forEach((name, index) => copyFileSync(samplePath(index), join(medium, '77654033', name)));
  await startAgain(join(medium, 'DICOMDIR'));
  await expect(studyRows(running.page)).toHaveCount(3);
  await expect(running.page.locator('[data-image-state="shown"]')).toBeVisible();

  const other = join(medium, 'not of the directory.dcm');
  writeFileSync(other, radiograph(1));
  await startAgain(pathToFileURL(other).href);
  await expect(studyRows(running.page)).toHaveCount(4);
  expect(running.app.windows()).toHaveLength(1);
});

test('a first start with a DICOMDIR takes in what it lists, and names what is not there', async () => {
  // As media are mounted on Linux: in small letters, on a place with a space in it.
  const medium = join(temporaryHome(), 'cd rom');
  mkdirSync(join(medium, '77654033', 'cr2'), { recursive: true });
  copyFileSync(resolve('test/fixtures/dicomdir/DICOMDIR'), join(medium, 'dicomdir'));
  copyFileSync(samplePath(0), join(medium, '77654033', 'cr2', '6247'));
  running = await startApplication(temporaryHome(), [pathToFileURL(join(medium, 'dicomdir')).href]);
  await expect(studyRows(running.page)).toHaveCount(1);
  await expect(running.page.locator('[data-image-state="shown"]')).toBeVisible();
  const told = running.page.locator('[data-import-state="finished"]');
  await expect(told).toContainText('1 image imported, 30 files not taken');
  await expect(told).toContainText(`${join('77654033', 'CR1', '6154')} is listed in ${join(medium, 'dicomdir')} but is not there.`);
});

test('files that macOS asks to open, one by one, come in as one import', async () => {
  running = await startApplication();
  await running.app.evaluate(
    ({ app }, files) => files.forEach((file) => void app.emit('open-file', { preventDefault: () => undefined }, file)),
    [samplePath(0), samplePath(1)],
  );
  await expect(studyRows(running.page)).toHaveCount(2);
  await expect(running.page.locator('[data-import-state]')).toHaveCount(1);
});

test('diagnostics go where the reader says, from the menu, with the reports of a page that crashed', async () => {
  const home = join(temporaryHome(), 'Quagmire^Zebulon');
  running = await startApplication(home, [samplePath(0)]);
  await expect(studyRows(running.page)).toHaveCount(1);
  const zip = join(temporaryHome(), 'diagnostics.zip');
  // The page is killed as by a lack of memory; what its memory held is nowhere.
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  const logs = join(home, 'logs');
  await expect.poll(() => (existsSync(logs) ? readdirSync(logs).length : 0)).toBe(1);
  await running.close();
  running = await startApplication(home);
  await running.app.evaluate(({ dialog, Menu }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    const help = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Help');
    help?.submenu?.items.find(({ label }) => label === 'Collect Diagnostics…')?.click();
  }, zip);
  await expect(running.page.getByText(`Written to ${zip}`)).toBeVisible();
  const files = Object.entries(unzipSync(readFileSync(zip))).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
  const [crash] = files.filter(([name]) => name.startsWith('logs/crash-'));
  expect(crash?.[1]).toMatch(/^time: .*\nversion: 0\.1\.0\nprocess: page\nreason: (crashed|killed)\nexitCode: -?\d+\n$/);
  const listed = await running.page.evaluate(() =>
    window.pneumoscope.request('studies.show', { studyId: 1 }).then((reply) => (reply.ok ? reply.value : null)),
  );
  const known = [listed?.study.patientId, listed?.study.studyInstanceUid, listed?.instances[0]?.originalName, 'Quagmire', home];
  for (const [name, text] of files) for (const word of known) expect(text, name).not.toContain(word ?? 'nothing was listed');
  expect(files.map(([name]) => name)).toContain('history.json');
});
