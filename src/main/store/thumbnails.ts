import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** The images whose thumbnail was neither made nor found impossible, newest first. */
export function instancesWithoutThumbnail(database: Database): readonly number[] {
  const sql = "SELECT instance_id FROM instances WHERE thumbnail = 'pending' ORDER BY instance_id DESC";
  return withSqliteFailures(() => prepared<[], number>(database, sql).pluck().all());
}

/** Notes that a thumbnail lies in the store, or that there can be 'none'. Throws 'disk-full', 'read-only'. */
export function recordThumbnail(database: Database, instanceId: number, thumbnail: 'ready' | 'none'): void {
  inTransaction(database, () => prepared(database, 'UPDATE instances SET thumbnail = ? WHERE instance_id = ?').run(thumbnail, instanceId));
}
