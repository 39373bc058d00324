import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch } from 'undici';
import type { FetchFile } from '../services/cuda/wheel-sources';
import type { NetworkRules } from '../services/policy';

/**
 * The way to the network from the command line, which has no session of Chromium's, by the proxy that the policy names. 'system' is here what the
 * environment says (HTTPS_PROXY, HTTP_PROXY, NO_PROXY).
 */
export function fetchFileBy(rules: NetworkRules): FetchFile {
  const dispatcher = dispatcherOf(rules);
  return (address, init) => fetch(address, { ...init, dispatcher }) as unknown as ReturnType<FetchFile>;
}

function dispatcherOf({ proxy, proxyBypass }: NetworkRules): Dispatcher {
  if (proxy === 'direct') return new Agent();
  return proxy === 'system'
    ? new EnvHttpProxyAgent()
    : new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy: proxyBypass });
}
