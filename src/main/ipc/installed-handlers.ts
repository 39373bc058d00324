import { app, type BrowserWindow } from 'electron';
import type { Services } from '../compose';
import { checkComputer } from '../services/check-computer';
import { writeWhole } from '../dataset/write-whole';
import type { Speech } from '../speech';
import { collectDiagnostics } from '../services/diagnostics/collect-diagnostics';
import type { Policy } from '../services/policy';
import type { ResearchUse } from '../services/research-use';
import type { TroubleLog } from '../services/trouble-log';
import type { Cuda } from '../services/cuda/cuda';
import type { Updates } from '../services/updates';
import { recordAudit } from '../store/audit-trail';
import { openDialog, saveDialog } from './dialogs';
import type { RequestHandlers } from './handle';
import type { InstalledRequest } from './installed-schemas';

/** What the window has beside the services that it shares with the command line. */
export interface Installed {
  readonly policy: Policy;
  readonly researchUse: ResearchUse;
  readonly troubles: TroubleLog;
  readonly updates: Updates;
  readonly cuda: Cuda;
}

/** The requests that are about the application as it is installed. */
export function installedHandlers(
  services: Services,
  window: () => BrowserWindow | null,
  speech: Speech,
  { policy, researchUse, updates, cuda }: Installed,
): Pick<RequestHandlers, InstalledRequest> {
  return {
    'research-use.accept': () => researchUse.accept(),
    'computer.check': () => checkComputer(services),
    'updates.read': () => updates.status(),
    'updates.check': () => {
      updates.check();
      return updates.status();
    },
    'updates.install': async () => {
      await updates.install();
      return null;
    },
    'cuda.read': () => cuda.status(),
    'cuda.fetch': async ({ from }) => {
      const folder =
        from === 'folder' ? await openDialog(window(), { title: speech.t('dialogs:cudaFolder'), properties: ['openDirectory'] }) : null;
      if (from === 'folder' && folder === null) return false;
      // How it goes, and how it ends, is told by cuda.changed.
      cuda.fetch(folder).catch(() => undefined);
      return true;
    },
    'cuda.cancel': () => {
      cuda.cancel();
      return null;
    },
    'cuda.remove': async () => {
      await cuda.remove();
      return cuda.status();
    },
    'diagnostics.collect': async () => {
      const name = `pneumoscope-diagnostics-${new Date().toISOString().slice(0, 10)}.zip`;
      const file = await saveDialog(window(), { title: speech.t('dialogs:collectDiagnostics'), defaultPath: name });
      if (file === null) return null;
      writeWhole(file, Buffer.from(await collectDiagnostics({ ...services, policy }, versions())));
      if (!services.readOnly) recordAudit(services.db, 'exported', { what: 'diagnostics' });
      return { file };
    },
  };
}

function versions(): Readonly<Record<string, string>> {
  const { electron = '', chrome = '', node } = process.versions;
  return { pneumoscope: app.getVersion(), electron, chrome, node };
}
