import { readFileSync } from 'node:fs';
import type { AuditCheck } from '../../shared/explain';
import { fail } from '../../shared/failure';
import type { AuditEntry } from '../../shared/model';
import { writeWhole } from '../dataset/write-whole';
import { auditEntries, auditLine, recordAudit, verifyEntries } from '../store/audit-trail';
import type { Database } from '../store/database';

/**
 * Writes the audit trail to a file as lines of JSON, oldest first, each with its hash; then says so in the trail, with the last hash, which
 * whoever keeps the file should note. Answers how many entries it holds. Throws disk-full, read-only.
 */
export function exportAuditTrail(db: Database, file: string): number {
  const entries = [...auditEntries(db)];
  writeWhole(file, Buffer.from(entries.map((entry) => `${auditLine(entry)}\n`).join('')));
  const detail = { what: 'audit trail', entries: entries.length, lastSha256: entries.at(-1)?.sha256 ?? null };
  if (!db.readonly) recordAudit(db, 'exported', detail);
  return entries.length;
}

/**
 * Checks an exported audit trail as the history's own is checked; a line that is no entry counts as broken. Throws 'not-found' where the file
 * cannot be read.
 */
export function verifyAuditFile(file: string): AuditCheck {
  const lines = linesOf(file);
  const entries = lines.map(readEntry);
  const firstUnreadable = entries.findIndex((entry, place) => entry === null || auditLine(entry) !== lines[place]);
  const readable = entries.slice(0, firstUnreadable < 0 ? entries.length : firstUnreadable).flatMap((entry) => entry ?? []);
  const { firstBroken } = verifyEntries(readable);
  return { entries: lines.length, firstBroken: firstBroken ?? (firstUnreadable < 0 ? null : firstUnreadable + 1) };
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return fail('not-found', `${file} cannot be read.`, file);
  }
}

function readEntry(line: string): AuditEntry | null {
  try {
    const entry = JSON.parse(line) as AuditEntry | null;
    return typeof entry?.detail === 'object' && typeof entry.sha256 === 'string' ? entry : null;
  } catch {
    return null;
  }
}
