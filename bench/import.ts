import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { createImageWorkers } from '../src/main/image-workers/image-workers';
import { createImporter } from '../src/main/services/import-images';
import { openDatabase } from '../src/main/store/database';
import { gatherRadiographs } from './import-files';
import { runPeer } from './peer';
import { type BenchReport, type BenchResult, cpuName, median, reportOf } from './report';
import { measureWindowStall } from './window-stall';

const fileCount = 400;
const runs = 5;
const goalRatio = 2;
const stallFileCount = 200;
const stallRuns = 3;
const goalStallMilliseconds = 50;

/** Importing a folder against pydicom in one process, in turn; and how long the window stands still meanwhile. */
export async function run(): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-bench-'));
  try {
    const source = gatherRadiographs(join(folder, 'in'), fileCount);
    console.error(`Importing ${source}…`);
    const results = [await filesPerSecond(folder), ...(await stalls(folder))];
    return reportOf('import', results, `${cpuName()}, ${source}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function filesPerSecond(folder: string): Promise<BenchResult> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let index = 0; index < runs; index += 1) {
    const peer = peerSchema.parse(await runPeer('read_folder.py', [join(folder, 'in')]));
    theirs.push(peer.files / peer.seconds);
    ours.push(await importOnce(join(folder, 'in'), join(folder, `home-${String(index)}`)));
  }
  const [our, peer] = [median(ours), median(theirs)];
  const ratio = our / peer;
  return {
    name: 'importing a folder',
    ours: our,
    peer,
    unit: 'files/s',
    ratio,
    goal: `>= ${String(goalRatio)} x`,
    met: ratio >= goalRatio,
  };
}

const peerSchema = z.object({ files: z.literal(fileCount), seconds: z.number().positive() });

/** Imports the folder into a new home; files a second. As for the peer, one file is read before the clock starts. */
async function importOnce(source: string, home: string): Promise<number> {
  mkdirSync(home);
  const database = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
  const count = Math.min(availableParallelism(), 4);
  const workers = createImageWorkers({ workerFile: resolve('out/main/image-worker.js'), count });
  await Promise.all(Array.from({ length: count }, () => workers.take(join(source, '0000.dcm'), null)));
  const parts = { database, workers, filesAtOnce: 2 * count, storeFolder: join(home, 'images') };
  const start = performance.now();
  const { imported, failures } = await createImporter({ ...parts, onProgress: () => undefined, onRecorded: () => undefined }).start([
    source,
  ]).finished;
  const seconds = (performance.now() - start) / 1000;
  await workers.close();
  database.close();
  if (imported !== fileCount)
    throw new Error(`${String(imported)} of ${String(fileCount)} files were imported: ${failures[0]?.message ?? ''}`);
  return fileCount / seconds;
}

async function stalls(folder: string): Promise<readonly BenchResult[]> {
  const source = join(folder, 'stall');
  gatherRadiographs(source, stallFileCount);
  const measured = [];
  for (let index = 0; index < stallRuns; index += 1)
    measured.push(await measureWindowStall(join(folder, `window-${String(index)}`), source));
  const result = (name: string, milliseconds: readonly number[]): BenchResult => ({
    name: `${name}, ${String(stallFileCount)} files, median of ${String(stallRuns)} imports`,
    ours: median(milliseconds),
    peer: null,
    unit: 'ms',
    ratio: null,
    goal: `<= ${String(goalStallMilliseconds)}`,
    met: median(milliseconds) <= goalStallMilliseconds,
  });
  return [
    result(
      "the page's longest stall",
      measured.map(({ page }) => page),
    ),
    result(
      "the main process's longest stall",
      measured.map(({ main }) => main),
    ),
  ];
}
