import type { Verdict } from '../../shared/dataset';
import type { Rectangle } from '../../shared/image';
import type { Database } from './database';
import { failNotInHistory } from './not-in-history';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';
import { verdictGiven } from './study-status';

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

/** Adds the reader's verdict on an image; earlier ones stay, the latest counts. Throws 'not-in-history', 'disk-full', 'read-only'. */
export function recordVerdict(database: Database, verdict: Verdict): void {
  const sql = 'INSERT INTO verdicts (instance_id, positive, boxes, decided_at_ms) VALUES (?, ?, ?, ?)';
  inTransaction(database, () => {
    const known = prepared<[number]>(database, 'SELECT 1 FROM instances WHERE instance_id = ?').get(verdict.instanceId);
    if (known === undefined) failNotInHistory(verdict.instanceId);
    prepared(database, sql).run(verdict.instanceId, Number(verdict.positive), JSON.stringify(verdict.boxes), verdict.decidedAtMs);
    verdictGiven(database, verdict.instanceId, verdict.decidedAtMs);
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
