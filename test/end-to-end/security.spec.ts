import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { AppApi } from '../../src/shared/app-api';
import { startApplication, temporaryHome, type Running } from '../support/application';

// Electron's security checklist, tried from inside the page as an attacker who got a script to run would.
declare global {
  interface Window {
    pneumoscope: AppApi;
  }
}

let running: Running;
test.beforeAll(async () => {
  running = await startApplication();
});
test.afterAll(() => running.close());

test('the page is isolated from Node and sees nothing of the main process but the contract', async () => {
  const seen = await running.page.evaluate(() => ({
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    electron: typeof Reflect.get(window, 'electron'),
    bridge: Object.keys(window.pneumoscope).sort(),
  }));
  expect(seen).toEqual({
    require: 'undefined',
    process: 'undefined',
    electron: 'undefined',
    bridge: ['listen', 'pathOfDroppedFile', 'request'],
  });
});

test('the window is sandboxed and isolated', async () => {
  const preferences = await running.app.evaluate(({ BrowserWindow }) => {
    // Not in Electron's type declarations, but the only place where the preferences in force can be read.
    const contents: object | undefined = BrowserWindow.getAllWindows()[0]?.webContents;
    const read = contents && (Reflect.get(contents, 'getLastWebPreferences') as (this: object) => Record<string, unknown>);
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = read && contents ? read.call(contents) : {};
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
});

test('an inline script is refused by the content security policy', async () => {
  const violated = await running.page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
        const script = document.createElement('script');
        script.textContent = 'document.title = "taken over"';
        document.head.append(script);
      }),
  );
  expect(violated).toBe('script-src-elem');
  expect(await running.page.title()).not.toBe('taken over');
});

test('the page cannot be navigated away, nor open a window', async () => {
  const address = running.page.url();
  const opened = await running.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    document.body.append(link);
    link.click();
    link.remove();
    return window.open('https://example.com/') === null;
  });
  expect(opened).toBe(true);
  await running.page.waitForTimeout(500);
  expect(running.page.url()).toBe(address);
  expect(running.app.windows()).toHaveLength(1);
});

test('every permission is denied', async () => {
  const states = await running.page.evaluate(async () => {
    const midi = await navigator.requestMIDIAccess().then(
      () => 'granted',
      (error: unknown) => (error instanceof DOMException ? error.name : 'failed'),
    );
    const notifications = (await navigator.permissions.query({ name: 'notifications' })).state;
    const geolocation = (await navigator.permissions.query({ name: 'geolocation' })).state;
    return { midi, notifications, geolocation };
  });
  expect(states).toEqual({ midi: 'NotAllowedError', notifications: 'denied', geolocation: 'denied' });
});

test('no request leaves the machine, whoever asks', async () => {
  const { server, address, requests } = await countingServer();
  const fromPage = await running.page.evaluate(
    (url) =>
      fetch(url)
        .then(() => 'reached')
        .catch(() => 'blocked'),
    address,
  );
  const fromSession = await running.app.evaluate(
    ({ session }, url) =>
      session.defaultSession
        .fetch(url)
        .then(() => 'reached')
        .catch(() => 'blocked'),
    address,
  );
  const fromOther = await running.app.evaluate(
    ({ session }, url) =>
      session
        .fromPartition('another')
        .fetch(url)
        .then(() => 'reached')
        .catch(() => 'blocked'),
    address,
  );
  server.close();
  expect({ fromPage, fromSession, fromOther, requests: requests() }).toEqual({
    fromPage: 'blocked',
    fromSession: 'blocked',
    fromOther: 'blocked',
    requests: 0,
  });
});

test('another page that holds the bridge is not answered', async () => {
  const reply = await running.app.evaluate(async ({ BrowserWindow }, preload) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true, preload } });
    await stranger.loadURL('data:text/html,<title>stranger</title>');
    const answer: unknown = await stranger.webContents.executeJavaScript(`window.pneumoscope.request('settings.read', null)`);
    stranger.destroy();
    return answer;
  }, resolve('out/preload/index.cjs'));
  expect(reply).toEqual({
    ok: false,
    failure: { code: 'invalid-request', message: 'Only the application’s own page may send requests.' },
  });
});

test('a request that does not fit the contract is refused', async () => {
  const replies = await running.page.evaluate(async () => [
    await window.pneumoscope.request('studies.show', { studyId: -1 }),
    await window.pneumoscope.request('import.start', { paths: [] }),
    await window.pneumoscope.request('settings.write', JSON.parse('{"theme":"pink"}')),
  ]);
  expect(replies.map((reply) => (reply.ok ? 'answered' : reply.failure.code))).toEqual([
    'invalid-request',
    'invalid-request',
    'invalid-request',
  ]);
});

test('the private schemes serve the page and images only', async () => {
  const statuses = await running.page.evaluate(async () => {
    const urls = [
      'pneumoscope://app/%2e%2e%2fmain%2findex.js',
      'pneumoscope://other/index.html',
      'dicom://instance/999999',
      'dicom://instance/%2e%2e',
    ];
    const status = (url: string): Promise<number | string> =>
      fetch(url)
        .then((answer) => answer.status)
        .catch(() => 'blocked');
    return Promise.all(urls.map(status));
  });
  expect(statuses).toEqual([404, 'blocked', 422, 404]);
});

test('what npm run dev allows its own build is not in this one', async () => {
  const { server, address, requests } = await countingServer();
  const environment = { PNEUMOSCOPE_PAGE_SERVER: address, PNEUMOSCOPE_PAGE_NONCE: 'known' };
  const started = await startApplication(temporaryHome(), [], { environment });
  const seen = await started.page.evaluate(
    async (socket) => {
      const answer = await fetch('./index.html');
      const opened = await new Promise<string>((resolve) => {
        const connection = new WebSocket(socket);
        connection.onopen = () => resolve('open');
        connection.onerror = () => resolve('refused');
      });
      const style = document.createElement('style');
      style.nonce = 'known';
      style.textContent = 'body { border-left-width: 7px !important }';
      document.head.append(style);
      return { policy: answer.headers.get('content-security-policy'), opened, border: getComputedStyle(document.body).borderLeftWidth };
    },
    address.replace('http:', 'ws:'),
  );
  // Written out: a change of it has to be meant.
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: dicom:; connect-src 'self' dicom:; worker-src 'self'; " +
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  expect({ ...seen, requests: requests() }).toEqual({ policy, opened: 'refused', border: '0px', requests: 0 });
  await started.close();
  server.close();
});

/** A server of this machine that counts who reaches it; its address ends without a slash. */
async function countingServer(): Promise<{ readonly server: Server; readonly address: string; readonly requests: () => number }> {
  let reached = 0;
  const server = createServer((_request, response) => {
    reached += 1;
    response.end('reached');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: () => reached };
}
