import { createHash } from 'node:crypto';
import type { AuditCheck, AuditPage, AuditQuery } from '../../shared/explain';
import { fail } from '../../shared/failure';
import type { AuditEntry } from '../../shared/model';
import type { Database } from './database';
import { readSettings } from './settings';
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

/**
 * Adds an entry at the end of the audit trail, chained to the one before it. Where the settings name a reader, its detail does too.
 * @param detail no patient's name or id: study and instance numbers only
 * Throws 'disk-full', 'read-only'.
 */
export function recordAudit(
  database: Database,
  action: AuditEntry['action'],
  detail: AuditEntry['detail'],
  atMs: number = Date.now(),
): AuditEntry {
  const { readerName } = readSettings(database);
  const signed = readerName === '' ? detail : { ...detail, reader: readerName };
  return inTransaction(database, () => {
    const last = prepared<[], AuditRow>(database, `SELECT ${columns} FROM audit_trail ORDER BY entry_number DESC LIMIT 1`).get();
    const unchained = { number: (last?.number ?? 0) + 1, atMs, action, detail: signed };
    const entry = { ...unchained, sha256: chain(last?.sha256 ?? beforeTheFirst, unchained) };
    const sql = 'INSERT INTO audit_trail (entry_number, at_ms, action, detail, sha256) VALUES (@number, @atMs, @action, @detail, @sha256)';
    prepared(database, sql).run({ ...entry, detail: JSON.stringify(signed) });
    return entry;
  });
}

/** All of the audit trail, as far as one page goes. */
const newestEntries: AuditQuery = { actions: null, fromMs: null, beforeMs: null, beforeNumber: null, limit: 500 };

/** A page of the audit trail, newest entry first, and how many entries match in all. Throws 'invalid-request'. */
export function readAuditTrail(database: Database, query: AuditQuery = newestEntries): AuditPage {
  if (query.limit < 1 || query.limit > 500) fail('invalid-request', 'A page holds 1 to 500 entries.');
  const { limit, beforeNumber, fromMs, beforeMs, actions } = query;
  const matching = `FROM audit_trail WHERE at_ms >= ? AND at_ms < ?
    AND (? IS NULL OR action IN (SELECT value FROM json_each(?)))`;
  const named = actions === null ? null : JSON.stringify(actions);
  const values = [fromMs ?? 0, beforeMs ?? Number.MAX_SAFE_INTEGER, named, named ?? '[]'] as const;
  return withSqliteFailures(() => {
    const total = prepared<unknown[], number>(database, `SELECT count(*) ${matching}`).pluck().get(values) ?? 0;
    const sql = `SELECT ${columns} ${matching} AND entry_number < ? ORDER BY entry_number DESC LIMIT ?`;
    const rows = prepared<unknown[], AuditRow>(database, sql).all([...values, beforeNumber ?? Number.MAX_SAFE_INTEGER, limit]);
    return { total, entries: rows.map(toEntry) };
  });
}

/** Every entry from the first on. Nothing else can be asked of the database before the last was taken. */
export function* auditEntries(database: Database): Generator<AuditEntry> {
  for (const row of prepared<[], AuditRow>(database, `SELECT ${columns} FROM audit_trail ORDER BY entry_number`).iterate())
    yield toEntry(row);
}

/**
 * Computes every hash of the audit trail again. `firstBroken` is the number of the first entry that is not what was written, or follows a
 * missing one; null for a sound trail. Entries cut off at the end leave no mark in what is left.
 */
export function verifyAuditTrail(database: Database): AuditCheck {
  return withSqliteFailures(() => verifyEntries(auditEntries(database)));
}

/** Checks a chain of entries from the first on, as verifyAuditTrail does. */
export function verifyEntries(entries: Iterable<AuditEntry>): AuditCheck {
  let [count, firstBroken, previousSha256] = [0, null as number | null, beforeTheFirst];
  for (const entry of entries) {
    count += 1;
    if (entry.number !== count || entry.sha256 !== chain(previousSha256, entry)) firstBroken ??= entry.number;
    previousSha256 = entry.sha256;
  }
  return { entries: count, firstBroken };
}

/** An entry as a line of JSON: what its hash is over, then the hash as the last field. docs/history.md says how to check it. */
export function auditLine(entry: AuditEntry): string {
  return `${canonicalOf(entry).slice(0, -1)},"sha256":"${entry.sha256}"}`;
}

/** Hex SHA-256 over the previous entry's hash and this one's content. */
function chain(previousSha256: string, entry: Omit<AuditEntry, 'sha256'>): string {
  return createHash('sha256').update(previousSha256).update(canonicalOf(entry)).digest('hex');
}

/** An entry's content as JSON, its detail's fields sorted by name. */
function canonicalOf({ number, atMs, action, detail }: Omit<AuditEntry, 'sha256'>): string {
  const sorted = Object.fromEntries(Object.entries(detail).sort(([one], [other]) => (one < other ? -1 : 1)));
  return JSON.stringify({ number, atMs, action, detail: sorted });
}

function toEntry(row: AuditRow): AuditEntry {
  return { ...row, detail: JSON.parse(row.detail) as AuditEntry['detail'] };
}
