import { expect, test } from 'vitest';
import { curvesOf } from '../../src/main/services/run-curves';

test('curves, reliability and mistakes follow from the scores; equal scores are one point', () => {
  const scores = [
    { record: 0, probability: 0.95, positive: true },
    { record: 1, probability: 0.75, positive: false },
    { record: 2, probability: 0.75, positive: true },
    { record: 3, probability: 0.25, positive: false },
    { record: 4, probability: 0.05, positive: true },
  ];
  // From the top: 1 hit; then 2 hits and 1 false alarm together; then 2 and 2; then 3 and 2. Three positives, two negatives.
  expect(curvesOf(scores, (record) => `${record}.dcm`)).toEqual({
    roc: [
      [0, 0],
      [0, 1 / 3],
      [1 / 2, 2 / 3],
      [1, 2 / 3],
      [1, 1],
    ],
    precisionRecall: [
      [1 / 3, 1],
      [2 / 3, 2 / 3],
      [2 / 3, 2 / 4],
      [1, 3 / 5],
    ],
    reliability: [
      { probability: 0.05, positives: 1, images: 1 },
      { probability: 0.25, positives: 0, images: 1 },
      { probability: 0.75, positives: 0.5, images: 2 },
      { probability: 0.95, positives: 1, images: 1 },
    ],
    mistakes: [
      { record: 4, probability: 0.05, positive: true, file: '4.dcm' },
      { record: 1, probability: 0.75, positive: false, file: '1.dcm' },
    ],
  });
});
