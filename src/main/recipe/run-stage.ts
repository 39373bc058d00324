import { isDeepStrictEqual } from 'node:util';
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
  else await training.resume(known.run);
  await training.ended();
  const [run] = (await training.list()).filter((one) => one.dataset === dataset && isDeepStrictEqual(one.settings, settings));
  if (run?.state !== 'finished') throw new Error(`The run on ${dataset} did not finish: ${run?.failure ?? run?.state ?? 'it is gone'}.`);
  return run.run;
}
