import { expect, test, type Page } from '@playwright/test';
import { studyRows } from '../support/application';
import { startDeveloping, type DevelopedApplication } from '../support/developed-application';
import { recordedScore, samplePath } from '../support/sample-files';

// `npm run dev` as a developer uses it, on a copy of the sources: each change is saved, and looked for in what runs.
let developed: DevelopedApplication;
test.afterEach(() => developed.close());

/** Builds from nothing, bundles packages for the page beforehand and starts twice. */
const limitMilliseconds = 300_000;
/** A build, a new process and its answer. */
const seen = { timeout: 90_000 };

const score = (page: Page) => page.locator('aside[data-result-state="ok"] .figure');

/** Imports a sample and opens it once its row in the list shows this score. */
async function openSample(page: Page, index: number, scored: string): Promise<void> {
  await page.evaluate((path) => window.pneumoscope.request('import.start', { paths: [path] }), samplePath(index));
  await studyRows(page).filter({ hasText: scored }).click(seen);
  await expect(score(page)).toHaveText(scored, seen);
}

test('a changed word, engine, preload script and main process each take their place in the application that runs', async () => {
  test.setTimeout(limitMilliseconds);
  developed = startDeveloping();
  const page = await developed.page(1);
  await expect(page.getByText('No case open')).toBeVisible(seen);
  const violations: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && violations.push(message.text())));
  await page.evaluate(() => (document.documentElement.dataset.here = 'since the start'));
  const isSamePage = (): Promise<boolean> => page.evaluate(() => document.documentElement.dataset.here === 'since the start');

  // The page: in its place, without loading again.
  developed.change('src/renderer/frame/CaseIdentity.svelte', "{t('frame:noCaseOpen')}", 'The lightbox is empty');
  await expect(page.getByText('The lightbox is empty')).toBeVisible(seen);
  expect(await isSamePage()).toBe(true);

  // The engine: another process with another answer, in the same window.
  await openSample(page, 0, recordedScore(0));
  const [engine] = developed.processesOf('engine-process');
  developed.change('src/main/engine/engine-process.ts', '    modelSha256: sha256,', '    probability: 0.4321,\n    modelSha256: sha256,');
  await expect.poll(() => developed.processesOf('engine-process').filter((one) => one !== engine).length, seen).toBe(1);
  await openSample(page, 1, '0.43');
  expect(await isSamePage()).toBe(true);
  expect(developed.processesOf('engine-process')).not.toContain(engine);

  // The preload script: the same application loads its page again.
  developed.change('src/preload/index.ts', "getPathForFile(file) : ''", "getPathForFile(file) : 'no file'");
  await expect.poll(isSamePage, seen).toBe(false);
  await expect(studyRows(page)).toHaveCount(2, seen);
  expect(await page.evaluate(() => window.pneumoscope.pathOfDroppedFile(JSON.parse('{}')))).toBe('no file');
  await page.evaluate(() => (document.documentElement.dataset.here = 'since the start'));

  // The main process: the application starts again, with what is in its history.
  developed.change('src/main/window.ts', "const backgroundColor = '#0b0d10';", "const backgroundColor = '#0b0d11';");
  const again = await developed.page(2);
  await expect(studyRows(again)).toHaveCount(2, seen);
  expect(await again.evaluate(() => document.documentElement.dataset.here)).toBeUndefined();

  expect(violations.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
  expect(await developed.close()).toEqual({ left: [] });
});
