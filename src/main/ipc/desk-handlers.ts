import { type CaseAhead, type Desk, nothingOnDesk, type OpenOnDesk } from '../../shared/desk';
import type { DeskWindows } from '../desk-windows';
import type { DeskRequest } from './desk-schemas';
import type { RequestHandlers } from './handle';

/** The requests that are about the second window: the main process only hands on what one window has to say to the other. */
export function deskHandlers(windows: DeskWindows): Pick<RequestHandlers, DeskRequest> {
  let open: OpenOnDesk = nothingOnDesk;
  let ahead: readonly CaseAhead[] = [];
  const desk = (): Desk => ({ ...open, ahead, viewerWindow: windows.viewerIsOpen() });
  windows.onViewerWindow(() => windows.push('desk.changed', desk()));
  return {
    'desk.read': desk,
    'desk.lead': (now, sender) => {
      open = now;
      windows.pushToOthers(sender, 'desk.changed', desk());
      return null;
    },
    'desk.ahead': ({ cases }, sender) => {
      ahead = cases;
      windows.pushToOthers(sender, 'desk.changed', desk());
      return null;
    },
    'desk.viewer-window': (wanted) => {
      if (wanted.open) windows.openViewer();
      else windows.closeViewer();
      return null;
    },
    'desk.order': (order, sender) => {
      windows.pushToOthers(sender, 'desk.order', order);
      return null;
    },
  };
}
