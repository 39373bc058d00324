import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { splitDataset } from '../../src/main/dataset/split';
import { languages } from '../../src/shared/language';
import { cardTexts, type ModelCard, noAdditions } from '../../src/shared/model-card';
import { defaultsOf } from '../../src/shared/training-presets';
import recorded from '../../src/shared/words/de/recorded.json';
import { tellRecorded } from '../../src/shared/words/tell-recorded';

const models = join(import.meta.dirname, '../../resources/models');
const cards = readdirSync(models).map((id) => JSON.parse(readFileSync(join(models, id, 'model-card.json'), 'utf8')) as ModelCard);

describe.each(languages.filter((language) => language !== 'en'))('%s', (language) => {
  test('tells every text of the shipped model’s card', () => {
    const texts = cards.flatMap((card) => cardTexts({ ...noAdditions, ...card }));
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((text) => tellRecorded(language, text).language !== language)).toEqual([]);
  });

  test('tells what a split warns of', () => {
    const { warning } = splitDataset([], { ...defaultsOf('seed-cnn'), split: 'seed' });
    expect(tellRecorded(language, warning ?? '')).toMatchObject({ language, text: expect.not.stringContaining('positives') });
  });
});

test('a sentence is told with what was filled in, sentences within it and decimal marks included', () => {
  const told = [
    'CPU, 16 threads',
    'The run began with TensorFlow 2.19.1, 2 threads, oneDNN on and goes on with TensorFlow 2.20.0, 4 threads, oneDNN off.',
    'A checkpoint is damaged: /runs/3/checkpoints/1-0/weights.bin is not what was written. The one before it is used.',
    'By patient, stratified, seed 7: 20 % of the patients for validation, 0 % for the test. Weights of epoch 3 of 5, the best by validation AUC.',
    '12.5 was trained on 3 of these 9 images or their patients, and looks better than it is.',
  ].map((text) => tellRecorded('de', text).text);
  expect(told).toEqual([
    'CPU, 16 Threads',
    'Der Lauf begann mit TensorFlow 2.19.1, 2 Threads, oneDNN ein und geht mit TensorFlow 2.20.0, 4 Threads, oneDNN aus weiter.',
    'Ein Checkpoint ist beschädigt: /runs/3/checkpoints/1-0/weights.bin ist nicht, was geschrieben wurde. Der davor wird verwendet.',
    'Nach Patienten, geschichtet, Startwert 7: 20 % der Patienten zur Validierung, 0 % zum Test. Gewichte der Epoche 3 von 5, der besten nach der AUC der Validierung.',
    '12,5 wurde auf 3 dieser 9 Bilder oder ihrer Patienten trainiert und wirkt besser, als es ist.',
  ]);
});

test('what the application did not write stays as it is and says that it is English; English is never changed', () => {
  expect([tellRecorded('de', 'A model of somebody else’s.'), tellRecorded('en', 'CPU, 2 threads'), tellRecorded('de', 'toString')]).toEqual(
    [
      { text: 'A model of somebody else’s.', language: 'en' },
      { text: 'CPU, 2 threads', language: 'en' },
      { text: 'toString', language: 'en' },
    ],
  );
});

test('both sides of every sentence fill in the same', () => {
  const names = (text: string): readonly string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
  expect(Object.entries(recorded).filter(([english, told]) => names(english).join() !== names(told).join())).toEqual([]);
});

test('no sentence is taken for another', () => {
  const filled = (text: string): string => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => `<${name}>`);
  const wrong = Object.entries(recorded).filter(([english, told]) => tellRecorded('de', filled(english)).text !== filled(told));
  expect(wrong).toEqual([]);
});
