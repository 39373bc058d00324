import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluationFigures } from '../../src/main/services/evaluation-figures';
import { scoresCsv } from '../../src/main/services/scores-csv';
import { tableSubjects } from '../../src/main/services/table-subjects';
import { challengePrevalence } from '../../src/shared/predictive-values';
import { temporaryFolder } from '../store/builders';

const image = (probability: number, positive: boolean, className: string) => ({
  patient: String(probability),
  probability,
  positive,
  class: className,
  sex: '',
  ageYears: null,
  view: '',
});
const estimate = (value: number) => ({ value, low: expect.any(Number) as number, high: expect.any(Number) as number });

test('classes, and what the operating points come to at each prevalence, by hand', () => {
  const cases = [
    image(0.9, true, 'Lung Opacity'),
    image(0.4, true, 'Lung Opacity'),
    image(0.6, false, 'No Lung Opacity / Not Normal'),
    image(0.1, false, 'Normal'),
  ];
  const any = estimate(0.95);
  const point = { name: 'rule-in', threshold: 0.8, sensitivity: any, specificity: any, measuredOn: 'elsewhere' } as const;
  const found = evaluationFigures(cases, { threshold: 0.3, operatingPoints: [point] });
  // In force: both ill found, one of two healthy called positive; half are ill: 2 of 3 right, and the one called negative is.
  // At 0.05: 0.05 / (0.05 + 0.475). Rule-in: one of two ill found, no false alarm; half ill: NPV 2 of 3.
  expect(
    found.operatingPoints.map(({ predictiveValues, ...others }) => ({ ...others, ends: [predictiveValues[0], predictiveValues[3]] })),
  ).toEqual([
    {
      name: 'in-force',
      threshold: 0.3,
      sensitivity: estimate(1),
      specificity: estimate(0.5),
      ends: [
        { prevalence: 0.05, positive: expect.closeTo(0.05 / 0.525, 12), negative: 1 },
        { prevalence: 0.5, positive: expect.closeTo(2 / 3, 12), negative: 1 },
      ],
    },
    {
      name: 'rule-in',
      threshold: 0.8,
      sensitivity: estimate(0.5),
      specificity: estimate(1),
      ends: [
        { prevalence: 0.05, positive: 1, negative: expect.closeTo(0.95 / 0.975, 12) },
        { prevalence: 0.5, positive: 1, negative: expect.closeTo(2 / 3, 12) },
      ],
    },
  ]);
  expect(found.operatingPoints[0]?.predictiveValues.map(({ prevalence }) => prevalence)).toEqual([0.05, 0.1, challengePrevalence, 0.5]);
  // Against normal both are in order; against the other, 0.9 is and 0.4 is not.
  expect(found.classes).toEqual({
    opacityAgainstNormal: { images: 3, positives: 2, auc: estimate(1) },
    opacityAgainstNotNormal: { images: 3, positives: 2, auc: estimate(0.5) },
  });
  const unclassed = cases.map((one) => ({ ...one, class: '' }));
  expect(evaluationFigures(unclassed, { threshold: 0.8, operatingPoints: [point] })).toMatchObject({
    classes: { opacityAgainstNormal: null, opacityAgainstNotNormal: null },
    operatingPoints: [{ name: 'rule-in' }],
  });
});

test('a table may say who was examined', () => {
  const labels = join(temporaryFolder(), 'labels.csv');
  writeFileSync(labels, 'file,Target,Sex,Age,View\n./a\\b.png,1,female,047Y,pa\nc.png,0,,old,\n');
  expect([...tableSubjects({ kind: 'table', images: '/images', labels })]).toEqual([
    ['a/b.png', { sex: 'F', ageYears: 47, view: 'PA' }],
    ['c.png', { sex: '', ageYears: null, view: '' }],
  ]);
});

test('scores as a table: what a spreadsheet would trip over is quoted', () => {
  const line = { file: '/a, "b".dcm', patient: 'p', positive: true, class: '', probability: 0.1, sex: 'F', ageYears: 47, view: 'PA' };
  expect(scoresCsv([line, { ...line, file: 'c.dcm', positive: false, ageYears: null }])).toBe(
    'file,Target,probability,patientId,class,sex,age,view\n"/a, ""b"".dcm",1,0.1,p,,F,47,PA\nc.dcm,0,0.1,p,,F,,PA\n',
  );
});
