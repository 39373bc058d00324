import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SetupFailure } from './failure.mjs';
import { hashFile, shortHash } from './hash.mjs';
import { sizeOf, TransferRefused, transports } from './transports.mjs';

/** So many tries in a row that bring nothing, and a way of transfer is given up. */
const FRUITLESS_TRIES = 3;

/**
 * @typedef {object} Download
 * @property {string} label what the person sees
 * @property {'sha256' | 'sha512'} algorithm
 * @property {'hex' | 'base64'} encoding
 * @property {string} digest the pinned hash
 * @property {number} [bytes] the whole size, where known
 * @property {() => Promise<string>} address asked at run time of the person's own npm or pip, so that their mirrors count
 * @property {(folder: string) => Promise<string>} [byClient] the same file fetched by npm or pip itself: the last resort
 */

/**
 * Fetches a file into `folder`, going on where an interrupted run stopped, and answers its path once its hash is the pinned one.
 * The caller holds the lock of what it is for.
 * @param {Download} download
 * @param {string} folder
 * @param {ReturnType<typeof import('./progress.mjs').createReport>} report
 * @throws {SetupFailure} if it can't be had, or is not what was pinned
 */
export async function downloadFile(download, folder, report) {
  const file = join(folder, `${download.label.replace(/[^\w.-]+/g, '-')}-${shortHash(download.digest)}`);
  if (existsSync(file)) return file;
  const part = `${file}.part`;
  const resumed = sizeOf(part) > 0;
  await bring(download, folder, part, report);
  if (resumed && !(await isGenuine(part, download))) {
    report.note(`${download.label}: the half kept from an earlier run is damaged; starting over`);
    rmSync(part);
    await bring(download, folder, part, report);
  }
  if (!(await isGenuine(part, download))) {
    rmSync(part, { force: true });
    throw new SetupFailure(
      `${download.label}: the file that came is not the one this version of Pneumoscope was built with (its ${download.algorithm} differs). ` +
        'Nothing of it was used. Check the registry or mirror that npm and pip are set to.',
    );
  }
  renameSync(part, file);
  return file;
}

const isGenuine = async (file, { algorithm, encoding, digest }) => (await hashFile(file, algorithm, encoding)) === digest;

async function bring(download, folder, part, report) {
  if (download.bytes !== undefined && sizeOf(part) === download.bytes) return;
  const reasons = [];
  try {
    const address = await download.address();
    if (address.startsWith('file:')) return copyFileSync(fileURLToPath(address), part);
    for (const transport of transports()) {
      const failure = await persist(transport, address, part, download, report);
      if (!failure) return;
      reasons.push(failure.message);
    }
  } catch (error) {
    // pip's and npm's own words, without the command line that follows them.
    reasons.push(error.message.split('\n')[0]);
  }
  if (!download.byClient) throw new SetupFailure(`${download.label} can't be downloaded: ${reasons.join('; ') || 'no way to fetch it'}.`);
  report.note(`${download.label}: ${reasons.join('; ') || 'a proxy is set'}; leaving it to the package client (no progress is shown)`);
  const fetched = await download.byClient(folder);
  renameSync(fetched, part);
  rmSync(dirname(fetched), { recursive: true, force: true });
}

/** Tries until the file is whole, as long as tries bring something; answers the last error if they don't. */
async function persist(transport, address, part, download, report) {
  let failure;
  for (let fruitless = 0; fruitless < FRUITLESS_TRIES;) {
    const started = performance.now();
    const resumedBytes = sizeOf(part);
    try {
      const seen = (doneBytes, totalBytes = download.bytes) => ({
        label: download.label,
        doneBytes,
        totalBytes,
        resumedBytes,
        elapsedMilliseconds: performance.now() - started,
      });
      await transport(address, part, (doneBytes, totalBytes) => report.transfer(seen(doneBytes, totalBytes)));
      report.transferred(seen(sizeOf(part), sizeOf(part)));
      return undefined;
    } catch (error) {
      failure = error;
      if (error instanceof TransferRefused) break;
    }
    // An address that never gave a byte will hardly give one in a second: a machine without that network must not wait.
    if (sizeOf(part) === 0) break;
    if (sizeOf(part) > resumedBytes) {
      fruitless = 0;
      report.note(`${download.label}: the connection broke (${failure.message}); going on from there`);
    } else {
      fruitless++;
    }
    await sleep(1000 * (fruitless + 1));
  }
  return failure;
}
