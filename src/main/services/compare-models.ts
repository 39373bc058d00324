import { fail } from '../../shared/failure';
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
 * image that either model has no score for is left out of both. Fails as 'dataset-unusable' where fewer than two images of a class are left.
 */
export async function compareModels(
  candidate: ScorerParts,
  active: ScorerParts,
  testSet: TestSet,
  nowMs: number,
): Promise<ModelComparison> {
  const candidateScores = await probabilities(candidate, testSet);
  const activeScores = await probabilities(active, testSet);
  const pairs: PairedScore[] = testSet.cases.flatMap(({ positive }, index) => {
    const [first, second] = [candidateScores[index] ?? null, activeScores[index] ?? null];
    return first === null || second === null ? [] : [{ positive, first, second }];
  });
  const positives = pairs.filter(({ positive }) => positive).length;
  if (positives < 2 || pairs.length - positives < 2)
    return fail('dataset-unusable', `${testSet.name} has too few images to compare on: ${positives} positive of ${pairs.length} scored.`);
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

async function probabilities(parts: ScorerParts, { cases }: TestSet): Promise<readonly (number | null)[]> {
  const scores: (number | null)[] = [];
  for await (const outcome of scoreFiles(
    parts,
    cases.map(({ file }) => file),
  ))
    scores.push(outcome.status === 'ok' ? outcome.score.probability : null);
  return scores;
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
