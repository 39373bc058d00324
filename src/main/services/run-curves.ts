import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunCurves, ScoredRecord } from '../../shared/training';

type Score = Omit<ScoredRecord, 'file'>;

const none: RunCurves = { roc: [], precisionRecall: [], reliability: [], mistakes: [] };
const mistakesShown = 100;
/** More points than a curve on a screen has pixels serve nobody. */
const pointsShown = 400;

/**
 * Curves and mistakes of a run's best epoch so far, from the scores that the trainer left in its folder: as the network gives them, before
 * calibration. Empty before the first epoch.
 * @param fileOf the file of a record of the run's dataset
 */
export async function readCurves(runFolder: string, fileOf: (record: number) => string): Promise<RunCurves> {
  let text: string;
  try {
    text = await readFile(join(runFolder, 'validation.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return none;
    throw error;
  }
  return curvesOf(JSON.parse(text) as readonly Score[], fileOf);
}

export function curvesOf(scores: readonly Score[], fileOf: (record: number) => string): RunCurves {
  const points = confusionPoints(scores);
  const positives = scores.filter((one) => one.positive).length;
  const negatives = scores.length - positives;
  const wrongBy = ({ probability, positive }: Score): number => (positive ? 1 - probability : probability);
  const worst = [...scores].sort((a, b) => wrongBy(b) - wrongBy(a)).filter((one) => wrongBy(one) > 0.5);
  return {
    roc: thinned([[0, 0], ...points.map(([hits, alarms]) => [alarms / negatives, hits / positives] as const)]),
    precisionRecall: thinned(points.map(([hits, alarms]) => [hits / positives, hits / (hits + alarms)] as const)),
    reliability: reliabilityOf(scores),
    mistakes: worst.slice(0, mistakesShown).map((one) => ({ ...one, file: fileOf(one.record) })),
  };
}

/** True and false positives at each threshold, from the highest score down; equal scores are one point. */
function confusionPoints(scores: readonly Score[]): readonly (readonly [number, number])[] {
  const sorted = [...scores].sort((a, b) => b.probability - a.probability);
  const points: (readonly [number, number])[] = [];
  let [hits, alarms] = [0, 0];
  sorted.forEach(({ probability, positive }, index) => {
    if (positive) hits += 1;
    else alarms += 1;
    if (sorted[index + 1]?.probability !== probability) points.push([hits, alarms]);
  });
  return points;
}

/** Every so many points, and the last one. */
function thinned<Point>(points: readonly Point[]): readonly Point[] {
  const stride = Math.ceil(points.length / pointsShown);
  return points.filter((_, index) => index % stride === 0 || index === points.length - 1);
}

function reliabilityOf(scores: readonly Score[]): RunCurves['reliability'] {
  const tenths = Array.from({ length: 10 }, (_, tenth) => scores.filter((one) => Math.min(Math.floor(one.probability * 10), 9) === tenth));
  return tenths
    .filter((group) => group.length > 0)
    .map((group) => ({
      probability: group.reduce((sum, one) => sum + one.probability, 0) / group.length,
      positives: group.filter((one) => one.positive).length / group.length,
      images: group.length,
    }));
}
