import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listStudies } from '../../src/main/store/studies';
import { setStatus } from '../../src/main/store/study-status';
import { failureOf } from '../store/builders';
import { everything } from '../store/queries';
import { buildEntry } from '../support/built-entry';
import { writeRadiographs } from '../support/radiographs';
import { importBench } from './importing';

let worker: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  worker = await buildEntry('src/main/image-workers/image-worker.ts');
});
afterAll(() => worker.remove());

test('nothing is said to be kept in a history that was moved away or deleted, and back in its place it goes on', async () => {
  const { db, folder, importer } = importBench(worker.entry);
  const source = writeRadiographs(join(folder, 'in'), 3);
  await importer.start([join(source, '0000.dcm')]).finished;
  const mark = (): unknown => setStatus(db, [1], 'read', 'reader', 5);
  const elsewhere = join(folder, 'elsewhere.sqlite');
  renameSync(db.name, elsewhere);
  const [whenMoved, { state, failures }] = [failureOf(mark), await importer.start([source]).finished];
  const rows = listStudies(db, everything).total;
  // Another one in its place is not this one.
  writeFileSync(db.name, '');
  const whenReplaced = failureOf(mark)?.code;
  renameSync(elsewhere, db.name);
  const again = mark();
  rmSync(db.name);
  const file = basename(db.name);
  const gone = {
    code: 'database-gone',
    message: `${file} was moved or deleted while Pneumoscope was running, so nothing more is kept in the case history. Put it back, then start Pneumoscope again.`,
    file,
  };
  expect([whenMoved, state, failures, rows, whenReplaced, again, failureOf(mark)?.code]).toEqual([
    gone,
    'failed',
    [gone],
    1,
    'database-gone',
    [{ studyId: 1, from: 'unread' }],
    'database-gone',
  ]);
});
