import type { Verdict } from '../../shared/dataset';
import type { Rectangle } from '../../shared/image';
import type { Database } from './database';
import { recordAudit } from './audit-trail';
import { failNotInHistory } from './not-in-history';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

interface VerdictColumns {
  readonly instanceId: number;
  readonly positive: number;
  readonly boxes: string;
  readonly decidedAtMs: number;
}

const verdictColumns = 'instance_id AS instanceId, positive, boxes, decided_at_ms AS decidedAtMs';

const verdictOf = ({ instanceId, positive, boxes, decidedAtMs }: VerdictColumns): Verdict => ({
  instanceId,
  positive: positive === 1,
  boxes: JSON.parse(boxes) as readonly Rectangle[],
  decidedAtMs,
});

/**
 * SQL of the one verdict that counts of each image that has one: verdictId, instanceId, positive (0 or 1). For figures over
 * many images; beside max() the other columns are of the same row (https://www.sqlite.org/lang_select.html#bareagg).
 */
const countingVerdicts = `SELECT max(verdict_id) AS verdictId, instance_id AS instanceId, positive FROM verdicts GROUP BY instance_id`;

/** What the reader last said of each image: true for an opacity. */
export function readersAnswers(database: Database): ReadonlyMap<number, boolean> {
  type Row = { readonly instanceId: number; readonly positive: number };
  const rows = withSqliteFailures(() => prepared<[], Row>(database, countingVerdicts).all());
  return new Map(rows.map(({ instanceId, positive }) => [instanceId, positive === 1]));
}

/** Adds the reader's verdict on an image, and says so in the audit trail; earlier ones stay, the latest counts. Throws 'not-in-history', 'disk-full', 'read-only'. */
export function recordVerdict(database: Database, verdict: Verdict): void {
  const sql = 'INSERT INTO verdicts (instance_id, positive, boxes, decided_at_ms) VALUES (?, ?, ?, ?)';
  inTransaction(database, () => {
    const known = prepared<[number], number>(database, 'SELECT study_id FROM instances WHERE instance_id = ?')
      .pluck()
      .get(verdict.instanceId);
    if (known === undefined) failNotInHistory(verdict.instanceId);
    prepared(database, sql).run(verdict.instanceId, Number(verdict.positive), JSON.stringify(verdict.boxes), verdict.decidedAtMs);
    const { instanceId: instance, positive, boxes, decidedAtMs } = verdict;
    recordAudit(database, 'verdict', { study: known, instance, positive, boxes: boxes.length }, decidedAtMs);
  });
}

/** The reader's latest verdict on an image; null where there is none. */
export function readVerdict(database: Database, instanceId: number): Verdict | null {
  const sql = `SELECT ${verdictColumns} FROM verdicts WHERE instance_id = ? ORDER BY verdict_id DESC LIMIT 1`;
  const row = withSqliteFailures(() => prepared<[number], VerdictColumns>(database, sql).get(instanceId));
  return row === undefined ? null : verdictOf(row);
}

/** An image with the reader's verdict, as training needs it. */
export interface LabelledImage extends Verdict {
  /** Hex SHA-256 of its bytes: their place in the store. */
  readonly sha256: string;
  readonly originalName: string;
  /** Tells patients apart; no name and no Patient ID. */
  readonly patientKey: number;
}

/** Every image that the reader has a verdict on, with the latest one, in the order they were imported. */
export function labelledImages(database: Database): readonly LabelledImage[] {
  const sql = `SELECT verdicts.instance_id AS instanceId, positive, boxes, decided_at_ms AS decidedAtMs,
      sha256, original_name AS originalName, patient_key AS patientKey
    FROM verdicts JOIN instances USING (instance_id) JOIN studies USING (study_id)
    WHERE verdict_id = (SELECT MAX(verdict_id) FROM verdicts AS latest WHERE latest.instance_id = instances.instance_id)
    ORDER BY instances.instance_id`;
  type Row = VerdictColumns & Pick<LabelledImage, 'sha256' | 'originalName' | 'patientKey'>;
  const rows = withSqliteFailures(() => prepared<[], Row>(database, sql).all());
  return rows.map((row) => ({ ...verdictOf(row), sha256: row.sha256, originalName: row.originalName, patientKey: row.patientKey }));
}
