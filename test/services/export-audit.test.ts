import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportAuditTrail, verifyAuditFile } from '../../src/main/services/export-audit';
import { readAuditTrail, recordAudit } from '../../src/main/store/audit-trail';
import { emptyHistory, failureOf, temporaryFolder } from '../store/builders';

function exportedTrail() {
  const db = emptyHistory();
  for (let study = 1; study <= 3; study += 1) recordAudit(db, 'study-opened', { study, reader: '山田 "花子"' }, study);
  const file = join(temporaryFolder(), 'trail.jsonl');
  return { db, file, entries: exportAuditTrail(db, file) };
}

test('the trail is exported whole and checked from the file; that it was is an entry of its own', () => {
  const { db, file, entries } = exportedTrail();
  const { total, entries: told } = readAuditTrail(db);
  expect({ entries, check: verifyAuditFile(file), total, action: told[0]?.action, detail: told[0]?.detail }).toEqual({
    entries: 3,
    check: { entries: 3, firstBroken: null },
    total: 4,
    action: 'exported',
    detail: { what: 'audit trail', entries: 3, lastSha256: told[1]?.sha256 },
  });
});

test.each([
  ['a changed number', (lines: string[]) => lines.map((line) => line.replace('"study":2', '"study":5')), 2],
  ['a missing line', (lines: string[]) => lines.filter((_, place) => place !== 1), 3],
  ['a field more, which the hash is not over', (lines: string[]) => lines.map((line) => line.replace('"number":3', '"x":1,"number":3')), 3],
  ['a line cut short', (lines: string[]) => lines.map((line, place) => (place === 1 ? line.slice(0, 40) : line)), 2],
  ['lines in another order', (lines: string[]) => lines.toReversed(), 3],
])('%s is found', (_, tamper, firstBroken) => {
  const { file } = exportedTrail();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  writeFileSync(file, `${tamper(lines).join('\n')}\n`);
  expect(verifyAuditFile(file).firstBroken).toBe(firstBroken);
});

test('a file that is not there is said to be so', () => {
  expect(failureOf(() => verifyAuditFile('/nowhere/trail.jsonl'))?.code).toBe('not-found');
});
