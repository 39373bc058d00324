import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/main/store/database';
import { everyStudy } from '../src/shared/worklist';
import { type BenchReport, type BenchResult, median, quantile, reportOf } from './report';
import { makeReadingHistory } from './reading-history';
import { dragWindow, inWindow, residentMegabytes, searchTimes, turnCases } from './reading-window';
import { fillWithStudies } from './synthetic-history';

const studies = 230;
const turns = 40;
/** A reader looks at a case for longer; so much is enough for the next two to be got ready on two cores. */
const restMilliseconds = 1_500;
const searchedStudies = 100_000;
const goals = { turnMilliseconds: 100, frameMilliseconds: 50, searchMilliseconds: 100, memoryGrowth: 1.25 };
const searchTexts = ['a', 'mu', 'muller', 'Müller', '山田', 'ivanova olga', 'P0012345', 'thorax', 'nobody'];

/**
 * A reader's morning on the real application: turning to the next case with reading ahead and, as its peer, without; dragging window and
 * level on a large image; searching 100,000 studies; and the memory of 200 cases.
 */
export async function run(): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-bench-'));
  try {
    const home = join(folder, 'reading');
    console.error(`Making a history of ${studies} studies of large images…`);
    await makeReadingHistory(home, studies);
    const ahead = await inWindow(home, true, async ({ page }) => {
      await turnCases(page, 1, restMilliseconds); // the first case of a session loads the viewer
      const milliseconds = await turnCases(page, turns, restMilliseconds);
      await page.keyboard.press('f');
      return { milliseconds, frames: await dragWindow(page, 200) };
    });
    const unprepared = await inWindow(home, false, async ({ page }) => {
      await turnCases(page, 1, restMilliseconds);
      return turnCases(page, turns, restMilliseconds);
    });
    const memory = await inWindow(home, true, async ({ app, page }) => {
      await turnCases(page, 10, 500);
      const afterTen = await residentMegabytes(app);
      await turnCases(page, 190, 300);
      return { afterTen, afterAll: await residentMegabytes(app) };
    });
    return reportOf('reading', [
      ...turnResults(ahead.milliseconds, unprepared),
      frameResult('window and level drag, frame to frame, median', median(ahead.frames)),
      frameResult('window and level drag, frame to frame, p95', quantile(ahead.frames, 0.95)),
      await searchResult(join(folder, 'searched')),
      memoryResult(memory),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function turnResults(ours: readonly number[], peer: readonly number[]): readonly BenchResult[] {
  const result = (name: string, our: number, other: number): BenchResult => ({
    name: `next case, key to image, ${name} (peer: nothing got ready)`,
    ours: our,
    peer: other,
    unit: 'ms',
    ratio: our / other,
    goal: `<= ${goals.turnMilliseconds}`,
    met: our <= goals.turnMilliseconds,
  });
  return [result('median', median(ours), median(peer)), result('p95', quantile(ours, 0.95), quantile(peer, 0.95))];
}

function frameResult(name: string, milliseconds: number): BenchResult {
  const goal = `<= ${goals.frameMilliseconds}`;
  return { name, ours: milliseconds, peer: null, unit: 'ms', ratio: null, goal, met: milliseconds <= goals.frameMilliseconds };
}

/** Every search as the window asks it, five times. */
async function searchResult(home: string): Promise<BenchResult> {
  console.error(`Filling a history with ${searchedStudies} studies…`);
  const database = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
  fillWithStudies(database, searchedStudies);
  database.exec("UPDATE instances SET thumbnail = 'none'");
  database.close();
  const queries = Array.from({ length: 5 }, () => searchTexts.map((search) => ({ ...everyStudy, search, offset: 0, limit: 100 }))).flat();
  const p95 = quantile(await inWindow(home, false, ({ page }) => searchTimes(page, queries)), 0.95);
  return {
    name: `worklist search at ${searchedStudies} studies, asked to answered, p95`,
    ours: p95,
    peer: null,
    unit: 'ms',
    ratio: null,
    goal: `<= ${goals.searchMilliseconds}`,
    met: p95 <= goals.searchMilliseconds,
  };
}

function memoryResult({ afterTen, afterAll }: { readonly afterTen: number; readonly afterAll: number }): BenchResult {
  const ratio = afterAll / afterTen;
  return {
    name: 'memory after 200 cases (peer: after 10)',
    ours: afterAll,
    peer: afterTen,
    unit: 'MB',
    ratio,
    goal: `<= ${goals.memoryGrowth} x`,
    met: ratio <= goals.memoryGrowth,
  };
}
