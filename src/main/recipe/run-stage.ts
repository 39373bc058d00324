import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ExpectedFailure } from '../../shared/failure';
import type { TrainingSettings } from '../../shared/training';
import type { TrainingSession } from '../services/training-session';

/**
 * Trains to the end and answers the run's number. A run of the same settings on the same dataset is taken as it is where it has finished,
 * and goes on where it was interrupted, so that the recipe can be stopped and started again at any moment.
 */
export async function runStage(training: TrainingSession, dataset: string, settings: TrainingSettings): Promise<number> {
  const known = (await training.list()).find((one) => one.dataset === dataset && isDeepStrictEqual(one.settings, settings));
  if (known?.state === 'finished') return known.run;
  if (known === undefined) await training.start({ dataset, settings });
  else await resumeOnceFree(training, known.run);
  await training.ended();
  const [run] = (await training.list()).filter((one) => one.dataset === dataset && isDeepStrictEqual(one.settings, settings));
  if (run?.state !== 'finished') throw new Error(`The run on ${dataset} did not finish: ${run?.failure ?? run?.state ?? 'it is gone'}.`);
  return run.run;
}

const patienceMilliseconds = 60_000;

/** The trainer of a recipe that was killed notices so a moment later, and holds its run until then. */
async function resumeOnceFree(training: TrainingSession, run: number): Promise<void> {
  const begun = performance.now();
  for (;;) {
    try {
      return await training.resume(run);
    } catch (error) {
      const isHeld = error instanceof ExpectedFailure && error.failure.code === 'run-busy';
      if (!isHeld || performance.now() - begun > patienceMilliseconds) throw error;
      await setTimeout(500);
    }
  }
}
