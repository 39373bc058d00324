import { expect, test } from 'vitest';
import { averagePrecision, chooseThreshold, confusionAt } from '../../src/main/statistics/operating-point';

const scored = (probability: number, positive: boolean) => ({ probability, positive });
const cases = [scored(0.9, true), scored(0.8, false), scored(0.7, true), scored(0.4, false), scored(0.3, true), scored(0.1, false)];

test('each rule chooses the threshold that its formula asks for', () => {
  // From the top, hits and false alarms of 3 and 3: 1 0, 1 1, 2 1, 2 2, 3 2, 3 3; thresholds half way to the next score.
  expect({
    // sensitivity + specificity - 1: 1/3 at 0.85, 1/3 at 0.55, 1/3 at 0.2; the lowest of equals.
    youden: chooseThreshold(cases, 'youden', 0),
    // at least 2/3: specificity 2/3 at 0.55.
    sensitivity: chooseThreshold(cases, 'sensitivity', 0.6),
    // at least 0.9: only above 0.8, where one of three is found.
    specificity: chooseThreshold(cases, 'specificity', 0.9),
    // one miss as bad as ten false alarms: 2 alarms and no miss cost 2.
    dearMiss: chooseThreshold(cases, 'cost', 10),
    // a tenth of a false alarm: 2 misses and no alarm cost 0.2.
    cheapMiss: chooseThreshold(cases, 'cost', 0.1),
  }).toEqual({
    youden: expect.closeTo(0.2, 12),
    sensitivity: expect.closeTo(0.55, 12),
    specificity: expect.closeTo(0.85, 12),
    dearMiss: expect.closeTo(0.2, 12),
    cheapMiss: expect.closeTo(0.85, 12),
  });
});

test('a threshold parts the scores it was chosen between, also where they are 0, 1 or next to each other', () => {
  const close = [scored(1, true), scored(1 - Number.EPSILON / 2, false), scored(0, false)];
  expect(confusionAt(close, chooseThreshold(close, 'youden', 0))).toEqual({
    truePositives: 1,
    falsePositives: 0,
    trueNegatives: 2,
    falseNegatives: 0,
  });
});

test('average precision is the mean of the precision at each positive', () => {
  // Positives at ranks 1, 3 and 5: (1/1 + 2/3 + 3/5) / 3.
  expect(averagePrecision(cases)).toBeCloseTo((1 + 2 / 3 + 3 / 5) / 3, 12);
  // All equal: the share of positives.
  expect(averagePrecision([scored(0.5, true), scored(0.5, false), scored(0.5, false), scored(0.5, false)])).toBe(0.25);
});
