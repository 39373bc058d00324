import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { composeServices, type Services } from '../src/main/compose';
import { decodePixels } from '../src/main/dicom/decode-pixels';
import { toGreyImage } from '../src/main/dicom/grey-levels';
import { pictureFormOf, toNetworkInput } from '../src/main/preprocess/network-input';
import { resolvePaths } from '../src/main/paths';
import { listStudies } from '../src/main/store/studies';
import { everyStudy } from '../src/shared/worklist';
import { converse, type Conversation } from './peers/conversation';
import { type BenchReport, type BenchResult, median, reportOf } from './report';

/** Enough for every thread's code to be compiled, and for the peer's network to be traced. */
const warmUpFiles = 20;
const measuredFiles = 40;
const goalRatio = 1.0;
const probabilityTolerance = 1e-3;

const scored = z.object({ milliseconds: z.number(), probability: z.number() });

/**
 * One file at a time, warm: from the stored file on disk to the score and overlay in the history. The peer reads the same files with pydicom
 * and scores them with Keras on the same network; it stores nothing. Both take turns, file by file.
 */
export async function run(): Promise<BenchReport> {
  const home = await mkdtemp(join(tmpdir(), 'pneumoscope-bench-'));
  const services = await composeServices(resolvePaths(resolve('out', 'main'), home, {}), () => undefined, { forWindow: false });
  try {
    const peer = await converse('classify.py', [services.models.active().folder]);
    try {
      return reportOf('classify', await measure(services, peer, home));
    } finally {
      await peer.end();
    }
  } finally {
    await services.close();
    await rm(home, { recursive: true });
  }
}

async function measure(services: Services, peer: Conversation, home: string): Promise<BenchResult[]> {
  const files = await chestImages();
  await services.engine.warm(services.models.active().folder);
  const ours: number[] = [];
  const peers: number[] = [];
  const instanceIds: number[] = [];
  for (const file of files) instanceIds.push(await importOne(services, file));
  await services.thumbnails.settled();
  for (const [index, file] of files.entries()) {
    const startedAt = performance.now();
    const result = await services.classifier.classify(instanceIds[index] ?? NaN);
    const milliseconds = performance.now() - startedAt;
    if (result.status !== 'ok') throw new Error(`${file} got no score: ${JSON.stringify(result)}`);
    const answer = scored.parse(await peer.ask({ file }));
    if (index === 0) await compareNetworks(services, peer, file, join(home, 'tensor.bin'), result.probability);
    if (index < warmUpFiles) continue;
    ours.push(milliseconds);
    peers.push(answer.milliseconds);
  }
  const ratio = median(ours) / median(peers);
  const name = `one file, warm, disk to stored prediction with overlay (median of ${String(ours.length)})`;
  return [
    { name, ours: median(ours), peer: median(peers), unit: 'ms', ratio, goal: `<= ${goalRatio.toFixed(1)} x`, met: ratio <= goalRatio },
  ];
}

/** Chest X-rays of the shared data: a stored image is scored once, so that many are needed. */
async function chestImages(): Promise<string[]> {
  const folder = join(process.env['PNEUMOSCOPE_SHARED'] ?? resolve('..', 'shared'), 'data', 'rsna', 'stage_2_train_images');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.dcm')).sort();
  if (names.length <= warmUpFiles) throw new Error(`${folder} has too few images to measure on.`);
  return names.slice(0, warmUpFiles + measuredFiles).map((name) => join(folder, name));
}

async function importOne({ importer, db }: Services, file: string): Promise<number> {
  const { failures } = await importer.start([file]).finished;
  if (failures[0] !== undefined) throw new Error(failures[0].message);
  const [newest] = listStudies(db, { ...everyStudy, sort: 'imported', offset: 0, limit: 1 }).rows;
  if (newest === undefined) throw new Error(`${file} was imported but is not in the history.`);
  return newest.leadInstanceId;
}

/** Both must run the same network: on the very picture that ours saw, the peer's probability is ours. */
async function compareNetworks(services: Services, peer: Conversation, file: string, tensorFile: string, ours: number): Promise<void> {
  const image = toGreyImage(await decodePixels(await readFile(file), file));
  const { values } = toNetworkInput(image, pictureFormOf(services.models.active().model.card));
  await writeFile(tensorFile, new Uint8Array(values.buffer));
  const { probability } = z.object({ probability: z.number() }).parse(await peer.ask({ tensor: tensorFile }));
  if (Math.abs(probability - ours) > probabilityTolerance) {
    throw new Error(`The networks differ: ours gives ${String(ours)}, the peer's ${String(probability)} for the same picture.`);
  }
}
