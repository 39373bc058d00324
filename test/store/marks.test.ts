import { expect, test } from 'vitest';
import { giveVerdict } from '../../src/main/services/give-verdict';
import { readAuditTrail } from '../../src/main/store/audit-trail';
import { readMarks, writeMarks } from '../../src/main/store/marks';
import { writeSettings } from '../../src/main/store/settings';
import { recordImages } from '../../src/main/store/studies';
import { readVerdict } from '../../src/main/store/verdicts';
import type { Mark } from '../../src/shared/marks';
import { plainVerdict, withClass } from '../../src/shared/verdict';
import { emptyHistory, failureOf, image } from './builders';

const area = { x: 10, y: 20, width: 30, height: 40 };
const length: Mark = { id: 'one', shape: { kind: 'length', from: { x: 1.25, y: 2 }, to: { x: 3, y: 4 } } };
const box: Mark = { id: 'two', shape: { kind: 'box', area } };

test('marks are made, changed, taken away and brought back; writing a change again changes nothing', () => {
  const database = emptyHistory();
  recordImages(database, [image(1), image(2)], 1);
  writeMarks(database, 1, [length, box], 5);
  const moved: Mark = { id: 'one', shape: { kind: 'length', from: { x: 7, y: 2 }, to: { x: 3, y: 4 } } };
  writeMarks(database, 1, [moved], 6);
  writeMarks(database, 1, [moved, { id: 'two', shape: null }], 7);
  writeMarks(database, 1, [{ id: 'two', shape: null }], 8);
  const gone = readMarks(database, 1);
  const kept = database.prepare('SELECT mark_id, created_at_ms, changed_at_ms, removed_at_ms FROM marks ORDER BY mark_id').raw().all();
  writeMarks(database, 1, [box], 9);
  expect([gone, kept, readMarks(database, 1), readMarks(database, 2)]).toEqual([
    [moved],
    [
      ['one', 5, 7, null],
      ['two', 5, 5, 7],
    ],
    [moved, box],
    [],
  ]);
});

test('a change on an image that is not there, or of another image’s mark, is refused whole', () => {
  const database = emptyHistory();
  recordImages(database, [image(1), image(2)], 1);
  writeMarks(database, 1, [length], 5);
  expect([
    failureOf(() => writeMarks(database, 9, [box], 6))?.code,
    failureOf(() => writeMarks(database, 2, [box, { id: 'one', shape: null }], 6))?.code,
    readMarks(database, 1),
    readMarks(database, 2),
  ]).toEqual(['not-in-history', 'invalid-request', [length], []]);
});

test('a verdict takes its boxes from the marks, names its reader, and each change of it is in the audit trail', () => {
  const database = emptyHistory();
  recordImages(database, [image(1)], 1);
  writeSettings(database, { readerName: 'AB' });
  const given = giveVerdict(database, { instanceId: 1, verdict: plainVerdict(true), changes: [length, box] }, 5);
  const contradiction = failureOf(() => giveVerdict(database, { instanceId: 1, verdict: plainVerdict(false), changes: [] }, 6))?.code;
  const normal = withClass(plainVerdict(false), 'Normal');
  giveVerdict(database, { instanceId: 1, verdict: normal, changes: [{ id: 'two', shape: null }] }, 7);
  const latest = readVerdict(database, 1);
  const withdrawn = giveVerdict(database, { instanceId: 1, verdict: null, changes: [] }, 8);
  expect([given, contradiction, latest, withdrawn, readVerdict(database, 1), readMarks(database, 1)]).toEqual([
    { ...plainVerdict(true), instanceId: 1, boxes: [area], decidedAtMs: 5, reader: 'AB' },
    'invalid-request',
    { ...normal, instanceId: 1, boxes: [], decidedAtMs: 7, reader: 'AB' },
    null,
    null,
    [length],
  ]);
  expect(readAuditTrail(database).map(({ action, detail }) => [action, detail])).toEqual([
    ['verdict-withdrawn', { instance: 1 }],
    ['verdict-given', { instance: 1, positive: false, class: 'Normal', boxes: 0 }],
    ['verdict-given', { instance: 1, positive: true, class: 'Lung Opacity', boxes: 1 }],
  ]);
});
