import { expect, test } from '@playwright/test';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApplication, temporaryHome, type Running } from '../support/application';
import { writeChestDataset } from '../support/chest-dataset';
import { defaultsOf } from '../../src/shared/training-presets';
import { picture } from '../support/screen-picture';
import { newKey, serveUpdates, type UpdateServer } from '../support/update-server';

// A real feed on a real server, and the real updater in the place of an AppImage that is a file of the test.
let server: UpdateServer;
let running: Running;
let place: { readonly home: string; readonly appImage: string; readonly cache: string; readonly started: string };
test.beforeEach(async () => {
  server = await serveUpdates();
  const home = temporaryHome();
  place = { home, appImage: join(home, 'Pneumoscope.AppImage'), cache: join(home, 'cache'), started: join(home, 'started') };
  writeFileSync(place.appImage, 'the version that is installed');
});
test.afterEach(async () => {
  await running.close();
  server.close();
});

/** What the new version does in place of starting: it says that it was started. */
const newProgram = (): string => `#!/bin/sh\necho 9.9.9 > '${place.started}'\n`;
const updates = () => running.page.getByRole('region', { name: 'Updates' });
const check = () => updates().getByRole('button', { name: 'Check for updates' }).click();

async function startWith(policy: unknown): Promise<void> {
  const policyFile = join(place.home, 'policy.json');
  writeFileSync(policyFile, typeof policy === 'string' ? policy : JSON.stringify(policy));
  const environment = { APPIMAGE: place.appImage, XDG_CACHE_HOME: place.cache };
  running = await startApplication(place.home, [], { switches: ['--policy', policyFile], environment });
  await showUpdates();
}

async function showUpdates(): Promise<void> {
  await running.page.keyboard.press('Control+,');
  await running.page.getByRole('button', { name: 'About', exact: true }).click();
  await expect(updates()).toBeVisible();
}

const byHand = () => ({ updates: { source: server.address, key: server.key, checks: 'by-hand' } });

test('an update is offered, downloaded, and takes this version’s place at the restart', async () => {
  server.release('9.9.9', newProgram());
  await startWith(byHand());
  await expect(updates()).toContainText('Not checked since the start.');
  expect(server.asked).toEqual([]);
  await check();
  await expect(updates()).toContainText('Version 9.9.9 is ready');
  expect(server.asked).toEqual(['/releases/latest-linux.yml', '/releases/latest-linux.yml.sig', '/releases/Pneumoscope-9.9.9.AppImage']);
  await picture(running.page, 'update-ready');
  expect(readFileSync(place.appImage, 'utf8')).toBe('the version that is installed');
  const gone = new Promise<void>((resolve) => running.app.process().once('exit', () => resolve()));
  await updates().getByRole('button', { name: 'Restart to update' }).click();
  await gone;
  await expect.poll(() => existsSync(place.started)).toBe(true);
  expect(readFileSync(place.appImage, 'utf8')).toBe(newProgram());
  // The history was closed as at any other end.
  expect(existsSync(join(place.home, 'history.sqlite-wal'))).toBe(false);
});

test('what is not newer is not offered', async () => {
  server.release('0.0.9', newProgram());
  await startWith(byHand());
  await check();
  await expect(updates()).toContainText('This is the newest version.');
  expect(server.asked).not.toContain('/releases/Pneumoscope-0.0.9.AppImage');
});

test('a download that is not the announced one is refused and thrown away', async () => {
  server.release('9.9.9', newProgram(), { changed: newProgram().replace('9.9.9', '6.6.6') });
  await startWith(byHand());
  await check();
  await expect(updates()).toContainText('its checksum differs. It was thrown away.');
  await expect(updates().getByRole('button')).toHaveText(['Check for updates']);
  expect(existsSync(join(place.cache, 'pneumoscope-updater', 'pending', 'Pneumoscope-9.9.9.AppImage'))).toBe(false);
  // Put right, it is taken at the next try.
  server.release('9.9.9', newProgram());
  await check();
  await expect(updates()).toContainText('Version 9.9.9 is ready');
});

test('a feed that another key signed is refused before anything is fetched', async () => {
  mkdirSync(join(place.home, 'keys'));
  server.release('9.9.9', newProgram(), { signedBy: newKey(join(place.home, 'keys'), 'stranger').file });
  await startWith(byHand());
  await check();
  await expect(updates()).toContainText('is not signed with the key');
  expect(server.asked).not.toContain('/releases/Pneumoscope-9.9.9.AppImage');
});

test('a policy that forbids, or cannot be understood, leaves no button and asks nobody', async () => {
  server.release('9.9.9', newProgram());
  const cases: readonly (readonly [unknown, string])[] = [
    [{ updates: 'off' }, 'switched off for this computer'],
    [{ ...byHand(), network: 'blocked' }, 'does not let Pneumoscope use the network'],
    ['{ "updates": "of" }', 'cannot be understood'],
  ];
  for (const [place, [policy, words]] of cases.entries()) {
    if (place > 0) await running.close();
    await startWith(policy);
    await expect(updates()).toContainText(words);
    await expect(updates().getByRole('button')).toHaveCount(0);
    const reply = await running.page.evaluate(() => window.pneumoscope.request('updates.check', null));
    expect(reply.ok ? 'checked' : reply.failure.code).toBe('update-forbidden');
  }
  await picture(running.page, 'update-forbidden');
  expect(server.asked).toEqual([]);
});

test('nothing is checked or installed while a run is being trained', async () => {
  server.release('9.9.9', newProgram());
  const { images, labels } = await writeChestDataset(join(place.home, 'labelled'), 40);
  await startWith(byHand());
  await check();
  await expect(updates()).toContainText('Version 9.9.9 is ready');
  const { page } = running;
  await page.evaluate((source) => window.pneumoscope.request('datasets.add', { name: 'chests', source, locked: false }), {
    kind: 'challenge',
    images,
    labels,
    classes: null,
  } as const);
  const settings = { ...defaultsOf('deep-cnn'), inputSize: 64, batchSize: 4, epochs: 400, threads: 1 };
  const start = (): Promise<number | string> =>
    page.evaluate(async (chosen) => {
      const reply = await window.pneumoscope.request('training.start', { dataset: 'chests', settings: chosen });
      return reply.ok ? reply.value.run : reply.failure.code;
    }, settings);
  // Not before the images are taken in.
  await expect.poll(start).toBe(1);
  await expect(updates()).toContainText('A training run is going on. Updates wait for its end.');
  const restart = updates().getByRole('button', { name: 'Restart to update' });
  await expect(restart).toBeDisabled();
  const refusals = await page.evaluate(async () => {
    const replies = [await window.pneumoscope.request('updates.check', null), await window.pneumoscope.request('updates.install', null)];
    return replies.map((reply) => (reply.ok ? 'done' : reply.failure.code));
  });
  expect(refusals).toEqual(['run-busy', 'run-busy']);
  expect(readFileSync(place.appImage, 'utf8')).toBe('the version that is installed');
  await page.evaluate(() => window.pneumoscope.request('training.control', { run: 1, verb: 'stop' }));
  await expect(restart).toBeEnabled();
});
