import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { imageScheme, pageScheme } from '../../shared/app-api';
import { codecWorkerPolicy, pagePolicy, printPolicy } from '../security';

/** Has to run before the application is ready. */
export function registerPrivateSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([
    // The page's scripts are compiled once, not at each start.
    { scheme: pageScheme, privileges: { ...privileges, codeCache: true } },
    { scheme: imageScheme, privileges: { ...privileges, corsEnabled: true, stream: true } },
  ]);
}

/** Every kind of file that the built page consists of. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** A file of a page that waits to be printed; null where there is none. */
export type FindPrintFile = (page: string, name: string) => { readonly contentType: string; readonly body: Uint8Array } | null;

/** A file of the page, and the content security policy that it is shown or run under. */
export interface PageFile {
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly policy: string;
}

/** Answers the page's file at an address under the host 'app', asked for with this Accept header; null where there is none. */
export type FindPageFile = (address: URL, accept: string) => Promise<PageFile | null>;

/** The built page's files in `folder`, and nothing outside it. */
export function readBuiltPage(folder: string): FindPageFile {
  return async ({ pathname }) => {
    const file = normalize(join(folder, decodeURIComponent(pathname)));
    const contentType = file.startsWith(folder + sep) ? contentTypes[extname(file)] : undefined;
    const body = contentType === undefined ? null : await readFile(file).catch(() => null);
    if (body === null || contentType === undefined) return null;
    return { contentType, body, policy: file.endsWith('.worker.js') ? codecWorkerPolicy : pagePolicy };
  };
}

/** Serves the page with its content security policy; under the host 'print' the pages that wait to be printed, which may not run anything at all. */
export function servePage(findPageFile: FindPageFile, findPrintFile: FindPrintFile): void {
  protocol.handle(pageScheme, async (request) => {
    const address = new URL(request.url);
    if (address.hostname === 'print') return printFile(address.pathname, findPrintFile);
    const file = address.hostname === 'app' ? await findPageFile(address, request.headers.get('accept') ?? '*/*') : null;
    if (file === null) return new Response(null, { status: 404 });
    const headers = { 'Content-Type': file.contentType, 'Content-Security-Policy': file.policy, 'X-Content-Type-Options': 'nosniff' };
    return new Response(new Uint8Array(file.body), { headers });
  });
}

function printFile(pathname: string, find: FindPrintFile): Response {
  const [, page = '', name = ''] = pathname.split('/');
  const file = find(page, name);
  if (file === null) return new Response(null, { status: 404 });
  const headers = {
    'Content-Type': file.contentType,
    'Content-Security-Policy': printPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };
  return new Response(new Uint8Array(file.body), { headers });
}

export const printUrl = (page: string): string => `${pageScheme}://print/${page}/page.html`;

export const pageUrl = `${pageScheme}://app/index.html`;

/** The same page, showing the viewer alone. */
export const viewerPageUrl = `${pageUrl}?window=viewer`;
