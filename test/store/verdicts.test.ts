import { expect, test } from 'vitest';
import { recordImages } from '../../src/main/store/studies';
import { labelledImages, readVerdict, recordVerdict } from '../../src/main/store/verdicts';
import { emptyHistory, failureOf, image } from './builders';

const box = { x: 10, y: 20, width: 30, height: 40 };

test('the latest verdict on an image counts, and images without one are not labelled', () => {
  const database = emptyHistory();
  recordImages(database, [image(1), image(2), image(3, { patientId: 'P1', patientName: 'Doe, Jane' })], 1);
  recordVerdict(database, { instanceId: 1, positive: false, boxes: [], decidedAtMs: 5 });
  recordVerdict(database, { instanceId: 1, positive: true, boxes: [box], decidedAtMs: 6 });
  recordVerdict(database, { instanceId: 3, positive: false, boxes: [], decidedAtMs: 7 });
  const first = { instanceId: 1, positive: true, boxes: [box], decidedAtMs: 6 };
  const third = { instanceId: 3, positive: false, boxes: [], decidedAtMs: 7 };
  expect([1, 2, 3].map((instanceId) => readVerdict(database, instanceId))).toEqual([first, null, third]);
  // Images 1 and 3 are of one person.
  expect(labelledImages(database)).toEqual([
    { ...first, sha256: image(1).sha256, originalName: 'image-1.dcm', patientKey: 1 },
    { ...third, sha256: image(3).sha256, originalName: 'image-3.dcm', patientKey: 1 },
  ]);
});

test('a verdict on an image that is not there is refused', () => {
  const database = emptyHistory();
  const verdict = { instanceId: 9, positive: true, boxes: [], decidedAtMs: 1 };
  expect(failureOf(() => recordVerdict(database, verdict))?.code).toBe('not-in-history');
});
