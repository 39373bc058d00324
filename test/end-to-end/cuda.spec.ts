import { expect, test } from '@playwright/test';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { libraryName } from '../../src/main/services/cuda/library-name';
import { answerDialogs } from '../support/answer-dialogs';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { serveFolder, type WheelServer } from '../support/cuda-wheels';
import { serveProxy } from '../support/proxy-server';
import { picture } from '../support/screen-picture';

// The window's part, with the files' real names and a server that has not got the right ones: the whole way with files that are is in
// test/services/cuda. A driver is pretended to the running application, since machines for tests have none.
const first = 'nvidia_cuda_runtime_cu12-12.5.82-py3-none-manylinux2014_x86_64.whl';
const firstBytes = 895_707;

let server: WheelServer;
let running: Running;
let home: string;
let mirror: string;
/** What the server does with a request before it has its file sent. */
let answer: Parameters<typeof serveFolder>[1];
test.beforeEach(async () => {
  home = temporaryHome();
  mirror = join(home, 'mirror');
  mkdirSync(mirror);
  writeFileSync(join(mirror, first), Buffer.alloc(firstBytes));
  answer = undefined;
  server = await serveFolder(mirror, (request, response, send) => (answer === undefined ? send() : answer(request, response, send)));
});
test.afterEach(async () => {
  await running.close();
  server.close();
});

const section = () => running.page.getByRole('region', { name: 'NVIDIA GPU' });
const button = (name: string | RegExp) => section().getByRole('button', { name });

async function startWith(policy: unknown, driver = true): Promise<void> {
  const policyFile = join(home, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(policy));
  running = await startApplication(home, [], { switches: ['--policy', policyFile] });
  if (driver)
    await running.app.evaluate(() => {
      const fs = process.getBuiltinModule('node:fs');
      const { existsSync: really } = fs;
      fs.existsSync = (path) => path === '/proc/driver/nvidia/version' || really(path);
      process.getBuiltinModule('node:module').syncBuiltinESMExports();
    });
  await running.page.keyboard.press('Control+,');
  await running.page.getByRole('button', { name: 'About', exact: true }).click();
  await expect(running.page.getByRole('region', { name: 'Updates' })).toBeVisible();
}

test('the library is offered where a driver is, fetched on request, and can be stopped; what has come is kept and can be removed', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': firstBytes });
    // The second piece comes after the first is shown, and nothing after it.
    response.write(Buffer.alloc(200_000));
    setTimeout(() => response.write(Buffer.alloc(200_000)), 500);
  };
  await startWith({ cuda: { source: server.address } });
  await expect(section()).toContainText('An NVIDIA driver is there, and the processor computes.');
  await expect(section()).toContainText('2.3 GB to fetch.');
  expect(server.asked).toEqual([]);
  await picture(running.page, 'cuda-offer');
  await button('Fetch the CUDA library').click();
  await expect(section().getByRole('status')).toContainText('Fetching nvidia-cuda-runtime-cu12 12.5.82: 391 kB of 2.3 GB');
  await expect(section().getByRole('progressbar')).toBeVisible();
  await picture(running.page, 'cuda-fetching');
  await button('Stop').click();
  await expect(section()).toContainText('391 kB are there from an earlier time; it goes on from there.');
  // Once more: the rest is asked for, and is not the right file.
  answer = undefined;
  await button('Fetch the CUDA library').click();
  await expect(section()).toContainText(`${first} is not the file that this version of Pneumoscope was made for`);
  // The half that was kept may have been to blame, so the whole was tried as well.
  expect(server.asked).toEqual([first, `${first} from 400000`, first]);
  await picture(running.page, 'cuda-wrong-file');
  expect(readdirSync(join(home, 'cuda'), { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('whl'))).toEqual([]);
  writeFileSync(join(home, 'cuda', 'left'), 'something of an older version');
  await running.page.getByRole('button', { name: 'Data', exact: true }).click();
  await running.page.getByRole('button', { name: 'About', exact: true }).click();
  await button(/^Remove it/).click();
  await expect(button(/^Remove it/)).toHaveCount(0);
  expect(existsSync(join(home, 'cuda'))).toBe(false);
});

