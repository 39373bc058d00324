import { app, session, type Session } from 'electron';
import type { NetworkRules } from '../services/policy';

/** The one session that may reach the network, in memory only; electron-updater asks for it by this name. */
const updatesPartition = 'electron-updater';
const remote = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'] };

/**
 * Whatever session there will ever be, it reaches nothing. Has to run before the application is ready.
 * @param mayReach the edition's exceptions; the application that ships has none
 */
export function closeNetwork(mayReach: (url: string) => boolean): void {
  app.on('session-created', (created) =>
    created.webRequest.onBeforeRequest(remote, ({ url }, decide) => decide({ cancel: !mayReach(url) })),
  );
}

/** Opens the way to one origin, for updates alone, by the proxy that the policy names. */
export async function openWayTo(source: string, { proxy, proxyBypass }: NetworkRules): Promise<Session> {
  const way = session.fromPartition(updatesPartition, { cache: false });
  const { origin } = new URL(source);
  // A redirect to somewhere else is a request of its own, and cancelled.
  way.webRequest.onBeforeRequest(remote, ({ url }, decide) => decide({ cancel: new URL(url).origin !== origin }));
  if (proxy === 'system' || proxy === 'direct') await way.setProxy({ mode: proxy });
  else await way.setProxy({ mode: 'fixed_servers', proxyRules: proxy, proxyBypassRules: proxyBypass });
  return way;
}
