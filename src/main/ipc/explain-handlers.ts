import type { BrowserWindow } from 'electron';
import type { Services } from '../compose';
import { exportAuditTrail } from '../services/export-audit';
import { readFigures } from '../services/read-figures';
import { readAuditTrail, recordAudit, verifyAuditTrail } from '../store/audit-trail';
import { listFlips } from '../store/flips';
import { resultHistory } from '../store/result-history';
import type { Speech } from '../speech';
import { saveDialog } from './dialogs';
import type { ExplainRequest } from './explain-schemas';
import type { RequestHandlers } from './handle';

/** The requests that are about how results came about, one line each where it can be. */
export function explainHandlers(
  { db, models, reruns }: Services,
  window: () => BrowserWindow | null,
  speech: Speech,
): Pick<RequestHandlers, ExplainRequest> {
  return {
    'results.history': ({ instanceId }) => resultHistory(db, instanceId),
    'rerun.start': async ({ modelId, scope }) => {
      await reruns.start(modelId, scope);
      return null;
    },
    'rerun.cancel': () => {
      reruns.cancel();
      return null;
    },
    'rerun.read': () => reruns.progress(),
    'flips.list': (query) => listFlips(db, query),
    'figures.read': (query) => readFigures(db, query, models.active().model.sha256),
    'audit.list': (query) => readAuditTrail(db, query),
    'audit.opened': ({ studyId }) => {
      recordAudit(db, 'study-opened', { study: studyId });
      return null;
    },
    'audit.verify': () => verifyAuditTrail(db),
    'audit.export': async () => {
      const file = await saveDialog(window(), { title: speech.t('dialogs:exportAudit'), defaultPath: 'audit-trail.jsonl' });
      return file === null ? null : { file, entries: exportAuditTrail(db, file) };
    },
  };
}
