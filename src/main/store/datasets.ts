import type { DatasetAudit, DatasetSource, DatasetSummary } from '../../shared/dataset';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** A version of a dataset as an ingest found it. */
export interface NewDatasetVersion {
  readonly name: string;
  readonly source: DatasetSource;
  readonly locked: boolean;
  readonly ingestedAtMs: number;
  readonly audit: DatasetAudit;
}

/**
 * Records a version as the latest one of its name. The same content again keeps its row, so that runs go on referring to it; source, lock and
 * audit become those of now. Throws 'disk-full', 'read-only', 'database-damaged'.
 */
export function recordDatasetVersion(database: Database, version: NewDatasetVersion): void {
  const { name, source, locked, ingestedAtMs, audit } = version;
  inTransaction(database, () => {
    const datasetId = prepared<[string, string, number], number>(
      database,
      `INSERT INTO datasets (name, source, locked) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET source = excluded.source, locked = excluded.locked RETURNING dataset_id`,
    )
      .pluck()
      .get(name, JSON.stringify(source), Number(locked));
    const versionId = prepared(
      database,
      `INSERT INTO dataset_versions (dataset_id, content_sha256, ingested_at_ms, images, positives, patients, audit)
       VALUES (@datasetId, @contentSha256, @ingestedAtMs, @images, @positives, @patients, @audit)
       ON CONFLICT (dataset_id, content_sha256) DO UPDATE SET ingested_at_ms = excluded.ingested_at_ms, audit = excluded.audit
       RETURNING version_id`,
    )
      .pluck()
      .get({
        datasetId,
        contentSha256: audit.contentSha256,
        ingestedAtMs,
        images: audit.images,
        positives: audit.positives,
        patients: audit.patients,
        audit: JSON.stringify(audit),
      });
    prepared(database, 'UPDATE datasets SET latest_version_id = ? WHERE dataset_id = ?').run(versionId, datasetId);
  });
}

interface SummaryColumns {
  readonly name: string;
  readonly source: string;
  readonly locked: number;
  readonly ingestedAtMs: number;
  readonly contentSha256: string;
  readonly images: number;
  readonly positives: number;
  readonly patients: number;
  readonly problems: number;
}

const columns = `name, source, locked, ingested_at_ms AS ingestedAtMs, content_sha256 AS contentSha256, images, positives, patients,
  json_array_length(audit, '$.problems') AS problems`;

/** All datasets as they were last ingested, by name. */
export function listDatasets(database: Database): readonly DatasetSummary[] {
  const sql = `SELECT ${columns} FROM datasets JOIN dataset_versions ON version_id = latest_version_id ORDER BY name`;
  return withSqliteFailures(() => prepared<[], SummaryColumns>(database, sql).all().map(toSummary));
}

/** A dataset as it was last ingested or, where a content is named, that version of it; null where there is none. */
export function findDataset(database: Database, name: string, contentSha256: string | null): DatasetSummary | null {
  const sql = `SELECT ${columns} FROM datasets JOIN dataset_versions USING (dataset_id)
    WHERE name = ? AND (content_sha256 = ? OR (? IS NULL AND version_id = latest_version_id))`;
  const row = withSqliteFailures(() =>
    prepared<[string, string | null, string | null], SummaryColumns>(database, sql).get(name, contentSha256, contentSha256),
  );
  return row === undefined ? null : toSummary(row);
}

/** The name of another dataset that differs from this one in capitals only; null where there is none. */
export function similarDatasetName(database: Database, name: string): string | null {
  const sql = 'SELECT name FROM datasets WHERE name <> ? AND lower(name) = lower(?)';
  return withSqliteFailures(() => prepared<[string, string], string>(database, sql).pluck().get(name, name)) ?? null;
}

/** The latest version's audit; null where there is no such dataset. */
export function readDatasetAudit(database: Database, name: string): DatasetAudit | null {
  const sql = 'SELECT audit FROM datasets JOIN dataset_versions ON version_id = latest_version_id WHERE name = ?';
  const text = withSqliteFailures(() => prepared<[string], string>(database, sql).pluck().get(name));
  return text === undefined ? null : (JSON.parse(text) as DatasetAudit);
}

/** The number of a version, which runs refer to; null where there is none. */
export function datasetVersionId(database: Database, name: string, contentSha256: string): number | null {
  const sql = 'SELECT version_id FROM datasets JOIN dataset_versions USING (dataset_id) WHERE name = ? AND content_sha256 = ?';
  return withSqliteFailures(() => prepared<[string, string], number>(database, sql).pluck().get(name, contentSha256)) ?? null;
}

function toSummary({ source, locked, ...row }: SummaryColumns): DatasetSummary {
  return { ...row, source: JSON.parse(source) as DatasetSource, locked: locked === 1 };
}
