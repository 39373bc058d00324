import { expect, test } from 'vitest';
import type { DatasetAudit } from '../../../src/shared/dataset';
import { tellWarning } from '../../../src/shared/words/tell-warning';
import { auditDataset, patientsInSeveralParts } from '../../../src/main/dataset/audit/audit-dataset';
import { confounders } from '../../../src/main/dataset/audit/confounders';
import { nearDuplicates } from '../../../src/main/dataset/audit/duplicates';
import type { DatasetCase } from '../../../src/main/dataset/dataset-case';
import { perceptualHash } from '../../../src/main/dataset/perceptual-hash';

/** The n-th case of a made-up dataset, unlike every other unless `changes` says otherwise. */
function caseOf(n: number, changes: Partial<DatasetCase> = {}): DatasetCase {
  return {
    record: n,
    file: `/images/${n}.dcm`,
    sha256: n.toString(16).padStart(64, '0'),
    byteLength: 1000,
    modifiedAtMs: 1,
    patient: `p${n}`,
    positive: n % 2 === 0,
    class: '',
    boxes: [],
    widthPixels: 320,
    heightPixels: 320,
    sex: 'F',
    ageYears: 45,
    view: 'PA',
    scanner: 'Maker',
    photometricInterpretation: 'MONOCHROME2',
    // Sixteen bits of its own, sixteen times over: any two differ in 16 bits at least.
    perceptualHash: n.toString(16).padStart(4, '0').repeat(16),
    ...changes,
  };
}

const audit = (cases: readonly DatasetCase[]) => auditDataset({ name: 'made-up', contentSha256: 'ab', cases, problems: [], locked: [] });

test('counts both classes by what headers say, and says what is wrong', () => {
  const cases = [
    caseOf(0, { class: 'Opacity', sex: 'M', ageYears: 39, view: 'AP', boxes: [{ x: 0, y: 10, width: 20, height: 10 }] }),
    caseOf(1, { class: 'Normal', sex: '', ageYears: null, view: '', scanner: '' }),
    caseOf(2, {
      class: 'Opacity',
      sex: 'M',
      ageYears: 7,
      patient: 'p0',
      widthPixels: 640,
      boxes: [{ x: 300, y: 0, width: 320, height: 160 }],
    }),
    caseOf(3, { class: 'Normal', photometricInterpretation: 'MONOCHROME1', ageYears: 102 }),
    // The same bytes as the second, called an opacity this time.
    caseOf(4, { class: 'Opacity', sha256: caseOf(1).sha256, ageYears: 30, perceptualHash: caseOf(1).perceptualHash }),
  ];
  const { boxMap, ...rest } = audit(cases);
  expect(rest).toEqual({
    name: 'made-up',
    contentSha256: 'ab',
    images: 5,
    positives: 3,
    patients: 4,
    majorityAccuracy: 0.6,
    classes: [
      { name: 'Opacity', positives: 3, negatives: 0 },
      { name: 'Normal', positives: 0, negatives: 2 },
    ],
    sex: [
      { name: 'F', positives: 1, negatives: 1 },
      { name: 'M', positives: 2, negatives: 0 },
      { name: 'unknown', positives: 0, negatives: 1 },
    ],
    age: [
      { name: '00-09', positives: 1, negatives: 0 },
      { name: '30-39', positives: 2, negatives: 0 },
      { name: '>= 100', positives: 0, negatives: 1 },
      { name: 'unknown', positives: 0, negatives: 1 },
    ],
    view: [
      { name: 'PA', positives: 2, negatives: 1 },
      { name: 'AP', positives: 1, negatives: 0 },
      { name: 'unknown', positives: 0, negatives: 1 },
    ],
    scanner: [
      { name: 'Maker', positives: 3, negatives: 1 },
      { name: 'unknown', positives: 0, negatives: 1 },
    ],
    imageSizes: [
      { name: '320 x 320', positives: 2, negatives: 2 },
      { name: '640 x 320', positives: 1, negatives: 0 },
    ],
    photometricInterpretations: [
      { name: 'MONOCHROME2', positives: 3, negatives: 1 },
      { name: 'MONOCHROME1', positives: 0, negatives: 1 },
    ],
    boxes: 2,
    // 20 x 10 of 320 x 320 pixels is 0.2 %; 320 x 160 of 640 x 320 is a quarter.
    boxSizes: ['under 1 %', '1 to 2 %', '2 to 5 %', '5 to 10 %', '10 to 20 %', '20 % and more'].map((name, index) => ({
      name,
      count: index === 0 || index === 5 ? 1 : 0,
    })),
    duplicates: [['/images/1.dcm', '/images/4.dcm']],
    nearDuplicates: [],
    patientsInSeveralParts: [],
    confounders: expect.any(Array),
    problems: [],
    warnings: [
      { kind: 'same-otherwise', count: 1 },
      { kind: 'same', count: 1 },
      { kind: 'few', count: 5 },
    ],
  });
  // 320 pixels under 32 cells: the first box covers cells 0 and 1 of row 1. The second picture is padded above and below to 640, 20 pixels
  // a cell: its box, 160 to 320 down and 300 to 620 across, covers rows 8 to 15 and columns 15 to 30.
  const expected = Array.from({ length: 32 * 32 }, (_, cell) => {
    const [row, column] = [Math.floor(cell / 32), cell % 32];
    return Number(row === 1 && column <= 1) + Number(row >= 8 && row <= 15 && column >= 15 && column <= 30);
  });
  expect(boxMap).toEqual({ side: 32, counts: expected });
});

