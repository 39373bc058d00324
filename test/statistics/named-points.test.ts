import { expect, test } from 'vitest';
import { measurePoints, namedThresholds } from '../../src/main/statistics/named-points';
import { subgroupFigures } from '../../src/main/statistics/subgroups';
import { predictiveValues } from '../../src/shared/predictive-values';

const scored = (probability: number, positive: boolean) => ({ probability, positive });

test('triage misses little, rule-in gives few false alarms, balanced weighs both alike', () => {
  const cases = [scored(0.9, true), scored(0.8, false), scored(0.7, true), scored(0.6, true), scored(0.4, false), scored(0.3, false)];
  // All three found from 0.5 on, with one of three false alarms; no false alarm only from 0.85 on, with one of three found.
  const points = namedThresholds(cases);
  expect(points).toEqual([
    { name: 'triage', threshold: 0.5 },
    { name: 'balanced', threshold: 0.5 },
    { name: 'rule-in', threshold: expect.closeTo(0.85, 12) },
  ]);
  const [triage] = measurePoints(points, cases, 'these');
  // Wilson on 3 of 3: z^2 / 3 = 1.280486; low 1 / 2.280486. On 2 of 3: centre (2/3 + 0.640243) / 2.280486 = 0.573084,
  // reach 1.959964 / 2.280486 x sqrt(2/27 + 3.841459 / 36) = 0.859450 x 0.425184 = 0.365424.
  expect(triage).toEqual({
    name: 'triage',
    threshold: 0.5,
    sensitivity: { value: 1, low: expect.closeTo(0.438503, 5), high: expect.closeTo(1, 12) },
    specificity: { value: 2 / 3, low: expect.closeTo(0.20766, 5), high: expect.closeTo(0.938508, 5) },
    measuredOn: 'these',
  });
});

test('predictive values by Bayes’ rule', () => {
  // Of 100 with 10 ill: 9 of them found, 18 of 90 healthy ones called positive. 9 / 27 and 72 / 73.
  expect(predictiveValues(0.9, 0.8, 0.1)).toEqual({ positive: expect.closeTo(1 / 3, 12), negative: expect.closeTo(72 / 73, 12) });
  expect(predictiveValues(0, 1, 0.1)).toEqual({ positive: null, negative: expect.closeTo(0.9, 12) });
});

test('groups with fewer than ten of a class have counts only; what nobody knows is in no group', () => {
  const person = (n: number, sex: string, positive: boolean) => ({
    patient: `${sex}${n}`,
    probability: n / 100,
    positive,
    sex,
    ageYears: n === 39 ? 39 : null,
    view: '',
  });
  // Women: 20 to 29 healthy, 30 to 39 ill, so the order is right throughout; men: one ill too few.
  const women = Array.from({ length: 20 }, (_, n) => person(20 + n, 'F', n >= 10));
  const men = Array.from({ length: 19 }, (_, n) => person(n, 'M', n >= 10));
  expect(subgroupFigures([...women, ...men, person(1, 'O', true)], 50)).toEqual([
    { kind: 'sex', name: 'F', images: 20, positives: 10, auc: { value: 1, low: 1, high: 1 } },
    { kind: 'sex', name: 'M', images: 19, positives: 9, auc: null },
    { kind: 'age', name: '< 40', images: 1, positives: 1, auc: null },
  ]);
});
