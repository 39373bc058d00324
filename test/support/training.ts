import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksumOf } from '../../src/main/dataset/checksum';
import { encodeHeader, encodeIndex } from '../../src/main/dataset/picture-store-format';
import type { TrainerCase } from '../../src/main/dataset/trainer-case';
import { orderTraining, type TrainerClient } from '../../src/main/engine/trainer-client';
import { startTrainer } from '../../src/main/engine/start-trainer';
import type { TrainingOrder, TrainingOutcome } from '../../src/main/engine/training-protocol';
import { seededRandom } from '../../src/main/statistics/random';
import { ExpectedFailure, type Failure } from '../../src/shared/failure';
import type { TrainingEvent, TrainingSettings } from '../../src/shared/training';
import { defaultsOf } from '../../src/shared/training-presets';

/** A run of seconds: small pictures, few steps, checkpoints only after epochs unless a test says otherwise. */
export const smallSettings: TrainingSettings = {
  ...defaultsOf('deep-cnn'),
  inputSize: 64,
  batchSize: 4,
  epochs: 2,
  averageDecay: 0.9,
  checkpointMinutes: 60,
  threads: 1,
};

const side = 64;

/** Pictures of noise; a positive one has a bright square, and a box around it. Every third is positive. */
export function trainerCases(count: number): readonly TrainerCase[] {
  return Array.from({ length: count }, (_, record) => {
    const positive = record % 3 === 0;
    return {
      record,
      patient: record,
      positive,
      threeClass: null,
      boxes: positive ? [{ left: 0.25, top: 0.25, right: 0.5, bottom: 0.5 }] : [],
    };
  });
}

/** Writes these cases' pictures as a picture store and answers its file. */
export function writePictures(folder: string, cases: readonly TrainerCase[]): string {
  const random = seededRandom(1);
  const pictures = cases.map(({ positive }) =>
    Uint8Array.from({ length: side * side }, (_, index) => {
      const [x, y] = [index % side, Math.floor(index / side)];
      const isInSquare = positive && x >= 16 && x < 32 && y >= 16 && y < 32;
      return Math.floor(random() * 128) + (isInSquare ? 127 : 0);
    }),
  );
  const header = encodeHeader({
    kind: 'pneumoscope-pictures-1',
    size: side,
    preprocessing: 'square-area-equalised-1',
    count: cases.length,
  });
  const file = join(folder, 'pictures');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, Buffer.concat([header, ...pictures, encodeIndex(pictures.map(checksumOf))]));
  return file;
}

/** An order on 24 images to train on and 9 each to validate and test on. */
export function smallOrder(folder: string, changes: Partial<TrainingSettings> = {}): TrainingOrder {
  const cases = trainerCases(42);
  return {
    run: 1,
    settings: { ...smallSettings, ...changes },
    runFolder: join(folder, 'run'),
    picturesFile: writePictures(folder, cases),
    datasetSha256: 'a'.repeat(64),
    training: cases.slice(0, 24),
    validation: cases.slice(24, 33),
    test: cases.slice(33),
    applicationVersion: '0.0.0',
    pretrainedFolder: '',
    startFolder: null,
    resume: false,
  };
}

export interface TrainerEnd {
  readonly events: readonly TrainingEvent[];
  readonly outcome: TrainingOutcome | null;
  readonly failure: Failure | null;
}

/** Has a real trainer carry out an order, and collects what it says; `watch` and `onStart` may act on the way. */
export async function carryOut(
  entry: string,
  order: TrainingOrder,
  watch: (event: TrainingEvent, trainer: TrainerClient<TrainingOutcome>) => void = () => undefined,
  onStart: (trainer: TrainerClient<TrainingOutcome>) => void = () => undefined,
): Promise<TrainerEnd> {
  const events: TrainingEvent[] = [];
  const child = startTrainer(entry, { threads: order.settings.threads, oneDnn: true });
  const trainer = orderTraining(child, order, (event) => {
    events.push(event);
    watch(event, trainer);
  });
  onStart(trainer);
  try {
    return { events, outcome: await trainer.answer, failure: null };
  } catch (error) {
    if (!(error instanceof ExpectedFailure)) throw error;
    return { events, outcome: null, failure: error.failure };
  }
}
