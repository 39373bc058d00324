import { expect, test } from '@playwright/test';
import { chownSync, cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AGREED_BYTES } from '../../scripts/package/listing.mjs';
import { writeChestDataset } from '../support/chest-dataset';
import { samplePath } from '../support/sample-files';
import { makeCleanRoot, reader, type CleanRoot } from './clean-root';

// What happens to a package between its download and its removal. Needs root; nothing outside the clean root is touched.
test.describe.configure({ mode: 'serial' });

const readerHome = `/home/${reader}`;
const dataFolder = `${readerHome}/.local/share/pneumoscope`;
const programFolder = '/opt/Pneumoscope';
let root: CleanRoot;

test.beforeAll(() => {
  root = makeCleanRoot();
});
test.afterAll(() => {
  root.remove();
});

const inRoot = (path: string): string => join(root.folder, path);
const asReader = (...command: readonly string[]): string => root.run(command, { user: reader });
const linesOf = (text: string): Readonly<Record<string, unknown>>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

/** The history, as the command line tells it. */
const history = (): readonly Readonly<Record<string, unknown>>[] => linesOf(asReader('pneumoscope', 'list', '--json'));

test('the package is no larger than was agreed', () => {
  expect(statSync(process.env.PNEUMOSCOPE_DEB ?? '').size).toBeLessThanOrEqual(AGREED_BYTES.deb);
});

test('apt installs it, with all that it needs', () => {
  install(process.env.PNEUMOSCOPE_DEB);
  const libraries = root.run(['sh', '-c', `ldd ${programFolder}/pneumoscope ${programFolder}/*.so | grep 'not found' || true`]);
  expect(libraries).toBe('');
  expect(root.run(['dpkg', '--verify', 'pneumoscope'])).toBe('');
  expect(linesOf(asReader('pneumoscope', 'doctor', '--json'))).toMatchObject([{ model: { problem: null } }]);
});

test('a DICOM file opens in it by its type, without a network and inside the sandbox, and its prediction is in the history', () => {
  // What every desktop has.
  root.run(['apt-get', 'install', '--yes', '--no-install-recommends', 'desktop-file-utils', 'libglib2.0-bin', 'procps'], { network: true });
  const [file, disc] = [`${readerHome}/radiograph.dcm`, `${readerHome}/DICOMDIR`];
  cpSync(samplePath(0), inRoot(file));
  cpSync(samplePath(0), inRoot(disc));
  for (const path of [file, disc])
    expect(asReader('gio', 'info', '--attributes=standard::content-type', path)).toContain('application/dicom');
  expect(asReader('gio', 'mime', 'application/dicom')).toContain('Default application for “application/dicom”: pneumoscope.desktop');

  // In one visit, whose processes end with it: opens the file, waits for the score, and looks at the processes.
  const story = [
    `gio open ${file}`,
    `until pneumoscope list --json | grep -q '"probability":0'; do sleep 1; done`,
    `ps -eo args | grep -c -e '--no-sandbo[x]' || true`,
    `page=$(pgrep -f -- '--type=rendere[r]')`,
    'grep -E ^Seccomp: /proc/$page/status',
    'readlink /proc/$page/ns/user /proc/self/ns/user',
  ];
  const told = root.run(['sh', '-c', story.join('\n')], { user: reader, environment: lendDisplay(), seconds: 180 });
  const [unsandboxed, seccomp, namespaceOfPage, namespaceOfReader] = told.trim().split('\n').slice(-4);
  // 2: system calls go through a filter (proc_pid_status(5)).
  expect({ unsandboxed, seccomp }).toEqual({ unsandboxed: '0', seccomp: 'Seccomp:\t2' });
  expect(namespaceOfPage).not.toBe(namespaceOfReader);
  expect(history()).toMatchObject([{ result: { status: 'ok', positive: true } }]);
});

test('two epochs of training', async () => {
  await writeChestDataset(inRoot(`${readerHome}/chests`), 30);
  root.run(['chown', '-R', `${reader}:`, `${readerHome}/chests`]);
  const [images, labels] = [`${readerHome}/chests/stage_2_train_images`, `${readerHome}/chests/stage_2_train_labels.csv`];
  asReader('pneumoscope', 'dataset', 'add', 'chests', '--images', images, '--labels', labels);
  const small = ['--set', 'inputSize=64', '--set', 'batchSize=4'];
  const told = linesOf(
    asReader('pneumoscope', 'train', '--dataset', 'chests', '--preset', 'deep-cnn', '--epochs', '2', ...small, '--json'),
  );
  expect(told.filter(({ event }) => event === 'epoch')).toHaveLength(2);
  expect(told.at(-1)).toMatchObject({ event: 'finished' });
});

test('a newer version takes its place, and nothing of the history is lost', () => {
  const before = { history: history(), runs: asReader('pneumoscope', 'runs', '--json') };
  install(process.env.PNEUMOSCOPE_NEWER_DEB);
  expect(root.run(['dpkg-query', '--show', '--showformat=${Version}', 'pneumoscope'])).toBe(newerVersion());
  expect({ history: history(), runs: asReader('pneumoscope', 'runs', '--json') }).toEqual(before);
  expect(root.run(['dpkg', '--verify', 'pneumoscope'])).toBe('');
});

test('removed, it leaves the data and says where', () => {
  const files = readdirSync(inRoot(dataFolder)).sort();
  expect(root.run(['apt-get', 'purge', '--yes', 'pneumoscope'])).toContain('stay in ~/.local/share/pneumoscope');
  const left = [
    programFolder,
    '/usr/bin/pneumoscope',
    '/usr/share/applications/pneumoscope.desktop',
    '/usr/share/mime/packages/pneumoscope.xml',
  ];
  expect(left.filter((path) => existsSync(inRoot(path)))).toEqual([]);
  expect(readdirSync(inRoot(dataFolder)).sort()).toEqual(files);
  expect(asReader('gio', 'mime', 'application/dicom')).not.toContain('pneumoscope');
});

/** The package is named by the script that made it (scripts/test-packaged.mjs). */
function install(deb: string | undefined): void {
  if (deb === undefined) throw new Error('No package to install: run npm run test:packaged.');
  const name = basename(deb);
  cpSync(deb, inRoot(`/var/tmp/${name}`));
  chownSync(inRoot(`/var/tmp/${name}`), 0, 0);
  root.run(['sh', '-c', `apt-get update && apt-get install --yes --no-install-recommends /var/tmp/${name}`], { network: true });
}

const newerVersion = (): string => /_([\d.]+)_/.exec(basename(process.env.PNEUMOSCOPE_NEWER_DEB ?? ''))?.[1] ?? '';

/** The display's address and key for the reader; its socket is a file, so it needs no network. */
function lendDisplay(): Readonly<Record<string, string>> {
  const { DISPLAY, XAUTHORITY } = process.env;
  if (DISPLAY === undefined) throw new Error('There is no display to open a window on.');
  if (XAUTHORITY === undefined) return { DISPLAY };
  const key = `${readerHome}/.Xauthority`;
  cpSync(XAUTHORITY, inRoot(key));
  root.run(['chown', `${reader}:`, key]);
  return { DISPLAY, XAUTHORITY: key };
}
