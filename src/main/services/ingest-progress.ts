import type { IngestProgress } from '../../shared/dataset';
import { type Failure, toFailure } from '../../shared/failure';

const progressMilliseconds = 100;

export interface ProgressReport {
  /** How many images there are, once that is known. */
  found(images: number): void;
  /** How many are done; the first call tells where this attempt begins. */
  done(images: number): void;
}

/** Runs an ingest, telling how far it is some ten times a second and once more when it is over; `work` rejecting ends it as failed or cancelled. */
export async function reportIngest<T>(
  name: string,
  onProgress: (progress: IngestProgress) => void,
  work: (report: ProgressReport) => Promise<T>,
): Promise<T> {
  const begun = performance.now();
  let [imagesFound, imagesDone, pushedAt] = [0, 0, -Infinity];
  let resumedAt: number | null = null;
  const push = (state: IngestProgress['state'], failure: Failure | null): void => {
    const elapsedMilliseconds = performance.now() - begun;
    const fresh = imagesDone - (resumedAt ?? 0);
    const remainingMilliseconds = fresh > 0 ? (elapsedMilliseconds / fresh) * (imagesFound - imagesDone) : null;
    onProgress({ name, state, imagesDone, imagesFound, elapsedMilliseconds, remainingMilliseconds, failure });
  };
  const pushSometimes = (): void => {
    if (performance.now() - pushedAt < progressMilliseconds) return;
    pushedAt = performance.now();
    push('running', null);
  };
  try {
    push('running', null);
    const value = await work({
      found(images) {
        imagesFound = images;
        pushSometimes();
      },
      done(images) {
        imagesDone = images;
        if (resumedAt !== null) return pushSometimes();
        resumedAt = images;
        push('running', null);
      },
    });
    push('finished', null);
    return value;
  } catch (error) {
    const failure = toFailure(error);
    push(failure.code === 'cancelled' ? 'cancelled' : 'failed', failure);
    throw error;
  }
}
