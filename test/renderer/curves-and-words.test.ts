import { expect, test } from 'vitest';
import { confounderWords, sourceWords } from '../../src/renderer/datasets/wording';
import { fileNameOf, formatSpan } from '../../src/renderer/format';
import { detailLines, differenceWords } from '../../src/renderer/models/wording';
import { columnsOf, shareFloor, withPoint } from '../../src/renderer/training/curve-data';
import type { CurvePoint } from '../../src/renderer/training/curve-data';
import { differingSettings, mistakeWords, settingWord } from '../../src/renderer/training/wording';
import type { AuditEntry, ModelComparison } from '../../src/shared/model';
import { defaultsOf } from '../../src/shared/training-presets';

test('curves are brought onto one axis; what is missing or no number is a gap', () => {
  const steps = { label: 'Training', points: [0.5, 1, 1.5].map((epoch) => ({ epoch, value: 2 - epoch })) };
  const epochs = {
    label: 'Validation',
    points: [
      { epoch: 1, value: 0.8 },
      { epoch: 2, value: NaN },
    ],
  };
  expect(columnsOf([steps, epochs])).toEqual([
    [0.5, 1, 1.5, 2],
    [1.5, 1, 0.5, null],
    [null, 0.8, null, null],
  ]);
});

test('a line that has become too long is thinned to the means of neighbours', () => {
  let points: readonly CurvePoint[] = [];
  for (let at = 0; at < 801; at += 1) points = withPoint(points, { epoch: at, value: at * 2 });
  // 801 points become 400 pairs and the last one alone.
  expect([points.length, points[0], points[1], points[400]]).toEqual([
    401,
    { epoch: 0.5, value: 1 },
    { epoch: 2.5, value: 5 },
    { epoch: 800, value: 1600 },
  ]);
});

test('the axis of shares begins at the tenth below the least, and never at its own end', () => {
  expect([shareFloor(0.57), shareFloor(1), shareFloor(0), shareFloor(null)]).toEqual([0.5, 0.9, 0, 0.5]);
});

test('an image on the right side of the threshold is called no mistake, however far from its label', () => {
  const threshold = 0.1;
  const images = [
    { probability: 0.1, positive: true },
    { probability: 0.09, positive: true },
    { probability: 0.1, positive: false },
    { probability: 0.09, positive: false },
  ];
  expect(images.map((image) => mistakeWords(image, threshold))).toEqual([
    'Opacity, just found',
    'Missed opacity',
    'False alarm',
    'Just cleared',
  ]);
});

test('only the settings that differ are listed', () => {
  const base = defaultsOf('deep-cnn');
  expect(differingSettings([{ settings: base }, { settings: { ...base, flip: true, schedule: 'plateau' } }])).toEqual([
    ['Learning rate over time', ['Cosine', 'On a plateau']],
    ['Mirror', ['Off', 'On']],
  ]);
});

test('figures and names are put into words', () => {
  const comparison = { candidateAuc: 0.85, activeAuc: 0.86, aucDifference: -0.01, differenceLow: -0.03, differenceHigh: 0.0001 };
  const detail = { modelId: 'run-1', modelSha256: 'a'.repeat(64), aucDifference: 0.01234, replacedModelId: null, class: '' };
  expect([
    formatSpan(8.4),
    formatSpan(89),
    formatSpan(600),
    formatSpan(7200),
    formatSpan(7800),
    fileNameOf('/data/images/'),
    fileNameOf('C:\\data\\x.dcm'),
    settingWord('adamw'),
    settingWord(0.5),
    confounderWords(0.7),
    sourceWords({ kind: 'table', images: '/data/ward', labels: '/data/l.csv' }),
    differenceWords(comparison as ModelComparison),
    detailLines({ detail } as unknown as AuditEntry),
  ]).toEqual([
    '8\u00a0s',
    '89\u00a0s',
    '10\u00a0min',
    '2\u00a0h',
    '2\u00a0h 10\u00a0min',
    'images',
    'x.dcm',
    'AdamW',
    '0.5',
    'says much about the label',
    'CSV of file and label, ward',
    'AUC 0.850 against 0.860: −0.010 (95 % interval −0.030 to 0.000).',
    ['model id: run-1', 'model sha256: aaaaaaaaaaaa…', 'auc difference: 0.0123'],
  ]);
});
