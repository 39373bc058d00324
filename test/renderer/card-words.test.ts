import { expect, test } from 'vitest';
import { groupName, intervalWords, prevalenceOf, shareWords } from '../../src/renderer/models/card/words';

test('what a reader types as a prevalence is per cent; anything else is none', () => {
  expect([22.6, 0, 100, 101, -1, null, undefined].map(prevalenceOf)).toEqual([expect.closeTo(0.226, 12), 0, 1, null, null, null, null]);
});

test('groups and figures as a reader says them', () => {
  expect([
    groupName('sex', 'F'),
    groupName('sex', 'M'),
    groupName('age', '40-64'),
    groupName('age', '>= 65'),
    groupName('view', 'AP'),
  ]).toEqual(['Women', 'Men', '40 to 64 years', '>= 65 years', 'AP']);
  expect([intervalWords({ low: 0.875, high: 0.931 }), shareWords(0.5), shareWords(null)]).toEqual([
    '87.5 to 93.1\u00a0%',
    '50.0\u00a0%',
    'none',
  ]);
});
