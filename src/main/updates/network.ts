import { app, session, type AuthInfo, type Session } from 'electron';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NetworkRules } from '../services/policy';

/** The sessions that may reach the network, each one origin, in memory only. electron-updater asks for its own by this name. */
const partitions = { updates: 'electron-updater', cuda: 'pneumoscope-cuda' } as const;
const recheckMilliseconds = 10;
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

/** Opens the way to one origin, for updates or for the CUDA library alone, by the proxy that the policy names. */
export async function openWayTo(source: string, { proxy, proxyBypass }: NetworkRules, what: keyof typeof partitions): Promise<Session> {
  const way = session.fromPartition(partitions[what], { cache: false });
  const { origin } = new URL(source);
  // A redirect to somewhere else is a request of its own, and cancelled.
  way.webRequest.onBeforeRequest(remote, ({ url }, decide) => decide({ cancel: new URL(url).origin !== origin }));
  if (proxy === 'system' || proxy === 'direct') await way.setProxy({ mode: proxy });
  else await useProxy(way, proxy, proxyBypass);
  await way.forceReloadProxyConfig();
  return way;
}

/** Resolves once the session obeys, so that nothing goes directly: setProxy resolves before it does (electron/electron#26166). */
async function useProxy(way: Session, proxy: string, proxyBypass: string): Promise<void> {
  const { protocol, host } = new URL(proxy);
  const rules = { mode: 'fixed_servers', proxyRules: `${protocol}//${host}` } as const;
  // Without exceptions at first: then no address but this computer's own is reached directly, and it shows when that is so.
  await way.setProxy(rules);
  while ((await way.resolveProxy('http://anywhere.invalid/')) === 'DIRECT') await sleep(recheckMilliseconds);
  if (proxyBypass !== '') await way.setProxy({ ...rules, proxyBypassRules: proxyBypass });
}

/** Answers who asks for a name and a password: the policy's proxy alone gets them, and once; who asks again did not accept them. */
export function proxyLogin({ proxy }: NetworkRules): (asker: AuthInfo, answer: (name: string, password: string) => void) => void {
  const { username, password } = URL.canParse(proxy) ? new URL(proxy) : { username: '', password: '' };
  let isTried = false;
  return ({ isProxy }, answer) => {
    // Electron's word for "none", which the updater's type does not know.
    if (!isProxy || username === '' || isTried) return (answer as () => void)();
    isTried = true;
    answer(decodeURIComponent(username), decodeURIComponent(password));
  };
}
