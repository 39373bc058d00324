import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCudaPlace, type CudaPlace } from '../../../src/main/services/cuda/cuda-place';
import { temporaryFolder } from '../../store/builders';
import { makeWheels, serveFolder } from '../../support/cuda-wheels';

/** Fetches in a process of its own; killed (SIGKILL) so many milliseconds after it has said `moment`, where it gets so far. */
async function fetchAndKill(args: readonly string[], moment: string, afterMilliseconds: number): Promise<string | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', resolve('test/services/cuda/fetch-child.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said.includes(moment)) return;
    said += text;
    if (moment !== '' && said.includes(moment)) setTimeout(() => child.kill('SIGKILL'), afterMilliseconds);
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  return signal;
}

const inUseWhenWhole = ({ inUse, library }: CudaPlace, laidOut: Readonly<Record<string, Buffer>>): boolean =>
  inUse() === null || Object.entries(laidOut).every(([name, content]) => readFileSync(join(library, name)).equals(content));

test('killed at any step it goes on from there; the library is used only when it is whole', { timeout: 120_000 }, async () => {
  const home = temporaryFolder();
  const made = makeWheels(join(home, 'mirror'), 20_000_000);
  const server = await serveFolder(made.folder);
  onTestFinished(() => server.close());
  const wheelsFile = join(home, 'wheels.json');
  writeFileSync(wheelsFile, JSON.stringify(made.wheels));
  const folder = join(home, 'cuda');
  const args = [folder, wheelsFile, server.address];
  const place = (): CudaPlace => createCudaPlace(folder, made.wheels, () => undefined);

  const requestsFor = (wheel: string): number => server.asked.filter((asked) => asked.startsWith(wheel)).length;
  const moments: readonly (readonly [string, string, number])[] = [
    ['fetching', 'tensorflow', 15],
    ['checking', 'tensorflow', 0],
    ['unpacking', 'tensorflow', 20],
    ['fetching', 'nvidia-cudnn', 10],
    ['unpacking', 'nvidia-cudnn', 5],
    ['unpacking', 'nvidia-cuda-nvcc', 0],
  ];
  const whenWhole: (readonly [string, number])[] = [];
  for (const [step, wheel, after] of moments) {
    expect(await fetchAndKill(args, `${step} ${wheel}`, after)).toBe('SIGKILL');
    expect(inUseWhenWhole(place(), made.laidOut)).toBe(true);
    if (step !== 'fetching') whenWhole.push([wheel, requestsFor(wheel)]);
  }
  expect(await fetchAndKill(args, '', 0)).toBeNull();
  expect(place().inUse()).toBe(place().library);
  expect(inUseWhenWhole(place(), made.laidOut)).toBe(true);
  expect(existsSync(place().making)).toBe(false);
  expect((statSync(join(place().library, 'nvidia/cuda_nvcc/bin/ptxas')).mode & 0o111) !== 0).toBe(true);
  // What had come whole was not asked for again.
  expect(whenWhole.map(([wheel]) => [wheel, requestsFor(wheel)])).toEqual(whenWhole);
});
