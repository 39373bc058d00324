import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runScript } from './setup/failure.mjs';
import { inModules, projectFolder } from './setup/paths.mjs';
import { setUp } from './setup/set-up.mjs';
import { buildIfStale } from './support/build.mjs';
import { runOnElectronNode, runWithDisplay } from './support/run-program.mjs';
import { sandboxSwitches } from './support/sandbox.mjs';
import { countEndToEndTests, countUnitTests, judge, sum } from './support/test-counts.mjs';

// npm test: everything. npm run unit, npm run e2e [-- PATTERN...]: one half, or some of its files.
const [half, ...selection] = ['--unit', '--e2e'].includes(process.argv[2]) ? process.argv.slice(2) : ['--all', ...process.argv.slice(2)];

const reportFolder = join(projectFolder, 'test-results');
const unitReport = join(reportFolder, 'unit.json');
// Playwright empties its own folder when it starts.
const endToEndReport = join(reportFolder, 'end-to-end.json');

const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

async function unitTests() {
  console.log('Unit tests, on the Node inside Electron');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  const code = await runOnElectronNode([inModules('vitest', 'vitest.mjs'), 'run', ...reporters, ...selection]);
  const report = readReport(unitReport);
  return judge(report && countUnitTests(report), code);
}

async function endToEndTests() {
  console.log('End-to-end tests, on the real application');
  const command = [process.execPath, inModules('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json', ...selection];
  const code = await runWithDisplay(command, { env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: endToEndReport } });
  const report = readReport(endToEndReport);
  return judge(report && countEndToEndTests(report), code);
}

await runScript(async () => {
  await setUp();
  await buildIfStale();
  if (half !== '--unit') sandboxSwitches(); // Says what to do where the application could not be started at all.
  mkdirSync(reportFolder, { recursive: true });
  for (const report of [unitReport, endToEndReport]) rmSync(report, { force: true });
  const halves = [];
  if (half !== '--e2e') halves.push(await unitTests());
  if (half !== '--unit') halves.push(await endToEndTests());
  const { passed, failed, skipped } = sum(halves);
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
});
