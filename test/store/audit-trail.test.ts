import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { auditEntries, auditLine, readAuditTrail, recordAudit, verifyAuditTrail } from '../../src/main/store/audit-trail';
import type { Database } from '../../src/main/store/database';
import { writeSettings } from '../../src/main/store/settings';
import type { AuditQuery } from '../../src/shared/explain';
import { emptyHistory, failureOf } from './builders';

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
  expect(readAuditTrail(database).entries).toEqual([
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

test('an entry names the reader whom the settings name', () => {
  const database = emptyHistory();
  recordAudit(database, 'study-opened', { study: 1 }, 40);
  writeSettings(database, { readerName: 'Dr Who' });
  recordAudit(database, 'study-opened', { study: 2 }, 50);
  expect(readAuditTrail(database).entries.map(({ detail }) => detail)).toEqual([{ study: 2, reader: 'Dr Who' }, { study: 1 }]);
  expect(verifyAuditTrail(database)).toEqual({ entries: 2, firstBroken: null });
});

test('the trail is read in pages, by action and by time', () => {
  const database = emptyHistory();
  for (let n = 1; n <= 10; n += 1) recordAudit(database, n % 2 === 0 ? 'study-opened' : 'exported', { study: n }, n * 10);
  const all: AuditQuery = { actions: null, fromMs: null, beforeMs: null, beforeNumber: null, limit: 3 };
  const numbers = (query: AuditQuery) => {
    const { total, entries } = readAuditTrail(database, query);
    return [total, ...entries.map(({ number }) => number)];
  };
  expect([
    numbers(all),
    numbers({ ...all, beforeNumber: 8 }),
    numbers({ ...all, actions: ['study-opened'] }),
    numbers({ ...all, actions: [] }),
    numbers({ ...all, fromMs: 20, beforeMs: 50 }),
  ]).toEqual([[10, 10, 9, 8], [10, 7, 6, 5], [5, 10, 8, 6], [0], [3, 4, 3, 2]]);
  expect(failureOf(() => readAuditTrail(database, { ...all, limit: 501 }))?.code).toBe('invalid-request');
});

test('a line of the export is what the hash is over, then the hash', () => {
  const lines = [...auditEntries(trailOfThree())].map(auditLine);
  let previous = '0'.repeat(64);
  for (const line of lines) {
    const [, content = '', sha256 = ''] = /^(.*),"sha256":"([0-9a-f]{64})"}$/.exec(line) ?? [];
    expect(createHash('sha256').update(`${previous}${content}}`).digest('hex')).toBe(sha256);
    previous = sha256;
  }
  expect(lines).toHaveLength(3);
});
