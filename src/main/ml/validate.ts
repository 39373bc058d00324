import type { PictureStore } from '../dataset/picture-store';
import type { TrainerCase } from '../dataset/trainer-case';
import type { Batch, TrainingStep } from './training-step';
import { probabilityOf } from '../statistics/probability';

/** A validation or test case with the network's answer, before calibration. */
export interface ScoredTrainerCase {
  readonly record: number;
  readonly patient: string;
  readonly positive: boolean;
  readonly logit: number;
  /** 0 to 1 */
  readonly probability: number;
}

export interface Validation {
  readonly loss: number;
  readonly cases: readonly ScoredTrainerCase[];
}

/** Reads a batch's pictures from the store. */
export function readBatch(pictures: PictureStore, cases: readonly TrainerCase[]): Batch {
  const bytesAPicture = pictures.size * pictures.size;
  const target = new Uint8Array(cases.length * bytesAPicture);
  cases.forEach((one, index) => pictures.read(one.record, target, index * bytesAPicture));
  return { pictures: target, cases };
}

/** Lets messages from the parent arrive: a step keeps the thread to itself. */
export function otherMessages(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/**
 * Scores cases in batches, with the averaged weights where there are any; null where `isLeft` said so on the way.
 * @param cases at least one
 */
export async function scoreCases(
  step: TrainingStep,
  pictures: PictureStore,
  cases: readonly TrainerCase[],
  batchSize: number,
  isLeft: () => boolean,
): Promise<Validation | null> {
  const scored: ScoredTrainerCase[] = [];
  let lossSum = 0;
  step.useAverage(true);
  try {
    for (let first = 0; first < cases.length; first += batchSize) {
      await otherMessages();
      if (isLeft()) return null;
      const batch = cases.slice(first, first + batchSize);
      const { logits, loss } = step.score(readBatch(pictures, batch));
      lossSum += loss * batch.length;
      batch.forEach(({ record, patient, positive }, index) => {
        const logit = logits[index] ?? NaN;
        scored.push({ record, patient: String(patient), positive, logit, probability: probabilityOf(logit) });
      });
    }
  } finally {
    step.useAverage(false);
  }
  return { loss: lossSum / cases.length, cases: scored };
}
