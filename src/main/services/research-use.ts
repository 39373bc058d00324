import type { Settings } from '../../shared/settings';
import type { Database } from '../store/database';
import { readSettings, writeSettings } from '../store/settings';

export interface ResearchUse {
  /** True until somebody has accepted, on this history, what the application is for. Until then no score is shown. */
  isDue(): boolean;
  /** Keeps when it was accepted, and in which version; in a folder that cannot be written, for this start only. Throws 'disk-full'. */
  accept(): Settings;
}

interface ResearchUseOptions {
  readonly db: Database;
  readonly version: string;
  /** True where nobody sits before the window, as when it takes a picture of itself and quits. */
  readonly unattended: boolean;
}

export function createResearchUse({ db, version, unattended }: ResearchUseOptions): ResearchUse {
  let accepted = unattended;
  return {
    isDue: () => !accepted && readSettings(db).researchUse === null,
    accept() {
      accepted = true;
      return db.readonly ? readSettings(db) : writeSettings(db, { researchUse: { version, acceptedAtMs: Date.now() } });
    },
  };
}
