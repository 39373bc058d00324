import { fail } from '../../shared/failure';
import type { ReportBody, StoredReport } from '../../shared/report';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

type ReportColumns = Omit<StoredReport, 'body'> & { readonly body: string };

const columns = `report_id AS reportId, study_id AS studyId, body, status, written_by AS writtenBy, created_at_ms AS createdAtMs,
  changed_at_ms AS changedAtMs, finalised_by AS finalisedBy, finalised_at_ms AS finalisedAtMs`;

/** A study's report and its addenda, in the order they were begun. */
export function readReports(database: Database, studyId: number): readonly StoredReport[] {
  const sql = `SELECT ${columns} FROM reports WHERE study_id = ? ORDER BY report_id`;
  const rows = withSqliteFailures(() => prepared<[number], ReportColumns>(database, sql).all(studyId));
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as ReportBody }));
}

/** Who writes, and when. */
export interface Writing {
  readonly by: string;
  readonly atMs: number;
}

/**
 * Keeps what the reader has written so far: the study's draft, or a new one where there is none.
 * Throws 'report-final' for a second report beside a final one, 'invalid-request' for an addendum to nothing, 'not-in-history', 'disk-full',
 * 'read-only'.
 */
export function saveDraft(database: Database, studyId: number, body: ReportBody, { by, atMs }: Writing): StoredReport {
  return inTransaction(database, () => {
    const existing = readReports(database, studyId);
    const draft = existing.find(({ status }) => status === 'draft');
    if (draft === undefined) begin(database, studyId, body, existing, { by, atMs });
    else {
      if (draft.body.kind !== body.kind) failFinal();
      const sql = 'UPDATE reports SET body = ?, written_by = ?, changed_at_ms = ? WHERE report_id = ?';
      prepared(database, sql).run(JSON.stringify(body), by, atMs, draft.reportId);
    }
    return draftOf(database, studyId);
  });
}

function begin(database: Database, studyId: number, body: ReportBody, existing: readonly StoredReport[], { by, atMs }: Writing): void {
  const known = prepared<[number]>(database, 'SELECT 1 FROM studies WHERE study_id = ?').get(studyId);
  if (known === undefined) fail('not-in-history', `The history holds no study with the number ${String(studyId)}.`);
  if (body.kind === 'report' && existing.length > 0) failFinal();
  if (body.kind === 'addendum' && existing.length === 0)
    fail('invalid-request', 'There is no final report yet that an addendum could follow.');
  const sql = `INSERT INTO reports (study_id, kind, body, status, written_by, created_at_ms, changed_at_ms)
    VALUES (?, ?, ?, 'draft', ?, ?, ?)`;
  prepared(database, sql).run(studyId, body.kind, JSON.stringify(body), by, atMs, atMs);
}

/** Makes the draft final. Throws 'report-unfinished' where there is none. */
export function finaliseDraft(database: Database, studyId: number, { by, atMs }: Writing): StoredReport {
  return inTransaction(database, () => {
    const { reportId } = draftOf(database, studyId);
    const sql = "UPDATE reports SET status = 'final', finalised_by = ?, finalised_at_ms = ? WHERE report_id = ?";
    prepared(database, sql).run(by, atMs, reportId);
    const final = readReports(database, studyId).find((report) => report.reportId === reportId);
    if (final === undefined) throw new Error(`Report ${String(reportId)} is gone.`);
    return final;
  });
}

/** Drops the draft; nothing where there is none. What is final stays. */
export function discardDraft(database: Database, studyId: number): void {
  inTransaction(database, () => void prepared(database, "DELETE FROM reports WHERE study_id = ? AND status = 'draft'").run(studyId));
}

/** The draft of a study. Throws 'report-unfinished' where there is none. */
export function draftOf(database: Database, studyId: number): StoredReport {
  const draft = readReports(database, studyId).find(({ status }) => status === 'draft');
  return draft ?? fail('report-unfinished', 'There is no draft of a report on this study.');
}

function failFinal(): never {
  fail('report-final', 'The report on this study is final: it cannot be changed, only followed by an addendum.');
}

/** How far a study's report is. */
export type ReportStanding = { readonly status: 'none' | 'draft' | 'final'; readonly by: string };

/** How far the report itself (not its addenda) of a study is, and who wrote or signed it. */
export function reportStanding(database: Database, studyId: number): ReportStanding {
  const report = readReports(database, studyId).find(({ body }) => body.kind === 'report');
  return report === undefined ? { status: 'none', by: '' } : { status: report.status, by: report.finalisedBy ?? report.writtenBy };
}
