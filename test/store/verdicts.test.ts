import { expect, test } from 'vitest';
import { recordImages } from '../../src/main/store/studies';
import { labelledImages, readVerdict, recordVerdict, withdrawVerdict } from '../../src/main/store/verdicts';
import { emptyHistory, failureOf, image, verdict } from './builders';

const box = { x: 10, y: 20, width: 30, height: 40 };

test('the latest verdict on an image counts, a withdrawn one does not, and images without one are not labelled', () => {
  const database = emptyHistory();
  recordImages(database, [image(1), image(2), image(3, { patientId: 'P1', patientName: 'Doe, Jane' }), image(4)], 1);
  recordVerdict(database, verdict(1, false, { class: 'Normal', decidedAtMs: 5 }));
  const first = verdict(1, true, {
    boxes: [box],
    findings: ['effusion', 'other'],
    otherText: 'scar',
    comment: 'old',
    reader: 'AB',
    decidedAtMs: 6,
  });
  recordVerdict(database, first);
  const third = verdict(3, false, { class: 'No Lung Opacity / Not Normal', decidedAtMs: 7 });
  recordVerdict(database, third);
  recordVerdict(database, verdict(4, true, { decidedAtMs: 8 }));
  withdrawVerdict(database, 4, 'AB', 9);
  expect([1, 2, 3, 4].map((instanceId) => readVerdict(database, instanceId))).toEqual([first, null, third, null]);
  // Images 1 and 3 are of one person.
  expect(labelledImages(database)).toEqual([
    { ...first, sha256: image(1).sha256, originalName: 'image-1.dcm', patientKey: 1 },
    { ...third, sha256: image(3).sha256, originalName: 'image-3.dcm', patientKey: 1 },
  ]);
  expect(database.prepare('SELECT count(*) FROM verdicts').pluck().get()).toBe(5);
});

test('a verdict that contradicts itself, or is on an image that is not there, is refused', () => {
  const database = emptyHistory();
  recordImages(database, [image(1)], 1);
  const wrong = [
    verdict(9, true),
    verdict(1, false, { boxes: [box] }),
    verdict(1, false, { class: 'Lung Opacity' }),
    verdict(1, true, { class: 'Normal' }),
  ];
  expect(wrong.map((one) => failureOf(() => recordVerdict(database, one))?.code)).toEqual([
    'not-in-history',
    'invalid-request',
    'invalid-request',
    'invalid-request',
  ]);
  expect(readVerdict(database, 1)).toBeNull();
});
