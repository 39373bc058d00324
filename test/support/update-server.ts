import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** A folder served over HTTP, as a hospital's own mirror of releases is, with the key that its feeds are signed with. */
export interface UpdateServer {
  readonly folder: string;
  readonly address: string;
  /** As a policy names it. */
  readonly key: string;
  /** The paths that were asked for, in their order, without what follows a question mark. */
  readonly asked: readonly string[];
  /** How many of them came by no proxy. */
  direct(): number;
  /** Lays out a release as electron-builder does, and signs its feed. `changed` bytes lie there in place of the announced ones. */
  release(version: string, program: string, changes?: { readonly changed?: string; readonly signedBy?: string }): void;
  close(): void;
}

const signUpdate = (...args: readonly string[]): string =>
  execFileSync(process.execPath, ['scripts/sign-update.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });

/** A new private key; answers its file and its public part. */
export function newKey(folder: string, name: string): { readonly file: string; readonly key: string } {
  const file = join(folder, `${name}.pem`);
  return { file, key: signUpdate('--new-key', file).trim() };
}

export async function serveUpdates(): Promise<UpdateServer> {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-updates-'));
  const { file: keyFile, key } = newKey(mkdtempSync(join(tmpdir(), 'pneumoscope-key-')), 'release');
  const asked: string[] = [];
  let direct = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://mirror');
    asked.push(pathname);
    if (request.headers.via === undefined) direct += 1;
    const file = join(folder, basename(pathname));
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.end(readFileSync(file));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    folder,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/releases`,
    key,
    asked,
    direct: () => direct,
    release(version, program, { changed = program, signedBy = keyFile } = {}) {
      const name = `Pneumoscope-${version}.AppImage`;
      const sha512 = createHash('sha512').update(program).digest('base64');
      writeFileSync(join(folder, name), changed);
      const feed = join(folder, 'latest-linux.yml');
      const lines = [
        `version: ${version}`,
        'files:',
        `  - url: ${name}`,
        `    sha512: ${sha512}`,
        `    size: ${Buffer.byteLength(program)}`,
        `path: ${name}`,
        `sha512: ${sha512}`,
        `releaseDate: '2026-11-29T00:00:00.000Z'`,
      ];
      writeFileSync(feed, `${lines.join('\n')}\n`);
      signUpdate('--key', signedBy, feed);
    },
    close: () => void server.close(),
  };
}
