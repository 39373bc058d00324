import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { desktopEnvironment, enginesOf, rootSwitches, startApplication, studyRows, temporaryHome } from '../support/application';
import { programUnderTest } from '../support/program';
import { samplePath } from '../support/sample-files';

const { executable, args } = programUnderTest();

test('a second start hands its file to the first and ends', async () => {
  const running = await startApplication();
  const second = spawn(executable, [...rootSwitches, ...args, '--home', running.home, samplePath(1)], {
    env: desktopEnvironment(),
    stdio: 'ignore',
  });
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  await expect(running.page.locator('[data-image-state="shown"]')).toBeVisible();
  expect(running.app.windows()).toHaveLength(1);
  await running.close();
});

test('a killed engine is started again and the case still gets its score', async () => {
  const running = await startApplication(temporaryHome(), [samplePath(0)]);
  await expect(running.page.locator('aside[data-result-state="ok"]')).toBeVisible();
  const engines = enginesOf(running.app);
  expect(engines).toHaveLength(1);
  process.kill(Number(engines[0]), 'SIGKILL');
  await running.page.evaluate((path) => window.pneumoscope.request('import.start', { paths: [path] }), samplePath(1));
  await expect(studyRows(running.page)).toHaveCount(2);
  await studyRows(running.page).first().click();
  await expect(running.page.locator('aside[data-result-state="ok"]')).toBeVisible();
  await running.close();
});

test('killed while importing, it starts again with a whole history', async () => {
  const first = await startApplication(temporaryHome());
  await first.page.evaluate(
    (paths) => window.pneumoscope.request('import.start', { paths }),
    [samplePath(0), samplePath(1), samplePath(2)],
  );
  const { home } = first;
  const main = first.app.process();
  main.kill('SIGKILL');
  await once(main, 'exit');
  const again = await startApplication(home, [samplePath(0), samplePath(1), samplePath(2)]);
  await expect(studyRows(again.page)).toHaveCount(3);
  await expect(again.page.locator('aside[data-result-state="ok"]')).toBeVisible();
  await again.close();
});

test('a history from a newer version is refused with one sentence and left as it is', async () => {
  const running = await startApplication();
  await running.close();
  const file = join(running.home, 'history.sqlite');
  const bytes = readFileSync(file);
  bytes.writeUInt32BE(9_999, 60); // user_version, https://sqlite.org/fileformat.html#user_version_number
  writeFileSync(file, bytes);
  const refused = spawn(executable, [...rootSwitches, ...args, '--home', running.home], {
    env: desktopEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  refused.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await expect.poll(() => said).toMatch(/written by a newer Pneumoscope/);
  refused.kill('SIGKILL');
  expect(readFileSync(file).equals(bytes)).toBe(true);
});
