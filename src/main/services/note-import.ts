import { ExpectedFailure } from '../../shared/failure';
import type { ImportProgress } from '../../shared/study';
import { recordAudit } from '../store/audit-trail';
import type { Database } from '../store/database';

/** Says in the audit trail how an import ended. Where the trail cannot be written, neither could the import: it has said so itself. */
export function noteImport(db: Database, { state, imported, duplicates, failures }: ImportProgress): void {
  if (db.readonly) return;
  try {
    recordAudit(db, 'imported', { state, images: imported, alreadyThere: duplicates, notTaken: failures.length });
  } catch (error) {
    if (!(error instanceof ExpectedFailure)) throw error;
  }
}
