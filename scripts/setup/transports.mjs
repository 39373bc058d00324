import { spawn } from 'node:child_process';
import { createWriteStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { findCommand } from './run-tool.mjs';

const CONNECT_SECONDS = 15;
const STALL_SECONDS = 30;
const NOT_SATISFIABLE = 416;

/** The transfer can't succeed by trying again: wrong address, no permission. */
export class TransferRefused extends Error {}

export const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

const behindProxy = (environment) => ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((name) => environment[name]);

/**
 * The ways to fetch an address on this machine, best first. Node's fetch knows no proxy; curl does.
 * @returns {((address: string, part: string, onBytes: (doneBytes: number, totalBytes?: number) => void) => Promise<void>)[]}
 */
export function transports(environment = process.env) {
  return [...(behindProxy(environment) ? [] : [transferByFetch]), ...(findCommand('curl') ? [transferByCurl] : [])];
}

/** Appends what is missing of the address's content to the file `part`. */
export async function transferByFetch(address, part, onBytes) {
  const have = sizeOf(part);
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(new Error(`no answer in ${CONNECT_SECONDS} s`)), CONNECT_SECONDS * 1000);
  try {
    const response = await fetch(address, { headers: have > 0 ? { range: `bytes=${have}-` } : {}, signal: abort.signal });
    if (response.status === NOT_SATISFIABLE) return; // All of it is here already; the checksum will tell.
    if (!response.ok) throw refusal(response.status);
    const resumes = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${have}-`);
    if (response.status === 206 && !resumes) throw new TransferRefused('the server answered with another range than the one asked for');
    let done = resumes ? have : 0;
    const length = Number(response.headers.get('content-length'));
    const total = length > 0 ? done + length : undefined;
    await pipeline(
      response.body,
      async function* (chunks) {
        for await (const chunk of chunks) {
          clearTimeout(timer);
          timer = setTimeout(() => abort.abort(new Error(`nothing came for ${STALL_SECONDS} s`)), STALL_SECONDS * 1000);
          onBytes((done += chunk.length), total);
          yield chunk;
        }
      },
      createWriteStream(part, { flags: resumes ? 'a' : 'w' }),
    );
  } catch (error) {
    // fetch hides the reason (name not found, connection refused) one level down.
    throw error.cause ? new Error(error.cause.message, { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

const refusal = (status) => {
  const message = `the server answered ${status}`;
  return status < 500 && status !== 408 && status !== 429 ? new TransferRefused(message) : new Error(message);
};

/** The same by curl, which honours the proxy settings of the environment. */
export async function transferByCurl(address, part, onBytes) {
  const limits = ['--connect-timeout', CONNECT_SECONDS, '--speed-limit', 1000, '--speed-time', STALL_SECONDS];
  const args = ['--fail', '--location', '--silent', '--show-error', ...limits, '--continue-at', '-', '--output', part, address];
  const timer = setInterval(() => onBytes(sizeOf(part)), 200);
  try {
    await new Promise((resolve, reject) => {
      const curl = spawn('curl', args.map(String), { stdio: ['ignore', 'ignore', 'pipe'] });
      let errors = '';
      curl.stderr.on('data', (data) => (errors += data));
      curl.on('error', reject);
      curl.on('close', (code) => (code === 0 || errors.includes(' 416') ? resolve() : reject(curlFailure(code, errors))));
    });
    onBytes(sizeOf(part));
  } finally {
    clearInterval(timer);
  }
}

function curlFailure(code, errors) {
  const message = errors.trim().split('\n').at(-1) || `curl ended with exit code ${code}`;
  return / 4\d\d/.test(message) ? new TransferRefused(message) : new Error(message);
}
