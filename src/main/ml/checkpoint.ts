import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { EpochMetrics, TrainingSettings } from '../../shared/training';
import { removeLeftovers, writeDurableFile, writeDurableFolder } from './durable-folder';
import type { TrainerState } from './training-step';

// A run folder:
//   checkpoints/EPOCH-STEP/  weights.bin, optimizer.bin, average.bin where there is one, state.json
//   best/EPOCH-STEP/         weights.bin as they were evaluated, and their scores; there as long as a kept checkpoint names it
//   validation.json          the scores of the best epoch, for curves and mistakes

/** Where a run stands between two steps, beside what the training step itself holds. */
export interface RunPosition {
  /** Epochs done. */
  readonly epoch: number;
  /** Steps done in the epoch under way. */
  readonly step: number;
  /** Sum of this epoch's losses, in the order of its steps. */
  readonly lossSum: number;
  /** How often the plateau schedule has divided the learning rate, and the epochs it has waited for a better AUC. */
  readonly plateaus: number;
  readonly plateauWait: number;
  /** Epochs since the best one. */
  readonly epochsWithoutBetter: number;
  readonly best: BestEpoch | null;
  /** Time spent on this epoch, and waiting for its pictures: for its figures only. */
  readonly seconds: number;
  readonly waitSeconds: number;
}

export interface BestEpoch {
  readonly metrics: EpochMetrics;
  /** Its folder under best/, and the hashes of what is in it. */
  readonly name: string;
  readonly weightsSha256: string;
  readonly scoresSha256: string;
}

/** How a validation image was scored, before calibration. */
export interface RecordScore {
  readonly record: number;
  readonly probability: number;
  readonly positive: boolean;
}

/** What a checkpoint was made by and of: two that differ in it do not continue each other bit for bit. */
export interface RunOrigin {
  readonly settings: TrainingSettings;
  readonly datasetSha256: string;
  readonly applicationVersion: string;
  readonly tensorflowVersion: string;
  readonly threads: string;
  readonly oneDnn: string;
}

/**
 * All that a run needs to go on as if it had never been interrupted. There is no state of a random generator in it because there is none to
 * keep: the order of an epoch follows from seed and epoch, augmentation and dropout of a step from seed, epoch and step.
 */
export interface Checkpoint {
  readonly position: RunPosition;
  readonly origin: RunOrigin;
  readonly state: TrainerState;
}

interface CheckpointContent {
  readonly format: 1;
  readonly position: RunPosition;
  readonly origin: RunOrigin;
  readonly steps: number;
  readonly files: Readonly<Record<string, string>>;
}

/** Writes a checkpoint. Fails as 'disk-full'; the earlier ones are not touched. */
export function writeCheckpoint(runFolder: string, { position, origin, state }: Checkpoint): void {
  const files: Record<string, Uint8Array> = {
    'weights.bin': floatBytes(state.weights),
    'optimizer.bin': Buffer.concat([floatBytes(state.mean), floatBytes(state.square)]),
    ...(state.average !== null && { 'average.bin': floatBytes(state.average) }),
  };
  const hashes = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)]));
  const content: CheckpointContent = { format: 1, position, origin, steps: state.steps, files: hashes };
  const text = JSON.stringify(content);
  const stateFile = Buffer.from(`${sha256(Buffer.from(text))}\n${text}\n`);
  writeDurableFolder(join(runFolder, 'checkpoints', nameOf(position)), { ...files, 'state.txt': stateFile });
}

/** Keeps an epoch's weights and scores for the end of the run; a checkpoint has to name them to keep them. Fails as 'disk-full'. */
export function writeBest(
  runFolder: string,
  { epoch, step }: Pick<RunPosition, 'epoch' | 'step'>,
  metrics: EpochMetrics,
  weights: Float32Array,
  scores: readonly RecordScore[],
): BestEpoch {
  const name = nameOf({ epoch, step });
  const [weightBytes, scoreBytes] = [floatBytes(weights), Buffer.from(JSON.stringify(scores))];
  writeDurableFolder(join(runFolder, 'best', name), { 'weights.bin': weightBytes, 'validation.json': scoreBytes });
  writeDurableFile(join(runFolder, 'validation.json'), scoreBytes);
  return { metrics, name, weightsSha256: sha256(weightBytes), scoresSha256: sha256(scoreBytes) };
}

