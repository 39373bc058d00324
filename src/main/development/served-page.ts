import type { FindPageFile } from '../ipc/page-protocol';
import { codecWorkerPolicy, pageDirectives, policyOf } from '../security';

/** Vite's server on this machine, and the nonce that its style elements carry. */
export interface PageServer {
  /** http://HOST:PORT */
  readonly address: string;
  readonly nonce: string;
}

/** The address of the socket by which it tells the page of changes. */
export const socketOf = ({ address }: PageServer): string => address.replace(/^http:/, 'ws:');

/**
 * The page's files from Vite's server, under the page's own address, so that sandbox, bridge and sender checks are those of the application that
 * ships. Its policy has two exceptions: style elements with the server's nonce, and the server's socket.
 */
export function servedPage(server: PageServer): FindPageFile {
  const { address, nonce } = server;
  const policy = policyOf({
    ...pageDirectives,
    'style-src': `${pageDirectives['style-src']} 'nonce-${nonce}'`,
    'connect-src': `${pageDirectives['connect-src']} ${socketOf(server)}`,
  });
  return async ({ pathname, search }, accept) => {
    // By Node: Chromium's sessions reach nothing.
    const answer = await fetch(`${address}${pathname}${search}`, { headers: { accept } }).catch(() => null);
    const contentType = answer?.headers.get('content-type');
    if (!answer?.ok || typeof contentType !== 'string') return null;
    const body = new Uint8Array(await answer.arrayBuffer());
    return { contentType, body, policy: pathname.endsWith('.worker.js') ? codecWorkerPolicy : policy };
  };
}