const sentencesOf = ({ warnings }: DatasetAudit): readonly string[] => warnings.map((warning) => tellWarning('en', warning));

test.each([
  ['one class only', [0, 2, 4], 'It cannot be trained on: it has no image without opacity: there is nothing to tell apart.'],
  [
    'one patient in a class',
    [0, 2, 1],
    'It cannot be trained on: it has one patient without opacity: each class needs two at least, one to train and one to validate.',
  ],
])('warns of %s', (_, numbers, warning) => {
  expect(sentencesOf(audit(numbers.map((n) => caseOf(n))))[0]).toBe(warning);
});

test('warns where one class is nearly all there is, and where patients are unknown', () => {
  const found = audit(Array.from({ length: 600 }, (_, n) => caseOf(n, { positive: n % 10 === 0 })));
  expect(sentencesOf(found)).toEqual([
    '90 % of the images are of one class: that much accuracy is had by always saying so.',
    'Every image counts as a patient of its own. If patients have several images, name the patients, or the split parts them.',
  ]);
});

test('a field that tells the label is a confounder; one that says nothing is not, however many values it has', () => {
  const cases = Array.from({ length: 400 }, (_, n) =>
    caseOf(n, {
      // 8 in 10 of the positives are AP, and 2 in 10 of the negatives: AUC = P(positive ranks higher) + half of the ties = 0.64 + 0.32 / 2.
      view: (Math.floor(n / 2) % 5 === 0) === (n % 2 === 0) ? 'PA' : 'AP',
      // Turns round once in 14 images and alternates with nothing: no more than chance, though it has seven values.
      scanner: `maker ${Math.floor(n / 2) % 7}`,
      sex: n % 2 === 0 ? 'F' : 'M',
    }),
  );
  const byField = Object.fromEntries(confounders(cases).map(({ field, auc, warns }) => [field, [auc, warns]]));
  expect(byField).toEqual({
    view: [expect.closeTo(0.8, 2), true],
    scanner: [expect.closeTo(0.5, 1), false],
    sex: [1, true],
    age: [null, false],
    'image size': [null, false],
    'photometric interpretation': [null, false],
  });
});

test('pictures alike to a few bits are one group, however many bits their differences lie apart', () => {
  const hash = (bits: readonly number[]): string => {
    const words = Array.from({ length: 64 }, (_, digit) =>
      bits.filter((bit) => bit >> 2 === digit).reduce((sum, bit) => sum ^ (8 >> (bit & 3)), 0),
    );
    return words.map((word) => word.toString(16)).join('');
  };
  const every = (step: number, count: number) => Array.from({ length: count }, (_, index) => index * step);
  const cases = [
    caseOf(1, { perceptualHash: hash([]) }),
    // 12 bits off the first, in 12 of the 13 bands.
    caseOf(2, { perceptualHash: hash(every(20, 12)) }),
    // 13 bits off the first, 11 off the second.
    caseOf(3, { perceptualHash: hash([...every(20, 12), 1, 255].slice(1)) }),
    // 100 and more off all of them.
    caseOf(4, { perceptualHash: 'f'.repeat(32).padEnd(64, '0') }),
  ];
  expect(nearDuplicates(cases).map((group) => group.map(({ record }) => record))).toEqual([[1, 2, 3]]);
  expect(nearDuplicates([cases[0], cases[3]].filter((one) => one !== undefined))).toEqual([]);
});

test('a hash has a bit a cell: set where the cell is brighter than those around it', () => {
  // 22 x 22 pixels, a cell each: a chequered picture alternates, and the inner 16 x 16 begin at row 3, column 3, which is bright.
  const chequered = Uint8Array.from({ length: 22 * 22 }, (_, at) => ((Math.floor(at / 22) + (at % 22)) % 2 === 0 ? 200 : 10));
  expect(perceptualHash(chequered, 22)).toBe('aaaa5555'.repeat(8));
  expect(perceptualHash(new Uint8Array(22 * 22).fill(7), 22)).toBe('0'.repeat(64));
});

test('patients in several parts are told by name', () => {
  const part = (...patients: string[]) => patients.map((patient) => ({ patient }));
  expect(patientsInSeveralParts([part('b', 'a', 'a'), part('c', 'b'), part('c', 'd', 'a')])).toEqual(['a', 'b', 'c']);
});