test('files from a folder are looked through without any network', async () => {
  await startWith({ network: 'blocked' });
  await expect(section()).toContainText('does not let Pneumoscope use the network');
  await expect(button('Fetch the CUDA library')).toHaveCount(0);
  await answerDialogs(running.app, mirror);
  await button('Use files from a folder…').click();
  await expect(section()).toContainText(`${first} is not the file that this version of Pneumoscope was made for`);
  expect(server.asked).toEqual([]);
});

test('the policy’s proxy is the way, with its name and password', async () => {
  const proxy = await serveProxy({ hosts: { 'mirror.hospital.example': new URL(server.address).origin }, login: 'reader:secret' });
  const source = 'http://mirror.hospital.example/cuda';
  await startWith({ cuda: { source }, network: { proxy: proxy.address.replace('//', '//reader:secret@') } });
  await button('Fetch the CUDA library').click();
  await expect(section()).toContainText(`${first} is not the file`);
  expect(proxy.asked).toEqual([`${source}/${first}`]);
  proxy.close();
});

test('a server elsewhere that it is sent to is not asked', async () => {
  const other = await serveFolder(mirror);
  answer = (request, response) => void response.writeHead(302, { location: `${other.address}${String(request.url)}` }).end();
  await startWith({ cuda: { source: server.address } });
  await button('Fetch the CUDA library').click();
  await expect(section()).toContainText('nvidia-cuda-runtime-cu12 12.5.82 cannot be fetched from 127.0.0.1');
  expect([server.asked.length > 0, other.asked]).toEqual([true, []]);
  other.close();
});

test('without an address, or where the policy forbids it, there is no button, and nobody is asked', async () => {
  await startWith({});
  await expect(section()).toContainText('This version names no address to fetch it from.');
  await expect(section().getByRole('button')).toHaveText(['Use files from a folder…']);
  await running.close();
  await startWith({ cuda: 'off' });
  await expect(section()).toContainText('The CUDA library is switched off for this computer by');
  await expect(section().getByRole('button')).toHaveCount(0);
  await running.page.evaluate(() => window.pneumoscope.request('cuda.fetch', { from: 'network' }));
  await expect(section()).toContainText('The CUDA library cannot be fetched here: no address is named for it, or the policy');
  expect(server.asked).toEqual([]);
});

test('a library that the engine does not start with is set aside: the window says so, the score comes, and it is tried again on request', async () => {
  const { wheels } = JSON.parse(readFileSync('src/main/services/cuda/cuda-wheels.json', 'utf8')) as {
    readonly wheels: readonly { readonly sha256: string }[];
  };
  const library = join(home, 'cuda', libraryName(wheels), 'lib');
  mkdirSync(library, { recursive: true });
  writeFileSync(join(library, 'libtensorflow_cc.so.2'), 'no library');
  running = await startApplication(home, [resolve('resources/samples/lung-opacity.dcm')]);
  const { page } = running;
  const notice = page
    .getByRole('alert')
    .filter({ hasText: /The engine did not start with the CUDA library \(exit code 1: Error: .*libtensorflow/ });
  await expect(notice).toBeVisible();
  await expect(studyRows(page)).toContainText(/Suspected 0\.\d\d/);
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'About', exact: true }).click();
  await expect(section()).toContainText('Until you try again the processor computes.');
  await picture(page, 'cuda-set-aside');
  await button('Try again').click();
  await expect(section()).toContainText('The engine is started with the CUDA library');
  await page.getByRole('button', { name: 'Check this computer' }).click();
  await expect(section()).toContainText('Until you try again the processor computes.');
  await button(/^Remove it/).click();
  await expect(section()).toHaveCount(0);
});

test('without a driver nothing is offered', async () => {
  await startWith({ cuda: { source: server.address } }, false);
  await expect(running.page.getByRole('region', { name: 'NVIDIA GPU' })).toHaveCount(0);
});
