import { fail } from '../../shared/failure';
import type { Rectangle } from '../../shared/image';
import type { OtherFinding, Verdict } from '../../shared/verdict';
import type { Database } from './database';
import { failNotInHistory } from './not-in-history';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';
import { verdictChanged } from './study-status';

type VerdictColumns = Omit<Verdict, 'positive' | 'boxes' | 'findings'> & {
  readonly positive: number;
  readonly boxes: string;
  readonly findings: string;
};

const verdictColumns = `instance_id AS instanceId, positive, class, findings, other_finding AS otherText, comment, boxes,
  decided_at_ms AS decidedAtMs, reader`;

const verdictOf = (row: VerdictColumns): Verdict => ({
  ...row,
  positive: row.positive === 1,
  findings: JSON.parse(row.findings) as readonly OtherFinding[],
  boxes: JSON.parse(row.boxes) as readonly Rectangle[],
});

const insertion = `INSERT INTO verdicts
    (instance_id, positive, class, findings, other_finding, comment, boxes, decided_at_ms, reader, withdrawn)
  VALUES (@instanceId, @positive, @class, @findings, @otherText, @comment, @boxes, @decidedAtMs, @reader, @withdrawn)`;

/**
 * Adds the reader's verdict on an image; earlier ones stay, the latest counts.
 * Throws 'not-in-history', 'invalid-request' (boxes or the class of an opacity on an image said to have none), 'disk-full', 'read-only'.
 */
export function recordVerdict(database: Database, verdict: Verdict): void {
  const contradicts = verdict.class !== '' && (verdict.class === 'Lung Opacity') !== verdict.positive;
  if (contradicts || (verdict.boxes.length > 0 && !verdict.positive))
    fail('invalid-request', 'A verdict without an opacity can have neither its class nor its boxes.');
  addRow(database, verdict, false);
}

/** Takes the verdict on an image back; it stays among the earlier ones. Throws 'not-in-history', 'disk-full', 'read-only'. */
export function withdrawVerdict(database: Database, instanceId: number, reader: string, atMs: number): void {
  const nothing = { positive: false, class: '', findings: [], otherText: '', comment: '', boxes: [] } as const;
  addRow(database, { ...nothing, instanceId, reader, decidedAtMs: atMs }, true);
}

function addRow(database: Database, verdict: Verdict, withdrawn: boolean): void {
  inTransaction(database, () => {
    const known = prepared<[number]>(database, 'SELECT 1 FROM instances WHERE instance_id = ?').get(verdict.instanceId);
    if (known === undefined) failNotInHistory(verdict.instanceId);
    prepared(database, insertion).run({
      ...verdict,
      positive: Number(verdict.positive),
      findings: JSON.stringify(verdict.findings),
      boxes: JSON.stringify(verdict.boxes),
      withdrawn: Number(withdrawn),
    });
    verdictChanged(database, verdict.instanceId, verdict.decidedAtMs);
  });
}

/** The reader's latest verdict on an image; null where there is none, or where it was withdrawn. */
export function readVerdict(database: Database, instanceId: number): Verdict | null {
  const latest = `SELECT *, max(verdict_id) FROM verdicts WHERE instance_id = ?`;
  const sql = `SELECT ${verdictColumns} FROM (${latest}) WHERE withdrawn = 0`;
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
  const sql = `SELECT ${verdictColumns}, sha256, original_name AS originalName, patient_key AS patientKey
    FROM verdicts JOIN instances USING (instance_id) JOIN studies USING (study_id)
    WHERE withdrawn = 0
      AND verdict_id = (SELECT MAX(verdict_id) FROM verdicts AS latest WHERE latest.instance_id = instances.instance_id)
    ORDER BY instances.instance_id`;
  type Row = VerdictColumns & Pick<LabelledImage, 'sha256' | 'originalName' | 'patientKey'>;
  const rows = withSqliteFailures(() => prepared<[], Row>(database, sql).all());
  return rows.map((row) => ({ ...verdictOf(row), sha256: row.sha256, originalName: row.originalName, patientKey: row.patientKey }));
}
