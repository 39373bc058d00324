import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy of a hospital, which reaches what no other computer of it does. */
export interface ProxyServer {
  /** http://HOST:PORT */
  readonly address: string;
  /** The addresses that were asked for, in their order, without what follows a question mark. */
  readonly asked: readonly string[];
  close(): void;
}

interface ProxyOptions {
  /** Where hosts are that only the proxy knows: the origin of each. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** NAME:PASSWORD, without which nothing is passed on. */
  readonly login?: string;
}

/** Starts a proxy for HTTP (RFC 9110 section 7.6: it says in Via that a request came through it). */
export async function serveProxy({ hosts = {}, login }: ProxyOptions = {}): Promise<ProxyServer> {
  const asked: string[] = [];
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/');
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted)
      return void response.writeHead(407, { 'proxy-authenticate': 'Basic realm="hospital"' }).end();
    asked.push(address.origin + address.pathname);
    const target = new URL(address.pathname + address.search, hosts[address.hostname] ?? address.origin);
    const passedOn = ask(target, { method: request.method, headers: { ...request.headers, via: '1.1 hospital' } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passedOn.on('error', () => response.writeHead(502).end());
    request.pipe(passedOn);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => void server.close() };
}