/** The weights of the best epoch, as they were evaluated. */
export function readBest(runFolder: string, best: BestEpoch): Float32Array {
  return floatsOf(checkedFile(join(runFolder, 'best', best.name), 'weights.bin', best.weightsSha256));
}

/** Removes all but the newest checkpoints, and every best epoch that none of the kept ones names. */
export function pruneCheckpoints(runFolder: string, kept: number): void {
  const folder = join(runFolder, 'checkpoints');
  const names = checkpointNames(folder);
  for (const name of names.slice(kept)) rmSync(join(folder, name), { recursive: true, force: true });
  const named = new Set(names.slice(0, kept).flatMap((name) => bestOf(join(folder, name)) ?? []));
  const bestFolder = join(runFolder, 'best');
  for (const name of existsSync(bestFolder) ? readdirSync(bestFolder) : [])
    if (!named.has(name)) rmSync(join(bestFolder, name), { recursive: true, force: true });
}

function bestOf(folder: string): string | undefined {
  try {
    return readContent(folder).position.best?.name;
  } catch {
    return undefined; // a damaged checkpoint keeps nothing
  }
}

/**
 * The newest sound checkpoint; null where the run has none yet. Each damaged one on the way is reported by a sentence that names the file.
 * Fails as 'checkpoint-damaged' where there are some and none is sound.
 */
export function loadCheckpoint(runFolder: string, onDamaged: (message: string) => void): Checkpoint | null {
  const folder = join(runFolder, 'checkpoints');
  for (const place of [folder, join(runFolder, 'best'), runFolder]) removeLeftovers(place);
  const names = checkpointNames(folder);
  for (const name of names) {
    try {
      return readCheckpoint(runFolder, join(folder, name));
    } catch (error) {
      onDamaged(`A checkpoint is damaged: ${(error as Error).message}. The one before it is used.`);
    }
  }
  if (names.length === 0) return null;
  return fail('checkpoint-damaged', `No sound checkpoint is left in ${folder}. Start a new run with the same settings.`, folder);
}

function readCheckpoint(runFolder: string, folder: string): Checkpoint {
  const { position, origin, steps, files } = readContent(folder);
  const floats = (name: string) => floatsOf(checkedFile(folder, name, files[name] ?? ''));
  const moments = floats('optimizer.bin');
  const state = {
    weights: floats('weights.bin'),
    mean: moments.slice(0, moments.length / 2),
    square: moments.slice(moments.length / 2),
    average: files['average.bin'] === undefined ? null : floats('average.bin'),
    steps,
  };
  if (position.best !== null) {
    readBest(runFolder, position.best);
    const scores = checkedFile(join(runFolder, 'best', position.best.name), 'validation.json', position.best.scoresSha256);
    // An epoch after this checkpoint may have been the best one.
    writeDurableFile(join(runFolder, 'validation.json'), scores);
  }
  return { position, origin, state };
}

function readContent(folder: string): CheckpointContent {
  const file = join(folder, 'state.txt');
  const text = readFileSync(file, 'utf8');
  const [expected = '', contentText = ''] = text.split('\n');
  if (sha256(Buffer.from(contentText)) !== expected) throw new Error(`${file} is not what was written`);
  const content = JSON.parse(contentText) as CheckpointContent;
  if (content.format !== 1) throw new Error(`${file} was written by another version of Pneumoscope`);
  return content;
}

function checkedFile(folder: string, name: string, expected: string): Buffer {
  const file = join(folder, name);
  const bytes = readFileSync(file);
  if (sha256(bytes) !== expected) throw new Error(`${file} is not what was written`);
  return bytes;
}

const nameOf = ({ epoch, step }: Pick<RunPosition, 'epoch' | 'step'>): string => `${epoch}-${step}`;

/** Newest first. */
function checkpointNames(folder: string): readonly string[] {
  const names = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => /^\d+-\d+$/.test(name));
  const [epochOf, stepOf] = [(name: string) => Number(name.split('-')[0]), (name: string) => Number(name.split('-')[1])];
  return names.sort((a, b) => epochOf(b) - epochOf(a) || stepOf(b) - stepOf(a));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The floats' own bytes: little-endian on every processor that Electron runs on. */
export function floatBytes(floats: Float32Array): Buffer {
  return Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
}

function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
