import type { TrainingSession } from '../services/training-session';
import type { Recipe } from './recipe';

export interface ExpectedTime {
  readonly trainingSeconds: number;
  /** The most that one of its runs needs. */
  readonly memoryBytes: number;
  readonly device: string;
}

/** How long a recipe's training will take on this machine, by a few steps of each stage on pictures of noise. Its dataset must be there. */
export async function expectedTime(training: TrainingSession, { dataset, seeds, stages }: Recipe): Promise<ExpectedTime> {
  let expected: ExpectedTime = { trainingSeconds: 0, memoryBytes: 0, device: '' };
  for (const settings of stages(seeds[0] ?? 1)) {
    const { secondsAnEpoch, memoryBytes, device } = await training.estimate({ dataset, settings });
    expected = {
      trainingSeconds: expected.trainingSeconds + seeds.length * settings.epochs * secondsAnEpoch,
      memoryBytes: Math.max(expected.memoryBytes, memoryBytes),
      device,
    };
  }
  return expected;
}

/** A warning where the recipe is meant for a GPU and there is none. */
export function expectedTimeSentence({ trainingSeconds, memoryBytes, device }: ExpectedTime): string {
  const time = `training takes about ${durationWords(trainingSeconds)} on ${device}, and ${(memoryBytes / 1e9).toFixed(1)} GB of memory`;
  if (!device.startsWith('CPU')) return `By a few steps just taken, ${time}.`;
  return (
    `Warning: there is no GPU here. By a few steps just taken, ${time}. It can be stopped at any moment and goes on when it is started again; ` +
    '--images 200 --members 1 --set epochs=1 tries the whole way on a slice.'
  );
}

function durationWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} seconds`;
  if (seconds < 2 * 3600) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds < 48 * 3600 ? `${(seconds / 3600).toFixed(1)} hours` : `${(seconds / 86_400).toFixed(1)} days`;
}
