import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCuda, type Cuda } from '../../../src/main/services/cuda/cuda';
import { createCudaPlace, type CudaPlace } from '../../../src/main/services/cuda/cuda-place';
import type { Wheel } from '../../../src/main/services/cuda/pinned-wheels';
import { fetchFileBy } from '../../../src/main/cli/fetch-file';
import type { NetworkRules, Policy } from '../../../src/main/services/policy';
import type { CudaState } from '../../../src/shared/cuda';
import { failureOfPromise, temporaryFolder } from '../../store/builders';
import { makeWheels, serveFolder } from '../../support/cuda-wheels';

// The whole way on a real server and real, small wheels; TensorFlow with such a library is in test/engine/engine-library.test.ts.
const direct: NetworkRules = { blocked: false, proxy: 'direct', proxyBypass: '' };

interface Tried {
  readonly cuda: Cuda;
  readonly place: CudaPlace;
  readonly states: CudaState[];
  /** How often engines were started anew. */
  renewals(): number;
}

function cudaIn(
  home: string,
  wheels: readonly Wheel[],
  source: string,
  { policy = {}, training = false }: { readonly policy?: Partial<Policy>; readonly training?: boolean } = {},
): Tried {
  const states: CudaState[] = [];
  let renewals = 0;
  const place = createCudaPlace(join(home, 'cuda'), wheels, (mark) => states.push({ state: 'set-aside', ...mark }));
  const cuda = createCuda({
    place,
    wheels,
    policy: { file: '/etc/pneumoscope/policy.json', state: 'absent', updates: null, cuda: null, network: direct, ...policy },
    source,
    openWay: async () => fetchFileBy(direct),
    renewEngine: async () => void renewals++,
    isTraining: () => training,
    onChange: (state) => states.push(state),
  });
  return { cuda, place, states, renewals: () => renewals };
}

