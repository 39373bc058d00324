import { fail, type Failure } from '../../shared/failure';
import type { ModelComparison } from '../../shared/model';
import { compareAucs, type PairedScore } from '../statistics/delong';
import { chooseThreshold, confusionAt, shares } from '../statistics/operating-point';
import type { TestCase } from './evaluate-model';
import { scoreFiles, type ScorerParts } from './score-files';

/** Images that neither model may have been trained on, and what is known against that. */
export interface TestSet {
  /** Says which images these are. */
  readonly name: string;
  readonly cases: readonly Pick<TestCase, 'file' | 'patient' | 'positive'>[];
  readonly cautions: readonly string[];
}

const fewPositives = 20;

/**
 * Scores a test set with the candidate and with the model in force, through the application's own path, and compares them image by image. An
 * image that either model has no score for is left out of both. Fails as 'dataset-unusable' where fewer than two images of a class are left,
 * and as scoreFiles does.
 */
export async function compareModels(
  candidate: ScorerParts,
  active: ScorerParts,
  testSet: TestSet,
  nowMs: number,
): Promise<ModelComparison> {
  const candidateScores = await scoresOf(candidate, testSet);
  const activeScores = await scoresOf(active, testSet);
  const pairs: PairedScore[] = testSet.cases.flatMap(({ positive }, index) => {
    const [first, second] = [candidateScores.probabilities[index] ?? null, activeScores.probabilities[index] ?? null];
    return first === null || second === null ? [] : [{ positive, first, second }];
  });
  const positives = pairs.filter(({ positive }) => positive).length;
  if (positives < 2 || pairs.length - positives < 2)
    return failTooFew(testSet, pairs.length, positives, candidateScores.firstFailure ?? activeScores.firstFailure);
  const { firstAuc, secondAuc, difference, low, high, pValue } = compareAucs(pairs);
  const { threshold } = active.model.card;
  const activePoint = shares(confusionAt(pairs.map(scoredBy('second')), threshold));
  return {
    candidateId: candidate.model.card.id,
    candidateSha256: candidate.model.sha256,
    activeId: active.model.card.id,
    activeSha256: active.model.sha256,
    testSet: testSet.name,
    images: pairs.length,
    positives,
    candidateAuc: firstAuc,
    activeAuc: secondAuc,
    aucDifference: difference,
    differenceLow: low,
    differenceHigh: high,
    pValue,
    atSpecificity: activePoint.specificity,
    candidateSensitivity: sensitivityAt(pairs, activePoint.specificity),
    activeSensitivity: activePoint.sensitivity,
    verdict: high < 0 ? 'worse' : low > 0 ? 'better' : 'not worse',
    cautions: [...testSet.cautions, ...cautionsOf(testSet, pairs.length, positives)],
    comparedAtMs: nowMs,
  };
}

interface TestScores {
  /** In the order of the cases; null for an image without a score. */
  readonly probabilities: readonly (number | null)[];
  /** Why the first image without a score has none; null where all have one. */
  readonly firstFailure: Failure | null;
}

async function scoresOf(parts: ScorerParts, { cases }: TestSet): Promise<TestScores> {
  const probabilities: (number | null)[] = [];
  let firstFailure: Failure | null = null;
  for await (const outcome of scoreFiles(
    parts,
    cases.map(({ file }) => file),
  )) {
    probabilities.push(outcome.status === 'ok' ? outcome.score.probability : null);
    if (outcome.status !== 'ok') firstFailure ??= outcome.failure;
  }
  return { probabilities, firstFailure };
}

function failTooFew({ name, cases }: TestSet, scored: number, positives: number, reason: Failure | null): never {
  const why = reason === null ? '' : ` The first reason why an image has no score: ${reason.message}`;
  fail(
    'dataset-unusable',
    `${name} has too few images to compare on: of ${cases.length} images ${scored} have a score, ${positives} of them positive; it takes two of each class.${why}`,
  );
}

const scoredBy =
  (which: 'first' | 'second') =>
  ({ positive, ...scores }: PairedScore) => ({ positive, probability: scores[which] });

/** The candidate's best sensitivity at no less than this specificity, on these images. */
function sensitivityAt(pairs: readonly PairedScore[], specificity: number): number {
  const scores = pairs.map(scoredBy('first'));
  return shares(confusionAt(scores, chooseThreshold(scores, 'specificity', specificity))).sensitivity;
}

function cautionsOf({ cases }: TestSet, scored: number, positives: number): readonly string[] {
  const patients = new Set(cases.map(({ patient }) => patient)).size;
  return [
    ...(positives < fewPositives ? [`Only ${positives} positive images: the interval is wide, and chance decides much.`] : []),
    ...(scored < cases.length ? [`${cases.length - scored} of ${cases.length} images have no score and were left out.`] : []),
    ...(patients < cases.length
      ? ['Some patients have several images, which the interval takes as independent: it is a little too narrow.']
      : []),
  ];
}
