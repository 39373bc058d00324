import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/main/store/database';
import { readSettings, writeSettings } from '../../src/main/store/settings';

/** Has the first start's notice accepted on this home folder, so that the application begins with what a test is about. */
export function acceptResearchUse(home: string): void {
  mkdirSync(home, { recursive: true });
  const db = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
  try {
    if (!db.readonly && readSettings(db).researchUse === null)
      writeSettings(db, { researchUse: { version: '0.1.0', acceptedAtMs: Date.UTC(2026, 10, 1) } });
  } finally {
    db.close();
  }
}
