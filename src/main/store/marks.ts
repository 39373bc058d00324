import type { Rectangle } from '../../shared/image';
import type { Mark, MarkChange, MarkShape } from '../../shared/marks';
import { fail } from '../../shared/failure';
import type { Database } from './database';
import { failNotInHistory } from './not-in-history';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** The marks on an image, in the order in which they were made. */
export function readMarks(database: Database, instanceId: number): readonly Mark[] {
  const sql = `SELECT mark_id AS id, geometry FROM marks WHERE instance_id = ? AND removed_at_ms IS NULL ORDER BY created_at_ms, rowid`;
  const rows = withSqliteFailures(() => prepared<[number], { id: string; geometry: string }>(database, sql).all(instanceId));
  return rows.map(({ id, geometry }) => ({ id, shape: JSON.parse(geometry) as MarkShape }));
}

/** The boxes among the marks on an image, in pixels of the original image. */
export function readBoxes(database: Database, instanceId: number): readonly Rectangle[] {
  return readMarks(database, instanceId).flatMap(({ shape }) => (shape.kind === 'box' ? [shape.area] : []));
}

/**
 * Makes, changes and takes away marks on an image, all of it or nothing; writing the same changes again changes nothing more. A mark that
 * was taken away comes back under its id when it is written again.
 * Throws 'not-in-history', 'invalid-request' (an id of another image's mark), 'disk-full', 'read-only'.
 */
export function writeMarks(database: Database, instanceId: number, changes: readonly MarkChange[], nowMs: number): void {
  inTransaction(database, () => {
    const known = prepared<[number]>(database, 'SELECT 1 FROM instances WHERE instance_id = ?').get(instanceId);
    if (known === undefined) failNotInHistory(instanceId);
    for (const change of changes) writeMark(database, instanceId, change, nowMs);
  });
}

const upsert = `INSERT INTO marks (mark_id, instance_id, kind, geometry, created_at_ms, changed_at_ms)
    VALUES (@id, @instanceId, @kind, @geometry, @nowMs, @nowMs)
  ON CONFLICT (mark_id) DO UPDATE SET kind = excluded.kind, geometry = excluded.geometry, changed_at_ms = excluded.changed_at_ms,
    removed_at_ms = NULL`;

function writeMark(database: Database, instanceId: number, { id, shape }: MarkChange, nowMs: number): void {
  const owner = prepared<[string], number>(database, 'SELECT instance_id FROM marks WHERE mark_id = ?').pluck().get(id);
  if (owner !== undefined && owner !== instanceId) fail('invalid-request', 'That mark is on another image.');
  if (shape !== null) prepared(database, upsert).run({ id, instanceId, kind: shape.kind, geometry: JSON.stringify(shape), nowMs });
  else prepared(database, 'UPDATE marks SET removed_at_ms = ? WHERE mark_id = ? AND removed_at_ms IS NULL').run(nowMs, id);
}
