import { expect, test } from 'vitest';
import type { DatasetCase } from '../../src/main/dataset/dataset-case';
import { type DatasetSplit, splitDataset } from '../../src/main/dataset/split';
import { toTrainerParts } from '../../src/main/dataset/trainer-cases';
import { defaultsOf } from '../../src/shared/training-presets';

const settings = { ...defaultsOf('deep-cnn'), validationShare: 0.2, testShare: 0.1 };

/** Two images a patient; a quarter of the patients have an opacity in their second one. */
const cases: readonly DatasetCase[] = Array.from({ length: 80 }, (_, record) => ({
  record,
  file: `/images/${record}.dcm`,
  sha256: '',
  byteLength: 0,
  modifiedAtMs: 0,
  patient: `patient-${String(Math.floor(record / 2)).padStart(2, '0')}`,
  positive: record % 8 === 1,
  class: '',
  boxes: record === 1 ? [{ x: 10, y: 20, width: 30, height: 40 }] : [],
  widthPixels: 100,
  heightPixels: 200,
  sex: '',
  ageYears: null,
  view: '',
  scanner: '',
  photometricInterpretation: '',
  perceptualHash: '',
}));

const summary = ({ training, validation, test: tested }: DatasetSplit) =>
  [training, validation, tested].map((part) => ({ images: part.length, positives: part.filter((one) => one.positive).length }));
const patients = (part: readonly DatasetCase[]) => new Set(part.map((one) => one.patient));

test('a split by patient keeps patients together and each class in its share, whatever order the cases come in', () => {
  const split = splitDataset(cases, settings);
  // 10 patients with an opacity and 30 without: of those 2 and 6 validate, 1 and 3 test.
  expect(summary(split)).toEqual([
    { images: 56, positives: 7 },
    { images: 16, positives: 2 },
    { images: 8, positives: 1 },
  ]);
  const everyone = [split.training, split.validation, split.test].flatMap((part) => [...patients(part)]);
  expect(new Set(everyone).size).toBe(everyone.length);
  expect(patients(splitDataset(cases.toReversed(), settings).validation)).toEqual(patients(split.validation));
  expect(patients(splitDataset(cases, { ...settings, seed: 2 }).validation)).not.toEqual(patients(split.validation));
});

test('a part that the labels fix is kept, and of a patient who is held out nothing trains', () => {
  const fixed = cases.map((one): DatasetCase => {
    if (one.record < 4) return { ...one, part: 'training' }; // patients 00 and 01
    return one.record === 4 || one.record === 6 ? { ...one, part: 'validation' } : one; // the first images of patients 02 and 03
  });
  const whole = [...fixed, { ...(fixed[0] as DatasetCase), record: 80, patient: 'patient-02', part: 'training' as const }];
  const split = splitDataset(whole, { ...settings, validationShare: 0.05, testShare: 0 });
  const recordsOf = (part: readonly DatasetCase[]) => part.map(({ record }) => record);
  expect(recordsOf(split.validation)).toEqual(expect.arrayContaining([4, 6]));
  expect(recordsOf(split.training)).toEqual(expect.arrayContaining([0, 1, 2, 3]));
  // The other images of patients 02 and 03, and the one more of patient 02.
  expect(recordsOf(split.training).filter((record) => [5, 7, 80].includes(record))).toEqual([]);
  expect(split.training.length + split.validation.length).toBeLessThan(whole.length);
});

test('the folds together validate every image once', () => {
  const held = [1, 2, 3, 4, 5].flatMap((fold) => splitDataset(cases, { ...settings, split: 'folds', fold }).validation);
  expect(held.map(({ record }) => record).sort((a, b) => a - b)).toEqual(cases.map(({ record }) => record));
});

test('the seed’s own split takes the first row a patient, sorted, and says what is wrong with it', () => {
  const split = splitDataset(cases.toReversed(), { ...settings, split: 'seed' });
  // 40 patients: round(40 x 20000 / 26684) = 30 train. From the back the first row of a patient is its second image.
  expect(summary(split).map(({ images }) => images)).toEqual([30, 10, 0]);
  expect(split.training.map(({ record }) => record)).toEqual(Array.from({ length: 30 }, (_, n) => 2 * n + 1));
  expect(split.warning).toContain('easier; here 26.7 % of the training images and 20.0 % of the validation images are positive');
});

test('the trainer knows cases by number, and boxes in shares of the padded square', () => {
  const labelled = cases.slice(0, 3).map((one) => (one.positive ? { ...one, class: 'Lung Opacity' } : one));
  const { training } = toTrainerParts({ training: labelled, validation: [], test: [], warning: null });
  // 100 x 200 in a square of 200: 50 to the left. (50 + 10) / 200, 20 / 200, (50 + 40) / 200, 60 / 200.
  expect(training).toEqual([
    { record: 0, patient: 0, positive: false, threeClass: null, boxes: [] },
    { record: 1, patient: 0, positive: true, threeClass: 'opacity', boxes: [{ left: 0.3, top: 0.1, right: 0.45, bottom: 0.3 }] },
    { record: 2, patient: 1, positive: false, threeClass: null, boxes: [] },
  ]);
});
