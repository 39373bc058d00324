import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createImageWorkers } from '../../src/main/image-workers/image-workers';
import { createDatasets } from '../../src/main/services/datasets';
import { openDatabase } from '../../src/main/store/database';
import type { DatasetSource } from '../../src/shared/dataset';
import { temporaryFolder } from '../store/builders';
import { buildEntry } from '../support/built-entry';
import { writeLabelledRadiographs } from '../support/labelled-radiographs';

let worker: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  worker = await buildEntry('src/main/image-workers/image-worker.ts');
});
afterAll(() => worker.remove());

const imageCount = 300;

/** Starts an ingest in a process of its own and kills it (SIGKILL) as soon as it says that so many images are done. */
async function ingestAndKill(home: string, source: DatasetSource & { readonly kind: 'table' }, images: number): Promise<void> {
  const words = ['--import', 'tsx', resolve('test/services/ingest-child.ts'), home, worker.entry, source.images, source.labels];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (Number(text.trim().split('\n').at(-1)) >= images) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

/** Takes the images in to the end; where it began, the content, and the bytes of cases and pictures. */
async function ingest(home: string, source: DatasetSource): Promise<{ begunAt: number; files: readonly Buffer[] }> {
  const db = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
  const workers = createImageWorkers({ workerFile: worker.entry, count: 2 });
  const done: number[] = [];
  const datasets = createDatasets({
    db,
    workers,
    filesAtOnce: 4,
    folder: join(home, 'datasets'),
    onProgress: ({ imagesDone }) => done.push(imagesDone),
    labelledCases: () => [],
  });
  const { contentSha256 } = await datasets.add('killed', source, { locked: false });
  const pictures = await datasets.pictures('killed', { size: 224, preprocessing: 'square-area-equalised-1' });
  await workers.close();
  db.close();
  const cases = join(home, 'datasets', 'killed', contentSha256, 'cases.json');
  return { begunAt: done.find((images) => images > 0) ?? 0, files: [readFileSync(cases), readFileSync(pictures)] };
}

test('an ingest killed at any moment goes on where it was, and ends with the same bytes as one left alone', async () => {
  const folder = temporaryFolder();
  const source = writeLabelledRadiographs(folder, imageCount);
  const whole = await ingest(join(folder, 'whole'), source);
  const home = join(folder, 'killed');
  for (const images of [1, 60, 120]) await ingestAndKill(home, source, images);
  // As a power cut may leave them: a line that was cut short, and a picture that never reached the disk.
  const adding = join(home, 'datasets', 'killed', 'adding');
  appendFileSync(join(adding, 'journal.jsonl'), '00000000 {"file":"');
  const pictures = readFileSync(join(adding, 'pictures'));
  writeFileSync(join(adding, 'pictures'), pictures.fill(0, 512 + 110 * 224 * 224, 512 + 111 * 224 * 224));
  const resumed = await ingest(home, source);
  expect(resumed.begunAt).toBe(110);
  expect(resumed.files.map((bytes, index) => Buffer.compare(bytes, whole.files[index] ?? Buffer.alloc(0)))).toEqual([0, 0]);
});
