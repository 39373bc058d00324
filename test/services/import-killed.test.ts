import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createImageWorkers } from '../../src/main/image-workers/image-workers';
import { createImporter } from '../../src/main/services/import-images';
import { checkDatabase } from '../../src/main/store/check-database';
import { openDatabase } from '../../src/main/store/database';
import { temporaryFolder } from '../store/builders';
import { buildEntry } from '../support/built-entry';
import { writeRadiographs } from '../support/radiographs';
import { auditHistory } from './importing';

let worker: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  worker = await buildEntry('src/main/image-workers/image-worker.ts');
});
afterAll(() => worker.remove());

const fileCount = 400;

/** Starts an import in a process of its own and kills it (SIGKILL) as soon as `images` of them are recorded. */
async function importAndKill(database: string, store: string, folder: string, images: number): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', resolve('test/services/import-child.ts'), database, store, worker.entry, folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const recorded = Number(text.trim().split('\n').at(-1));
    if (recorded >= images) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

test('an import killed at any moment leaves a sound history whose every image is whole, and the next import completes it', async () => {
  const home = temporaryFolder();
  const folder = writeRadiographs(join(home, 'in'), fileCount);
  const database = join(home, 'history.sqlite');
  const store = join(home, 'images');
  for (const images of [1, 100, 200]) {
    await importAndKill(database, store, folder, images);
    const db = openDatabase(database, { backupFolder: join(home, 'backups') });
    const { images: recorded, withoutOriginal } = auditHistory(db, store);
    expect({ withoutOriginal, problems: checkDatabase(db) }).toEqual({ withoutOriginal: [], problems: [] });
    expect(recorded).toBeGreaterThanOrEqual(images);
    db.close();
  }
  const db = openDatabase(database, { backupFolder: join(home, 'backups') });
  const workers = createImageWorkers({ workerFile: worker.entry, count: 2 });
  const importer = createImporter({
    database: db,
    workers,
    filesAtOnce: 4,
    storeFolder: store,
    onProgress: () => undefined,
    onRecorded: () => undefined,
  });
  const { state, failures } = await importer.start([folder]).finished;
  expect({ state, failures, audit: auditHistory(db, store) }).toEqual({
    state: 'finished',
    failures: [],
    audit: { images: fileCount, withoutOriginal: [] },
  });
  await workers.close();
  db.close();
});
