import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApplication, temporaryHome, type Running } from '../support/application';
import { serveProxy, type ProxyServer } from '../support/proxy-server';
import { serveUpdates, type UpdateServer } from '../support/update-server';

// The policy's rules for the network, with a real proxy between the application and the source of updates.
let server: UpdateServer;
let proxy: ProxyServer;
let running: Running;
test.beforeEach(async () => {
  server = await serveUpdates();
  server.release('9.9.9', '#!/bin/sh\n');
});
test.afterEach(async () => {
  await running.close();
  proxy.close();
  server.close();
});

const updates = () => running.page.getByRole('region', { name: 'Updates' });
/** A name that only the proxy knows. */
const inside = 'http://mirror.hospital.example/releases';
const release = (source: string): readonly string[] =>
  ['latest-linux.yml', 'latest-linux.yml.sig', 'Pneumoscope-9.9.9.AppImage'].map((name) => `${source}/${name}`);

/** Starts under a policy with this source and these rules, and checks for updates. */
async function checkWith(source: string, network: Readonly<Record<string, string>>): Promise<void> {
  const home = temporaryHome();
  const policy = join(home, 'policy.json');
  writeFileSync(policy, JSON.stringify({ updates: { source, key: server.key, checks: 'by-hand' }, network }));
  writeFileSync(join(home, 'Pneumoscope.AppImage'), 'the version that is installed');
  const environment = { APPIMAGE: join(home, 'Pneumoscope.AppImage'), XDG_CACHE_HOME: join(home, 'cache') };
  running = await startApplication(home, [], { switches: ['--policy', policy], environment });
  await running.page.keyboard.press('Control+,');
  await running.page.getByRole('button', { name: 'About', exact: true }).click();
  await updates().getByRole('button', { name: 'Check for updates' }).click();
}

const mirror = () => ({ hosts: { 'mirror.hospital.example': new URL(server.address).origin } });

test('an update is fetched through the proxy, all of it', async () => {
  proxy = await serveProxy(mirror());
  await checkWith(inside, { proxy: proxy.address });
  await expect(updates()).toContainText('Version 9.9.9 is ready');
  expect({ asked: proxy.asked, direct: server.direct() }).toEqual({ asked: release(inside), direct: 0 });
});

test('a proxy that asks for a name and a password gets the policy’s', async () => {
  proxy = await serveProxy({ ...mirror(), login: 'radiology:p@ss word' });
  const withLogin = new URL(proxy.address);
  withLogin.username = 'radiology';
  withLogin.password = 'p@ss word';
  await checkWith(inside, { proxy: withLogin.href });
  await expect(updates()).toContainText('Version 9.9.9 is ready');
  expect(proxy.asked).toEqual(release(inside));
});

test('a proxy that does not answer, or lets nobody through, is not gone past', async () => {
  // The source would be in reach.
  proxy = await serveProxy();
  proxy.close();
  await checkWith(server.address, { proxy: proxy.address, proxyBypass: '<-loopback>' });
  await expect(updates()).toContainText('does not answer as it should');
  expect(server.asked).toEqual([]);

  proxy = await serveProxy({ login: 'radiology:other' });
  for (const login of ['', 'radiology:wrong@']) {
    await running.close();
    await checkWith(server.address, { proxy: proxy.address.replace('//', `//${login}`), proxyBypass: '<-loopback>' });
    await expect(updates()).toContainText('does not answer as it should');
    expect(server.asked).toEqual([]);
  }
});

test('hosts that the policy excepts are reached without the proxy', async () => {
  proxy = await serveProxy(mirror());
  await checkWith(server.address, { proxy: proxy.address, proxyBypass: '<-loopback>,127.0.0.1' });
  await expect(updates()).toContainText('Version 9.9.9 is ready');
  expect({ asked: proxy.asked, direct: server.direct() }).toEqual({ asked: [], direct: server.asked.length });
});
