import { createHash } from 'node:crypto';
import type { LibrarySource, NetworkRules, Policy, UpdateSource } from '../policy';

/** The computer's policy by what it rules, without anybody's addresses, names or passwords. */
export function toldPolicy({ state, updates, cuda, network }: Policy): Readonly<Record<string, unknown>> {
  return {
    state,
    updates: toldUpdates(updates),
    cuda: toldLibrary(cuda),
    network: network.blocked ? 'blocked' : toldNetwork(network),
  };
}

function toldUpdates(updates: UpdateSource | 'off' | null): unknown {
  if (updates === null || updates === 'off') return updates ?? 'no source';
  const { source, key, checks } = updates;
  // Tells whether it is the key that the feeds are signed with.
  const keySha256 = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex');
  return { source: new URL(source).protocol.replace(':', ''), keySha256, checks };
}

function toldLibrary(cuda: LibrarySource | 'off' | null): unknown {
  if (cuda === null || cuda === 'off') return cuda ?? 'no source of its own';
  return { source: new URL(cuda.source).protocol.replace(':', '') };
}

function toldNetwork({ proxy, proxyBypass }: NetworkRules): unknown {
  const excepted = proxyBypass.split(/[,;]/).filter((host) => host.trim() !== '').length;
  if (proxy === 'system' || proxy === 'direct') return { proxy, hostsWithoutProxy: excepted };
  const { protocol, username } = new URL(proxy);
  return { proxy: protocol.replace(':', ''), login: username === '' ? 'none' : 'set', hostsWithoutProxy: excepted };
}
