import { check } from 'prettier';
import { expect, test } from 'vitest';
import { cardMarkdown, cardText } from '../../src/main/services/model-card-text';
import type { ModelCard } from '../../src/shared/model-card';
import { smallCard } from '../support/small-model';

const estimate = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });
const full: ModelCard = {
  ...smallCard,
  limits: ['Adults only.'],
  trainingData: [{ name: 'Ward | A', images: 30, positives: 10, terms: 'Own' }],
  operatingPoints: [
    { name: 'triage', threshold: 0.2, sensitivity: estimate(0.9), specificity: estimate(0.8), measuredOn: 'Test patients' },
  ],
  calibration: {
    method: 'Platt',
    measuredOn: 'Test patients',
    expectedCalibrationError: 0.04,
    errorByChance: 0.05,
    reliability: [{ low: 0.1, high: 0.3, images: 16, meanPredicted: 0.2, observed: estimate(0.25) }],
  },
  subgroups: { measuredOn: 'Test patients', groups: [{ kind: 'age', name: '>= 65', images: 12, positives: 3, auc: null }] },
  licence: 'Apache-2.0',
};
const titles = (text: string): readonly string[] => [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => String(title));

test('a card as Markdown has every part it holds, laid out as the formatter leaves it', async () => {
  const text = cardMarkdown(full);
  expect(titles(text)).toEqual([
    'Intended use',
    'Limits',
    'Operating points',
    'Calibration',
    'By sex, age and view',
    'Training data',
    'Model',
  ]);
  // PPV and NPV at 10 %: 0.09 / 0.27 and 0.72 / 0.73.
  expect(text).toContain('0.333 / 0.986');
  expect(text).toContain('Ward \\| A');
  expect(await check(text, { parser: 'markdown', printWidth: 140 })).toBe(true);
});

test('an older card has only the parts that it knows of', () => {
  expect(titles(cardMarkdown(smallCard))).toEqual(['Intended use', 'Training data', 'Model']);
  expect(cardText(smallCard)).toContain('INTENDED USE\nTests\nResearch use only. Not for diagnosis.');
});
