import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readAuditTrail, recordAudit, verifyAuditTrail } from '../../src/main/store/audit-trail';
import type { Database } from '../../src/main/store/database';
import { emptyHistory } from './builders';

function trailOfThree(): Database {
  const database = emptyHistory();
  recordAudit(database, 'model-imported', { modelId: 'one' }, 10);
  recordAudit(database, 'model-activated', { verdict: 'better', modelId: 'one', despite: false }, 20);
  recordAudit(database, 'run-exported', { run: 3 }, 30);
  return database;
}

test('every entry is chained to the one before it', () => {
  // By the definition: SHA-256 of the previous hash, as text, and the content as JSON with the detail's fields in order.
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const first = hash(`${'0'.repeat(64)}{"number":1,"atMs":10,"action":"model-imported","detail":{"modelId":"one"}}`);
  const detail = '{"despite":false,"modelId":"one","verdict":"better"}';
  const second = hash(`${first}{"number":2,"atMs":20,"action":"model-activated","detail":${detail}}`);
  const third = hash(`${second}{"number":3,"atMs":30,"action":"run-exported","detail":{"run":3}}`);
  const database = trailOfThree();
  expect(readAuditTrail(database)).toEqual([
    { number: 3, atMs: 30, action: 'run-exported', detail: { run: 3 }, sha256: third },
    { number: 2, atMs: 20, action: 'model-activated', detail: { verdict: 'better', modelId: 'one', despite: false }, sha256: second },
    { number: 1, atMs: 10, action: 'model-imported', detail: { modelId: 'one' }, sha256: first },
  ]);
  expect(verifyAuditTrail(database)).toEqual({ entries: 3, firstBroken: null });
});

test.each([
  ['UPDATE audit_trail SET at_ms = 21 WHERE entry_number = 2', 2],
  [`UPDATE audit_trail SET detail = '{"run":4}' WHERE entry_number = 3`, 3],
  ['DELETE FROM audit_trail WHERE entry_number = 1', 2],
  ['DELETE FROM audit_trail WHERE entry_number = 2', 3],
])('%s is refused, and found where it was forced', (change, firstBroken) => {
  const database = trailOfThree();
  expect(() => database.exec(change)).toThrow('the audit trail only grows');
  database.exec('DROP TRIGGER audit_trail_only_grows; DROP TRIGGER audit_trail_keeps_all');
  database.exec(change);
  expect(verifyAuditTrail(database).firstBroken).toBe(firstBroken);
});
