import { app } from 'electron';
import type { TroubleLog } from './services/trouble-log';

/**
 * Reports every process of the application that ends of itself, and what nobody caught in this one. Chromium's crash reporter stays off: its dumps hold
 * the memory of the process, and with it images and names (docs/installed.md).
 */
export function watchForCrashes(troubles: TroubleLog): void {
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') troubles.crash({ process: 'page', reason, exitCode });
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') troubles.crash({ process: type, reason, exitCode });
  });
  // Looks on only: what happens to the process is Electron's to decide.
  process.on('uncaughtExceptionMonitor', (error, origin) => troubles.bug(origin, error));
}
