import type { MarkChange } from '../../shared/marks';
import type { Verdict, VerdictContent } from '../../shared/verdict';
import { recordAudit } from '../store/audit-trail';
import type { Database } from '../store/database';
import { readBoxes, writeMarks } from '../store/marks';
import { readSettings } from '../store/settings';
import { inTransaction } from '../store/statements';
import { readVerdict, recordVerdict, withdrawVerdict } from '../store/verdicts';

/**
 * Gives the reader's verdict on an image, or withdraws it (null), together with the marks that changed along with it: all of it or
 * nothing. Its boxes are the marks of that kind, so that what is drawn and what is learnt from never differ.
 * Throws 'not-in-history', 'invalid-request', 'disk-full', 'read-only'.
 */
export function giveVerdict(
  database: Database,
  given: { readonly instanceId: number; readonly verdict: VerdictContent | null; readonly changes: readonly MarkChange[] },
  nowMs: number,
): Verdict | null {
  const { instanceId, verdict, changes } = given;
  return inTransaction(database, () => {
    writeMarks(database, instanceId, changes, nowMs);
    const reader = readSettings(database).readerName;
    if (verdict === null) {
      withdrawVerdict(database, instanceId, reader, nowMs);
      recordAudit(database, 'verdict-withdrawn', { instance: instanceId }, nowMs);
      return null;
    }
    const boxes = readBoxes(database, instanceId);
    recordVerdict(database, { ...verdict, instanceId, boxes, decidedAtMs: nowMs, reader });
    recordAudit(
      database,
      'verdict-given',
      { instance: instanceId, positive: verdict.positive, class: verdict.class, boxes: boxes.length },
      nowMs,
    );
    return readVerdict(database, instanceId);
  });
}
