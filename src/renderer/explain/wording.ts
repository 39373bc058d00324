import type { AuditCheck, RerunProgress, StoredResult } from '../../shared/explain';
import type { WeekFigures } from '../../shared/figures';
import type { OperatingPointName } from '../../shared/model-card';
import type { Prediction } from '../../shared/prediction';
import { formatAgainst, formatCount, formatDuration, formatFixed, formatTimeLeft } from '../format';
import { recordedText } from '../recorded';
import { faultsOf, spreadWords } from '../result/wording';
import { t } from '../words.svelte';

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
    [t('explain:facts.model'), modelName],
    [t('explain:facts.version'), `${modelId}, ${modelSha256.slice(0, 12)}`],
  ] as const;
  const where = [[t('explain:facts.device'), recordedText(device) || t('explain:facts.noDevice')]] as const;
  if (result.status !== 'ok') return [...model, ...where];
  return [
    ...model,
    [t('explain:facts.threshold'), thresholdWords(result, operatingPoint)],
    [t('explain:facts.preprocessing'), result.preprocessingVersion],
    [t('explain:facts.corrected'), faultsOf(result) || t('explain:facts.nothingCorrected')],
    [t('explain:facts.spread'), spreadWords(result) || t('explain:facts.onePass')],
    [t('explain:facts.overlay'), recordedText(result.overlayMethod) || t('explain:facts.noOverlay')],
    [t('explain:facts.took'), formatDuration(result.milliseconds)],
    ...where,
  ];
}

function thresholdWords({ probability, threshold }: Prediction, point: OperatingPointName | null): string {
  const shown = formatAgainst(probability, threshold).threshold;
  return point === null ? shown : t('explain:facts.atPoint', { threshold: shown, point: t(`explain:points.${point}`) });
}

/** What an earlier or another result said, in a few words. */
export function outcomeWords({ result }: Pick<StoredResult, 'result'>): string {
  if (result.status !== 'ok') return t(result.status === 'refused' ? 'explain:notScored' : 'explain:failed');
  const { probability, threshold } = formatAgainst(result.probability, result.threshold);
  return t(result.positive ? 'explain:how.positive' : 'explain:how.negative', { probability, threshold });
}

/** How far a re-run is, as one line. */
export function rerunWords(progress: RerunProgress): string {
  const { state, imagesDone, imagesFound, flipped, refused, failed, remainingMilliseconds } = progress;
  if (state === 'searching') return t('explain:rerun.state.searching');
  const parts = [
    t('explain:rerun.doneOf', { done: formatCount(imagesDone), count: imagesFound }),
    t('explain:rerun.flipped', { amount: flipped }),
    ...(refused > 0 ? [t('explain:rerun.refused', { amount: refused })] : []),
    ...(failed > 0 ? [t('explain:rerun.failed', { amount: failed })] : []),
    ...(state === 'running' && remainingMilliseconds !== null ? [formatTimeLeft(remainingMilliseconds)] : []),
  ];
  return parts.join(', ');
}

/** What checking the audit trail came to. */
export function checkWords({ entries, firstBroken }: AuditCheck): string {
  if (entries === 0) return t('explain:audit.empty');
  if (firstBroken === null) return t('explain:audit.sound', { count: entries });
  return t('explain:audit.broken', { number: formatCount(firstBroken) });
}

/** A week as its language names it: '2026-W48', in German 'KW 48/2026'. */
export function weekWords({ name }: Pick<WeekFigures, 'name'>): string {
  const [year, week] = name.split('-W');
  return t('explain:week', { year, week });
}

/** '91.2 %' */
export function percentOf(share: number): string {
  return `${formatFixed(100 * share, 1)} %`;
}

/** What few images mean for figures over them; '' where there are enough. */
export function fewWords(images: number): string {
  return images === 0 || images >= 30 ? '' : t('explain:reader.few', { count: images });
}
