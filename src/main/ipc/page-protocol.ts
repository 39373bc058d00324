import { net, protocol } from 'electron';
import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { imageScheme, pageScheme } from '../../shared/app-api';
import { codecWorkerPolicy, pagePolicy } from '../security';

/** Has to run before the application is ready. */
export function registerPrivateSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges },
    { scheme: imageScheme, privileges: { ...privileges, corsEnabled: true, stream: true } },
  ]);
}

/** Serves the built page from `folder`, and nothing outside it, with its content security policy. */
export function servePage(folder: string): void {
  protocol.handle(pageScheme, async (request) => {
    const { hostname, pathname } = new URL(request.url);
    const file = normalize(join(folder, decodeURIComponent(pathname)));
    if (hostname !== 'app' || !file.startsWith(folder + sep)) return new Response(null, { status: 404 });
    const answer = await net.fetch(pathToFileURL(file).href).catch(() => null);
    if (!answer?.ok) return new Response(null, { status: 404 });
    const headers = new Headers(answer.headers);
    headers.set('Content-Security-Policy', file.endsWith('.worker.js') ? codecWorkerPolicy : pagePolicy);
    headers.set('X-Content-Type-Options', 'nosniff');
    return new Response(answer.body, { status: 200, headers });
  });
}

export const pageUrl = `${pageScheme}://app/index.html`;
