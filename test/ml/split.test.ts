import { expect, test } from 'vitest';
import { seededRandom, shuffled } from '../../src/main/ml/random';
import { splitByPatient } from '../../src/main/ml/split';

/** 300 images of 100 patients; every fifth patient has a positive one. */
const cases = Array.from({ length: 300 }, (_, index) => ({
  id: index,
  patient: String(index % 100),
  positive: index % 100 < 20 && index < 100,
}));

test('parts by patient, with the same share of positive patients on both sides', () => {
  const { training, validation } = splitByPatient(cases, 0.3, 1);
  const patients = (side: typeof cases) => new Set(side.map((one) => one.patient));
  const [seen, held] = [patients([...training]), patients([...validation])];
  expect({
    images: training.length + validation.length,
    held: held.size,
    onBothSides: [...held].filter((patient) => seen.has(patient)),
    positivePatients: validation.filter((one) => one.positive).length,
  }).toEqual({ images: 300, held: 30, onBothSides: [], positivePatients: 6 });
});

test('is the same for the same seed, whatever order the cases come in, and another for another seed', () => {
  const held = (list: typeof cases, seed: number) =>
    [...new Set(splitByPatient(list, 0.3, seed).validation.map((one) => one.patient))].sort();
  expect(held(shuffled(cases, seededRandom(5)), 1)).toEqual(held(cases, 1));
  expect(held(cases, 2)).not.toEqual(held(cases, 1));
});

test('the random source gives the numbers of mulberry32', () => {
  const random = seededRandom(1);
  expect([random(), random(), random()].map((value) => Math.round(value * 2 ** 32))).toEqual([2693262067, 11749833, 2265367787]);
});
