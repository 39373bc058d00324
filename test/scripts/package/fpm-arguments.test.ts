import { expect, test } from 'vitest';
import { controlFile, readFpmArguments } from '../../../scripts/package/fpm-arguments.mjs';

const asked = ['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgtk-3-0t64 | libgtk-3-0', '--deb-recommends', 'portal'];
const about = [
  '--name',
  'viewer',
  '--version=1.2~rc1',
  '--architecture',
  'amd64',
  '--maintainer',
  'A <a@b.invalid>',
  '--category',
  'science',
];
const files = ['/build/=/opt/Viewer', 'link=/usr/bin/viewer'];

test("electron-builder's words for fpm become a control file", () => {
  const fpm = readFpmArguments([...asked, ...about, '--description', 'Short\n Long,\n\n in two parts', ...files]);
  expect(fpm.files).toEqual([
    { from: '/build/', to: '/opt/Viewer' },
    { from: 'link', to: '/usr/bin/viewer' },
  ]);
  expect(controlFile(fpm, 2049).split('\n')).toEqual([
    'Package: viewer',
    'Version: 1.2~rc1',
    'Architecture: amd64',
    'Maintainer: A <a@b.invalid>',
    'Installed-Size: 3',
    'Depends: libnss3, libgtk-3-0t64 | libgtk-3-0',
    'Recommends: portal',
    'Section: science',
    'Priority: optional',
    'Description: Short',
    ' Long,',
    ' .',
    ' in two parts',
    '',
  ]);
});

test('what it does not know is refused rather than left out', () => {
  expect(() => readFpmArguments([...asked, '--deb-systemd', 'unit'])).toThrow('Unknown option --deb-systemd.');
  expect(() => readFpmArguments([...asked, '--name'])).toThrow('--name has no value.');
  expect(() => readFpmArguments(['-s', 'dir', '-t', 'rpm'])).toThrow('"-s dir -t rpm"');
});
