import { net, type IncomingMessage, type Session } from 'electron';
import type { Readable } from 'node:stream';
import type { FetchFile } from '../services/cuda/wheel-sources';
import type { NetworkRules } from '../services/policy';
import { proxyLogin } from './network';

/**
 * Fetches through a session, which is the way to one origin. Not by its own fetch: that has no answer for a proxy that asks for a login. No cookies are sent or kept.
 */
export function fetchThrough(way: Session, rules: NetworkRules): FetchFile {
  return (address, { headers, signal, redirect }) =>
    new Promise((resolve, reject) => {
      const request = net.request({ url: address, session: way, redirect, credentials: 'omit', useSessionCookies: false });
      for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
      request.on('login', proxyLogin(rules));
      request.on('error', reject);
      request.on('response', (response) => resolve({ status: response.statusCode, headers: headersOf(response), body: bodyOf(response) }));
      signal.addEventListener('abort', () => request.abort(), { once: true });
      if (signal.aborted) return reject(signal.reason);
      request.end();
    });
}

function headersOf({ headers }: IncomingMessage): { get(name: string): string | null } {
  return { get: (name) => [headers[name.toLowerCase()]].flat()[0] ?? null };
}

/** It is a stream of Node's, which Electron's types do not say. */
const bodyOf = (response: IncomingMessage): AsyncIterable<Uint8Array> => response as unknown as Readable;
