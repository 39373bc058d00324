import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { createImageWorkers } from '../src/main/image-workers/image-workers';
import { createDatasets } from '../src/main/services/datasets';
import { openDatabase } from '../src/main/store/database';
import { gatherRadiographs } from './import-files';
import { runPeer } from './peer';
import { type BenchReport, cpuName, median, reportOf } from './report';

const fileCount = 600;
const runs = 5;
const goalRatio = 1.2;
const goalSize = 1.2;
const form = { size: 224, preprocessing: 'square-area-equalised-1' } as const;

/** Taking a dataset of DICOM files in, decoding included, against a pool of Python processes on as many cores, in turn; and the room it takes. */
export async function run(): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-bench-'));
  try {
    const images = join(folder, 'images');
    const source = gatherRadiographs(images, fileCount);
    const labels = writeLabels(folder);
    const cores = Math.min(availableParallelism(), 4);
    console.error(`Taking in ${source}, on ${String(cores)} cores…`);
    const [ours, theirs, sizes]: [number[], number[], number[]] = [[], [], []];
    for (let index = 0; index < runs; index += 1) {
      const words = [images, String(form.size), String(cores), join(folder, 'peer.bin')];
      const peer = peerSchema.parse(await runPeer('ingest.py', words));
      theirs.push(peer.files / peer.seconds);
      const { filesPerSecond, bytes } = await ingestOnce(join(folder, `home-${String(index)}`), images, labels, cores);
      ours.push(filesPerSecond);
      sizes.push(bytes / (fileCount * form.size * form.size));
    }
    const [our, peer, size] = [median(ours), median(theirs), median(sizes)];
    const speed = { name: 'DICOM files to prepared pictures', unit: 'files/s', goal: `>= ${String(goalRatio)} x` };
    const room = { name: 'cache on disk over its pictures at a byte a pixel', unit: 'x', goal: `<= ${String(goalSize)}` };
    return reportOf(
      'ingest',
      [
        { ...speed, ours: our, peer, ratio: our / peer, met: our / peer >= goalRatio },
        { ...room, ours: size, peer: null, ratio: null, met: size <= goalSize },
      ],
      `${cpuName()}, ${source}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const peerSchema = z.object({ files: z.literal(fileCount), seconds: z.number().positive() });

function writeLabels(folder: string): string {
  const rows = Array.from({ length: fileCount }, (_, n) => `${String(n).padStart(4, '0')}.dcm,${String(n % 2)}`);
  const file = join(folder, 'labels.csv');
  writeFileSync(file, `file,Target\n${rows.join('\n')}\n`);
  return file;
}

/** From the labels to a dataset in the history, audit included. As for the peer, every worker reads one file before the clock starts. */
async function ingestOnce(home: string, images: string, labels: string, cores: number): Promise<{ filesPerSecond: number; bytes: number }> {
  mkdirSync(home);
  const db = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
  const workers = createImageWorkers({ workerFile: resolve('out/main/image-worker.js'), count: cores });
  await Promise.all(Array.from({ length: cores }, () => workers.datasetRecord(join(images, '0000.dcm'), form)));
  const folder = join(home, 'datasets');
  const parts = { db, workers, filesAtOnce: 2 * cores, folder, onProgress: () => undefined, labelledCases: () => [] };
  const datasets = createDatasets(parts);
  const start = performance.now();
  const { images: taken } = await datasets.add('bench', { kind: 'table', images, labels }, { locked: false });
  const seconds = (performance.now() - start) / 1000;
  if (taken !== fileCount) throw new Error(`${String(taken)} of ${String(fileCount)} files were taken in.`);
  const bytes = statSync(await datasets.pictures('bench', form)).size;
  await workers.close();
  db.close();
  return { filesPerSecond: fileCount / seconds, bytes };
}
