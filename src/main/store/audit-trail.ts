import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../shared/model';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** What the first entry is chained to. */
const beforeTheFirst = '0'.repeat(64);

interface AuditRow {
  readonly number: number;
  readonly atMs: number;
  readonly action: AuditEntry['action'];
  readonly detail: string;
  readonly sha256: string;
}

const columns = 'entry_number AS number, at_ms AS atMs, action, detail, sha256';

/** Adds an entry at the end of the audit trail, chained to the one before it. Throws 'disk-full', 'read-only'. */
export function recordAudit(
  database: Database,
  action: AuditEntry['action'],
  detail: AuditEntry['detail'],
  atMs: number = Date.now(),
): AuditEntry {
  return inTransaction(database, () => {
    const last = prepared<[], AuditRow>(database, `SELECT ${columns} FROM audit_trail ORDER BY entry_number DESC LIMIT 1`).get();
    const unchained = { number: (last?.number ?? 0) + 1, atMs, action, detail };
    const entry = { ...unchained, sha256: chain(last?.sha256 ?? beforeTheFirst, unchained) };
    const sql = 'INSERT INTO audit_trail (entry_number, at_ms, action, detail, sha256) VALUES (@number, @atMs, @action, @detail, @sha256)';
    prepared(database, sql).run({ ...entry, detail: JSON.stringify(detail) });
    return entry;
  });
}

/** The whole audit trail, newest entry first. */
export function readAuditTrail(database: Database): readonly AuditEntry[] {
  const rows = withSqliteFailures(() =>
    prepared<[], AuditRow>(database, `SELECT ${columns} FROM audit_trail ORDER BY entry_number DESC`).all(),
  );
  return rows.map(toEntry);
}

/**
 * Computes every hash of the audit trail again. `firstBroken` is the number of the first entry that is not what was written, or follows a
 * missing one; null for a sound trail. Entries cut off at the end leave no mark in what is left.
 */
export function verifyAuditTrail(database: Database): { readonly entries: number; readonly firstBroken: number | null } {
  const entries = readAuditTrail(database).toReversed();
  const isSound = (entry: AuditEntry, index: number): boolean =>
    entry.number === index + 1 && entry.sha256 === chain(entries[index - 1]?.sha256 ?? beforeTheFirst, entry);
  return { entries: entries.length, firstBroken: entries.find((entry, index) => !isSound(entry, index))?.number ?? null };
}

/** Hex SHA-256 over the previous entry's hash and this one's content as JSON, its detail's fields sorted by name. */
function chain(previousSha256: string, { number, atMs, action, detail }: Omit<AuditEntry, 'sha256'>): string {
  const sorted = Object.fromEntries(Object.entries(detail).sort(([one], [other]) => (one < other ? -1 : 1)));
  const canonical = JSON.stringify({ number, atMs, action, detail: sorted });
  return createHash('sha256').update(previousSha256).update(canonical).digest('hex');
}

function toEntry(row: AuditRow): AuditEntry {
  return { ...row, detail: JSON.parse(row.detail) as AuditEntry['detail'] };
}