async function served(answer?: Parameters<typeof serveFolder>[1], bytes?: number) {
  const home = temporaryFolder();
  const made = makeWheels(join(home, 'mirror'), bytes);
  const server = await serveFolder(made.folder, answer);
  onTestFinished(() => server.close());
  return { home, made, server, files: made.wheels.map(({ file }) => file) };
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

function expectWhole({ library, folder }: CudaPlace, laidOut: Readonly<Record<string, Buffer>>): void {
  expect(filesIn(library)).toEqual(Object.keys(laidOut).sort());
  for (const [name, content] of Object.entries(laidOut)) expect(readFileSync(join(library, name)).equals(content)).toBe(true);
  expect(readdirSync(folder)).toHaveLength(1);
}

test('fetched, checked and unpacked, it is used by the engine from then on, and can be removed', async () => {
  const { home, made, server, files } = await served();
  const { cuda, place, states, renewals } = cudaIn(home, made.wheels, server.address);
  expect([place.inUse(), server.asked]).toEqual([null, []]);
  await cuda.fetch(null);
  expectWhole(place, made.laidOut);
  expect(server.asked).toEqual(files);
  expect(place.inUse()).toBe(place.library);
  expect((statSync(join(place.library, 'nvidia/cuda_nvcc/bin/ptxas')).mode & 0o111) !== 0).toBe(true);
  const total = made.wheels.reduce((sum, { bytes }) => sum + bytes, 0);
  const steps = states.flatMap((state) => (state.state === 'fetching' ? [state.progress] : []));
  expect(new Set(steps.map(({ step, wheel }) => `${step} ${wheel}`)).size).toBe(3 * files.length);
  expect(steps.at(-1)).toMatchObject({ step: 'unpacking', wheel: 'nvidia-cuda-nvcc-cu12 12.5.82', doneBytes: total, totalBytes: total });
  expect([states.at(-1), renewals()]).toEqual([{ state: 'in-use' }, 1]);
  expect((await cuda.status()).keptBytes).toBe(Object.values(made.laidOut).reduce((sum, { length }) => sum + length, 0));

  await cuda.remove();
  expect([existsSync(place.folder), place.inUse(), states.at(-1), renewals()]).toEqual([
    false,
    null,
    { state: 'absent', failure: null },
    2,
  ]);
});

test('a connection that breaks is taken up where it broke', async () => {
  let requests = 0;
  const { home, made, server, files } = await served((_request, response, send) => {
    requests += 1;
    if (requests > 1) return send();
    const [{ bytes = 0, file = '' } = {}] = made.wheels;
    response.writeHead(200, { 'content-length': bytes });
    response.write(readFileSync(join(made.folder, file)).subarray(0, 200_000), () => setTimeout(() => response.destroy(), 100));
  });
  const { cuda, place } = cudaIn(home, made.wheels, server.address);
  await cuda.fetch(null);
  expectWhole(place, made.laidOut);
  expect(server.asked).toEqual([files[0], `${String(files[0])} from 200000`, ...files.slice(1)]);
});

test('stopped in the middle, what has come stays, and another time goes on from there', async () => {
  let hold = true;
  const { home, made, server, files } = await served((request, response, send) => {
    if (!hold || !String(request.url).includes('cudnn')) return send();
    response.writeHead(200, { 'content-length': 300_000 });
    response.write(Buffer.alloc(0));
  });
  const first = cudaIn(home, made.wheels, server.address);
  const fetching = failureOfPromise(first.cuda.fetch(null));
  await expect.poll(() => server.asked.length).toBe(2);
  expect((await failureOfPromise(first.cuda.fetch(null)))?.code).toBe('run-busy');
  expect((await failureOfPromise(first.cuda.remove()))?.code).toBe('run-busy');
  // Another process, here another service on the same folder, keeps off too.
  expect((await failureOfPromise(cudaIn(home, made.wheels, server.address).cuda.fetch(null)))?.code).toBe('run-busy');
  first.cuda.cancel();
  expect((await fetching)?.code).toBe('cancelled');
  expect([first.place.inUse(), first.states.at(-1)]).toEqual([null, { state: 'absent', failure: null }]);
  hold = false;
  const again = cudaIn(home, made.wheels, server.address);
  const left = made.wheels.slice(1).reduce((sum, { bytes }) => sum + bytes, 0);
  expect((await again.cuda.status()).fetchBytes).toBe(left);
  await again.cuda.fetch(null);
  expectWhole(again.place, made.laidOut);
  expect(server.asked).toEqual([files[0], files[1], files[1], files[2]]);
});

test('a file that is not the pinned one is thrown away and named; put right, it is fetched again and the others are not', async () => {
  const { home, made, server, files } = await served();
  const right = readFileSync(join(made.folder, files[1] ?? ''));
  const wrong = Buffer.from(right);
  wrong[1000] = (wrong[1000] ?? 0) ^ 1;
  writeFileSync(join(made.folder, files[1] ?? ''), wrong);
  const { cuda, place, states } = cudaIn(home, made.wheels, server.address);
  const failure = await failureOfPromise(cuda.fetch(null));
  expect(failure).toEqual({
    code: 'library-untrusted',
    message: expect.stringContaining(`${String(files[1])} is not the file`),
    file: files[1],
  });
  expect([place.inUse(), states.at(-1)]).toEqual([null, { state: 'absent', failure }]);
  expect(filesIn(place.folder).filter((name) => name.includes('cudnn'))).toEqual([]);

  writeFileSync(join(made.folder, files[1] ?? ''), Buffer.concat([right, Buffer.alloc(10)]));
  expect(await failureOfPromise(cuda.fetch(null))).toMatchObject({ code: 'library-untrusted', message: expect.stringContaining('larger') });
  writeFileSync(join(made.folder, files[1] ?? ''), right);
  await cuda.fetch(null);
  expectWhole(place, made.laidOut);
  expect(server.asked.filter((name) => name === files[0])).toHaveLength(1);
});

test('a half that was damaged on this disk is fetched anew', async () => {
  const { home, made, server, files } = await served();
  const { cuda, place } = cudaIn(home, made.wheels, server.address);
  mkdirSync(place.making, { recursive: true });
  appendFileSync(join(place.making, `${String(files[0])}.part`), Buffer.alloc(5_000));
  await cuda.fetch(null);
  expectWhole(place, made.laidOut);
  expect(server.asked.slice(0, 2)).toEqual([`${String(files[0])} from 5000`, files[0]]);
});

test('a server that refuses, is not there, or has not got the file is named', async () => {
  const { home, made, server } = await served((_request, response) => void response.writeHead(404).end());
  expect(await failureOfPromise(cudaIn(home, made.wheels, server.address).cuda.fetch(null))).toEqual({
    code: 'library-unreachable',
    message: expect.stringMatching(/^127\.0\.0\.1:\d+ answered 404 when asked for \/cuda\/tensorflow/),
  });
  server.close();
  expect(await failureOfPromise(cudaIn(home, made.wheels, server.address).cuda.fetch(null))).toEqual({
    code: 'library-unreachable',
    message: expect.stringMatching(/^tensorflow 2\.19\.1 cannot be fetched from 127\.0\.0\.1:\d+ \(.*ECONNREFUSED/),
  });
});

test('a redirect is not followed: no other server than the named one is asked', async () => {
  const other = await served();
  const { home, made, server } = await served((request, response) => {
    response.writeHead(302, { location: `${other.server.address}${String(request.url)}` }).end();
  });
  expect((await failureOfPromise(cudaIn(home, made.wheels, server.address).cuda.fetch(null)))?.code).toBe('library-unreachable');
  expect(other.server.asked).toEqual([]);
});

test('a disk without the room is said before anything is fetched', async () => {
  const { home, made, server } = await served();
  const huge = made.wheels.map((wheel) => ({ ...wheel, unpackedBytes: 2 ** 50 }));
  const { cuda } = cudaIn(home, huge, server.address);
  expect(await failureOfPromise(cuda.fetch(null))).toEqual({
    code: 'disk-full',
    message: expect.stringMatching(/needs 3145728\.\d GB more on the disk that holds .*; [\d.]+ GB are free\.$/),
  });
  const { neededBytes, freeBytes } = await cuda.status();
  expect([server.asked, neededBytes > freeBytes]).toEqual([[], true]);
});

test('files from a folder are checked in the same way, without any network', async () => {
  const { home, made, files } = await served();
  const { cuda, place } = cudaIn(home, made.wheels, 'https://pneumoscope.invalid/cuda', {
    policy: { state: 'read', network: { ...direct, blocked: true } },
  });
  expect(await failureOfPromise(cuda.fetch(join(home, 'nowhere')))).toMatchObject({
    code: 'not-found',
    message: expect.stringContaining(`has no ${String(files[0])}`),
  });
  const [right] = [readFileSync(join(made.folder, files[2] ?? ''))];
  writeFileSync(join(made.folder, files[2] ?? ''), right.subarray(1));
  expect(await failureOfPromise(cuda.fetch(made.folder))).toMatchObject({
    code: 'library-untrusted',
    message: expect.stringContaining(`${String(files[2])} in ${made.folder} has ${right.length - 1} bytes, not ${right.length}`),
  });
  writeFileSync(join(made.folder, files[2] ?? ''), Buffer.alloc(right.length));
  expect(await failureOfPromise(cuda.fetch(made.folder))).toMatchObject({ code: 'library-untrusted', file: files[2] });
  writeFileSync(join(made.folder, files[2] ?? ''), right);
  await cuda.fetch(made.folder);
  expectWhole(place, made.laidOut);
});

test('nobody is asked where the policy forbids it or no address is named; an address of the policy takes the place of the version’s', async () => {
  const { home, made, server } = await served();
  const cases: readonly (readonly [Partial<Policy>, string, string, boolean])[] = [
    [{ state: 'read', cuda: 'off' }, server.address, 'policy', false],
    [{ state: 'unusable', cuda: 'off' }, server.address, 'policy-unusable', false],
    [{ state: 'read', network: { ...direct, blocked: true } }, server.address, 'network', true],
    [{}, 'https://pneumoscope.invalid/cuda', 'no-source', true],
  ];
  for (const [policy, source, networkOff, folderAllowed] of cases) {
    const { cuda } = cudaIn(home, made.wheels, source, { policy });
    expect(await cuda.status()).toMatchObject({ networkOff, folderAllowed, policyFile: '/etc/pneumoscope/policy.json' });
    expect((await failureOfPromise(cuda.fetch(null)))?.code).toBe('library-forbidden');
    if (!folderAllowed) expect((await failureOfPromise(cuda.fetch(made.folder)))?.code).toBe('library-forbidden');
  }
  expect(server.asked).toEqual([]);
  const named = cudaIn(home, made.wheels, 'https://pneumoscope.invalid/cuda', {
    policy: { state: 'read', cuda: { source: server.address } },
  });
  expect((await named.cuda.status()).networkOff).toBeNull();
  await named.cuda.fetch(null);
  expectWhole(named.place, made.laidOut);
});

test('what an engine did not start with is not tried again until somebody asks, by another process neither', async () => {
  const { home, made, server } = await served();
  const { cuda, place, states } = cudaIn(home, made.wheels, server.address);
  await cuda.fetch(null);
  place.setAside('exit code 1: no symbol');
  place.setAside('once more');
  const mark = { state: 'set-aside', reason: 'exit code 1: no symbol', atMs: expect.any(Number) };
  expect([place.inUse(), cuda.state(), states.filter(({ state }) => state === 'set-aside')]).toEqual([null, mark, [mark]]);
  const later = cudaIn(home, made.wheels, server.address);
  expect([later.place.inUse(), later.cuda.state()]).toEqual([null, mark]);
  const asked = server.asked.length;
  await later.cuda.fetch(null);
  expect([later.place.inUse(), later.cuda.state(), later.renewals(), server.asked.length]).toEqual([
    later.place.library,
    { state: 'in-use' },
    1,
    asked,
  ]);
  // A version with other wheels has a library of its own: the mark is not about that one, and the old one goes when the new one is there.
  place.setAside('again');
  const next = makeWheels(join(home, 'next'));
  const newer = cudaIn(home, next.wheels, server.address);
  expect(newer.cuda.state()).toEqual({ state: 'absent', failure: null });
  await newer.cuda.fetch(next.folder);
  expectWhole(newer.place, next.laidOut);
});

test('it stays while a run is being trained', async () => {
  const { home, made } = await served();
  const { cuda, place } = cudaIn(home, made.wheels, 'https://pneumoscope.invalid/cuda', { training: true });
  await cuda.fetch(made.folder);
  expect((await failureOfPromise(cuda.remove()))?.code).toBe('run-busy');
  expectWhole(place, made.laidOut);
});
