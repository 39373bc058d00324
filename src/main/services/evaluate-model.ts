import { fail, type Failure } from '../../shared/failure';
import type { Rectangle } from '../../shared/image';
import type { ImageDescription } from '../../shared/study';
import type { ScoredBox } from '../../shared/prediction';
import type { Subject } from '../statistics/subgroups';
import { type DescribedCase, type EvaluationFigures, evaluationFigures } from './evaluation-figures';
import type { ModelCard, OperatingPointName } from '../../shared/model-card';
import { pointAt } from '../../shared/operating-point';
import { meanAveragePrecision, pointsIntoBox } from '../statistics/localisation';
import { areaUnderCurve, bootstrapInterval } from '../statistics/metrics';
import { figuresAt, type ScoreFigures } from '../statistics/score-figures';
import { scoreFiles, type ScorerParts } from './score-files';

/** An image file with what its labels say of it. */
export interface TestCase {
  readonly file: string;
  readonly patient: string;
  readonly positive: boolean;
  /** '' where the labels have no classes. */
  readonly class: string;
  /** What the labels say of who was examined; what they leave open, the image's header may know. */
  readonly subject?: Subject | undefined;
  /** In pixels of the original image. */
  readonly boxes: readonly Rectangle[];
}

export interface Evaluation extends ScoreFigures, EvaluationFigures {
  readonly modelId: string;
  /** The model's operating point that has the figures' threshold; null where it names none. */
  readonly operatingPoint: OperatingPointName | null;
  /** Images with a score. */
  readonly n: number;
  readonly positives: number;
  readonly patients: number;
  /** 95 % interval of the AUC by bootstrap over patients. */
  readonly aucLow: number;
  readonly aucHigh: number;
  /** Share of the positive images with boxes whose overlay's peak lies in one of them; null without boxes or without an overlay. */
  readonly pointingHit: number | null;
  /** Of the boxes, by the RSNA challenge's measure; null without drawn boxes or without an overlay. */
  readonly meanAveragePrecision: number | null;
  /** Images that the application would not score, and images that it could not read. They count in no figure. */
  readonly refused: number;
  readonly failed: number;
}

/** A scored image as it counts in the figures. */
export interface EvaluatedCase extends DescribedCase {
  readonly file: string;
  readonly drawn: readonly Rectangle[];
  readonly found: readonly ScoredBox[];
  /** null where there is no overlay. */
  readonly hit: boolean | null;
}

const bootstrapDraws = 2_000;

/**
 * Scores labelled image files with a model as the application would, and says how well it did. Fails as 'dataset-unusable' where the scored images
 * are not of both classes, and as scoreFiles does.
 * @param onFailure told of each image without a score
 * @param onProgress told how many are done
 * @param onScore told of each image with one
 */
export async function evaluateModel(
  parts: ScorerParts,
  cases: readonly TestCase[],
  onFailure: (failure: Failure, outcome: 'refused' | 'error') => void,
  onProgress: (done: number) => void,
  onScore: (image: EvaluatedCase) => void = () => undefined,
): Promise<Evaluation> {
  const scored: EvaluatedCase[] = [];
  const counts = { refused: 0, error: 0 };
  let done = 0;
  for await (const outcome of scoreFiles(
    parts,
    cases.map(({ file }) => file),
  )) {
    const { file, patient, positive, boxes, class: name, subject } = cases[done] as TestCase;
    done += 1;
    onProgress(done);
    if (outcome.status !== 'ok') {
      counts[outcome.status] += 1;
      onFailure(outcome.failure, outcome.status);
      continue;
    }
    const { probability, heatmap, boxes: found } = outcome.score;
    const hit = heatmap.values.length === 0 ? null : pointsIntoBox(heatmap, boxes);
    const one = { file, patient, positive, class: name, ...subjectOf(subject, outcome.description), probability, drawn: boxes, found, hit };
    scored.push(one);
    onScore(one);
  }
  const { card } = parts.model;
  const operatingPoint = pointAt(card, card.threshold);
  return { modelId: card.id, operatingPoint, ...summary(scored, card), refused: counts.refused, failed: counts.error };
}

/** Of the labels' and the header's word, the labels'. */
function subjectOf(known: Subject | undefined, header: ImageDescription): Subject {
  return {
    sex: known?.sex || header.patientSex,
    ageYears: known?.ageYears ?? header.patientAgeYears,
    view: known?.view || header.viewPosition,
  };
}

function summary(scored: readonly EvaluatedCase[], card: ModelCard): Omit<Evaluation, 'modelId' | 'operatingPoint' | 'refused' | 'failed'> {
  const positives = scored.filter((one) => one.positive).length;
  if (positives === 0 || positives === scored.length)
    return fail('dataset-unusable', `Of ${scored.length} scored images ${positives} are positive; figures take images of both classes.`);
  const interval = bootstrapInterval(scored, areaUnderCurve, bootstrapDraws, 1);
  const boxed = scored.filter(({ drawn, hit }) => drawn.length > 0 && hit !== null);
  return {
    n: scored.length,
    positives,
    patients: new Set(scored.map(({ patient }) => patient)).size,
    ...figuresAt(scored, card.threshold),
    ...evaluationFigures(scored, card),
    aucLow: interval.low,
    aucHigh: interval.high,
    pointingHit: boxed.length === 0 ? null : boxed.filter(({ hit }) => hit === true).length / boxed.length,
    meanAveragePrecision: boxed.length === 0 ? null : meanAveragePrecision(scored),
  };
}
