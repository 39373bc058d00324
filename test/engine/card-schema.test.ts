import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cardSchema } from '../../src/main/engine/card-schema';
import { noAdditions } from '../../src/shared/model-card';
import { smallCard } from '../support/small-model';

test('a card from before there were operating points, calibration and subgroups opens with none of them', () => {
  const old = JSON.parse(readFileSync('test/fixtures/model-card-first-edition.json', 'utf8')) as object;
  expect(cardSchema.parse(old)).toEqual({ ...old, ...noAdditions });
});

test('a card with all of it is read as it was written, and a share above 1 is no card', () => {
  const estimate = { value: 0.9, low: 0.8, high: 0.95 };
  const bin = { low: 0.1, high: 0.3, images: 16, meanPredicted: 0.2, observed: estimate };
  const card = {
    ...smallCard,
    operatingPoints: [{ name: 'triage', threshold: 0.1, sensitivity: estimate, specificity: estimate, measuredOn: 'Test patients' }],
    calibration: { method: 'Platt', measuredOn: 'Folds', expectedCalibrationError: 0.04, errorByChance: 0.05, reliability: [bin] },
    subgroups: { measuredOn: 'Test patients', groups: [{ kind: 'sex', name: 'F', images: 30, positives: 12, auc: null }] },
    recordedScores: [{ sample: 'chest.dcm', probability: 0.5 }],
    ensemble: { members: 2, passes: 2, what: 'Two networks' },
    licence: 'Apache-2.0',
  };
  expect(cardSchema.parse(JSON.parse(JSON.stringify(card)))).toEqual(card);
  expect(cardSchema.safeParse({ ...card, recordedScores: [{ sample: 'chest.dcm', probability: 1.5 }] }).success).toBe(false);
});
