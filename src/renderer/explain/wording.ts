import type { AuditAction, AuditCheck, RerunProgress, StoredResult } from '../../shared/explain';
import type { Estimate, OperatingPointName } from '../../shared/model-card';
import type { Prediction } from '../../shared/prediction';
import { countOf, formatAgainst, formatCount, formatDuration, formatTimeLeft } from '../format';
import { faultsOf, spreadWords } from '../result/wording';

const pointWords: Readonly<Record<OperatingPointName, string>> = {
  triage: 'triage',
  balanced: 'balanced',
  'rule-in': 'rule-in',
};

/** The facts behind a stored result, in the order they are asked for. */
export function factsOf({
  result,
  modelName,
  modelId,
  modelSha256,
  device,
  operatingPoint,
}: StoredResult): readonly (readonly [string, string])[] {
  const model = [
    ['Model', modelName],
    ['Version', `${modelId}, ${modelSha256.slice(0, 12)}`],
  ] as const;
  const where = [['Device', device === '' ? 'Not recorded' : device]] as const;
  if (result.status !== 'ok') return [...model, ...where];
  return [
    ...model,
    ['Threshold', thresholdWords(result, operatingPoint)],
    ['Preprocessing', result.preprocessingVersion],
    ['Put right first', faultsOf(result) === '' ? 'Nothing: scored as it is' : faultsOf(result)],
    ['Spread of passes', spreadWords(result) === '' ? 'One pass only' : spreadWords(result)],
    ['Overlay', result.overlayMethod === '' ? 'None' : result.overlayMethod],
    ['Took', formatDuration(result.milliseconds)],
    ...where,
  ];
}

function thresholdWords({ probability, threshold }: Prediction, point: OperatingPointName | null): string {
  const shown = formatAgainst(probability, threshold).threshold;
  return point === null ? shown : `${shown}, operating point “${pointWords[point]}”`;
}

/** What an earlier or another result said, in a few words. */
export function outcomeWords({ result }: Pick<StoredResult, 'result'>): string {
  if (result.status !== 'ok') return result.status === 'refused' ? 'Not scored' : 'Failed';
  const { probability, threshold } = formatAgainst(result.probability, result.threshold);
  return `${probability} at threshold ${threshold}: ${result.positive ? 'suspected' : 'not suspected'}`;
}

export const rerunStateWords: Readonly<Record<RerunProgress['state'], string>> = {
  searching: 'Looking for the images…',
  running: 'Running',
  finished: 'Finished',
  cancelled: 'Cancelled; what was scored is kept',
  failed: 'Stopped by a failure; what was scored is kept',
};

/** How far a re-run is, as one line. */
export function rerunWords(progress: RerunProgress): string {
  const { state, imagesDone, imagesFound, flipped, refused, failed, remainingMilliseconds } = progress;
  if (state === 'searching') return rerunStateWords.searching;
  const parts = [
    `${formatCount(imagesDone)} of ${countOf(imagesFound, 'image')}`,
    `${formatCount(flipped)} flipped`,
    ...(refused > 0 ? [`${formatCount(refused)} not scored`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(state === 'running' && remainingMilliseconds !== null ? [formatTimeLeft(remainingMilliseconds)] : []),
  ];
  return parts.join(', ');
}

export const auditActionWords: Readonly<Record<AuditAction, string>> = {
  'study-opened': 'Case opened',
  'verdict-given': 'Verdict given',
  'verdict-withdrawn': 'Verdict withdrawn',
  'study-status': 'Status changed',
  imported: 'Images imported',
  'operating-point-chosen': 'Operating point chosen',
  'report-finalised': 'Report signed',
  exported: 'Exported',
  printed: 'Printed',
  rerun: 'Run with another model',
  'model-activated': 'Model put in force',
  'model-rolled-back': 'Model rolled back',
  'model-imported': 'Model imported',
  'model-exported': 'Model exported',
  'run-exported': 'Training run exported',
};

/** What checking the audit trail came to. */
export function checkWords({ entries, firstBroken }: AuditCheck): string {
  if (entries === 0) return 'There is no entry yet.';
  if (firstBroken === null) return `Sound, ${countOf(entries, 'entry', 'entries')}: nothing was changed, and none is missing between them.`;
  return `Broken: entry ${formatCount(firstBroken)} is not what was written, or the one before it is missing.`;
}

/** '91.2 %' */
export function percentOf(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** '95 % interval 84.1 to 96.0 %' */
export function intervalWords({ low, high }: Estimate): string {
  return `95 % interval ${(100 * low).toFixed(1)} to ${percentOf(high)}`;
}

/** What few images mean for figures over them; '' where there are enough. */
export function fewWords(images: number): string {
  if (images === 0 || images >= 30) return '';
  return `From ${countOf(images, 'image')} no figure means much: look at the intervals.`;
}
