import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { downloadFile } from '../../scripts/setup/download.mjs';
import { createReport } from '../../scripts/setup/progress.mjs';
import { findCommand } from '../../scripts/setup/run-tool.mjs';
import { transferByCurl, transferByFetch } from '../../scripts/setup/transports.mjs';
import { testWhere } from '../support/test-where';

const content = randomBytes(3_000_000);
const sha256 = createHash('sha256').update(content).digest('hex');

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pneumoscope-download-'));
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy']) vi.stubEnv(name, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server?.close();
});

const rangeStart = (request: IncomingMessage): number => Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);

/** Answers the rest of the content from the asked byte on, as file servers do. */
function sendFrom(request: IncomingMessage, response: ServerResponse, bytes = content): void {
  const start = rangeStart(request);
  if (start >= bytes.length) return void response.writeHead(416).end();
  const range = start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { 'content-length': bytes.length - start, ...range });
  response.end(bytes.subarray(start));
}

/** Starts a server on this machine and answers its address. */
function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  return new Promise((resolve) => {
    server = createServer(answer).listen(0, '127.0.0.1', function (this: Server) {
      resolve(`http://127.0.0.1:${(this.address() as AddressInfo).port}/file`);
    });
  });
}

const written: string[] = [];
const report = createReport({ isTTY: false, write: (text: string) => written.push(text) });

const fetchFile = (address: string, digest = sha256) =>
  downloadFile({ label: 'a library 1.0', algorithm: 'sha256', encoding: 'hex', digest, address: async () => address }, folder, report);

/** Resolves once so much of the file is on the disk: what a connection still holds when it breaks is lost, and asked for again. */
async function whenKept(bytes: number): Promise<void> {
  const kept = (): number => Math.max(0, ...readdirSync(folder).map((name) => statSync(join(folder, name)).size));
  while (kept() < bytes) await sleep(5);
}

test('a connection that breaks is taken up where it broke', async () => {
  const starts: number[] = [];
  const address = await serve((request, response) => {
    const start = rangeStart(request);
    starts.push(start);
    if (starts.length > 2) return sendFrom(request, response);
    const range = start > 0 ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` } : {};
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': content.length - start, ...range });
    response.write(content.subarray(start, start + 1_000_000));
    void whenKept(start + 1_000_000).then(() => response.destroy());
  });
  const file = await fetchFile(address);
  expect(readFileSync(file).equals(content)).toBe(true);
  expect(starts).toEqual([0, 1_000_000, 2_000_000]);
});

test('what an earlier run left is not fetched again', async () => {
  const starts: number[] = [];
  const address = await serve((request, response) => {
    starts.push(rangeStart(request));
    sendFrom(request, response);
  });
  const file = await fetchFile(address);
  writeFileSync(`${file}.part`, content.subarray(0, 1_234_567));
  rmSync(file);
  await fetchFile(address);
  writeFileSync(`${file}.part`, content); // complete, but the run was killed before it could check
  rmSync(file);
  await fetchFile(address);
  expect({ starts, same: readFileSync(file).equals(content) }).toEqual({ starts: [0, 1_234_567, content.length], same: true });
});

test('a damaged half is thrown away and all of it fetched again', async () => {
  const address = await serve(sendFrom);
  const file = await fetchFile(address);
  renameSync(file, `${file}.part`);
  writeFileSync(`${file}.part`, randomBytes(500_000));
  expect(readFileSync(await fetchFile(address)).equals(content)).toBe(true);
});

test('a server without ranges starts over', async () => {
  const address = await serve((_request, response) => response.writeHead(200).end(content));
  const part = join(folder, 'part');
  writeFileSync(part, randomBytes(1000));
  await transferByFetch(address, part, () => undefined);
  expect(readFileSync(part).equals(content)).toBe(true);
});

testWhere(findCommand('curl') !== undefined, 'curl')('curl resumes too', async () => {
  const address = await serve(sendFrom);
  const part = join(folder, 'part');
  writeFileSync(part, content.subarray(0, 1_000_000));
  await transferByCurl(address, part, () => undefined);
  await transferByCurl(address, part, () => undefined); // complete already: nothing to do
  expect(readFileSync(part).equals(content)).toBe(true);
});

test('another file than the pinned one is refused, and nothing of it stays', async () => {
  const address = await serve((request, response) => sendFrom(request, response, randomBytes(5000)));
  await expect(fetchFile(address)).rejects.toThrow(/a library 1\.0: the file that came is not the one .* sha256 differs/);
  expect(readdirSync(folder)).toEqual([]);
});

test('an address that is not there fails at once, with the reason', async () => {
  const address = await serve((_request, response) => response.writeHead(404).end());
  await expect(fetchFile(address)).rejects.toThrow(/a library 1\.0 can't be downloaded: the server answered 404/);
});

test('a machine that nobody answers for fails at once, with the reason', async () => {
  const address = await serve(sendFrom);
  server?.close();
  await expect(fetchFile(address)).rejects.toThrow(/can't be downloaded: .*ECONNREFUSED/);
});

test('where the address serves nothing, the package client brings the file', async () => {
  const address = await serve((_request, response) => response.writeHead(401).end());
  const byClient = async (target: string): Promise<string> => {
    mkdirSync(join(target, 'client'));
    writeFileSync(join(target, 'client', 'file'), content);
    return join(target, 'client', 'file');
  };
  const download = { label: 'a library 1.0', algorithm: 'sha256' as const, encoding: 'hex' as const, digest: sha256 };
  const file = await downloadFile({ ...download, address: async () => address, byClient }, folder, report);
  expect({ same: readFileSync(file).equals(content), client: existsSync(join(folder, 'client')) }).toEqual({ same: true, client: false });
});
