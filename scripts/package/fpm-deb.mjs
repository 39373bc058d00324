#!/usr/bin/env node
// Stands in for fpm in electron-builder's deb target (CUSTOM_FPM_PATH), on top of dpkg-deb: fpm itself comes from a place that not every
// machine reaches, with a Ruby of its own, and its debs differ from one build to the next.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { controlFile, readFpmArguments } from './fpm-arguments.mjs';

const MAINTAINER_SCRIPTS = {
  '--before-install': 'preinst',
  '--after-install': 'postinst',
  '--before-remove': 'prerm',
  '--after-remove': 'postrm',
};
/**
 * fpm's names for compressions, as dpkg-deb has them. Higher levels of xz take several times as long and save little: most of a package is
 * TensorFlow's machine code. gzip is for tests.
 */
const COMPRESSIONS = { xz: ['-Zxz', '-z3'], gz: ['-Zgzip', '-z1'] };

const fpm = readFpmArguments(process.argv.slice(2));
const root = mkdtempSync(join(tmpdir(), 'pneumoscope-deb-'));
try {
  chmodSync(root, 0o755);
  for (const { from, to } of fpm.files) place(resolve(fpm.options['-C'] ?? '.', from), to);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  entries.forEach(setMode);
  writeControl(entries);
  const seconds = Number(process.env.SOURCE_DATE_EPOCH);
  if (seconds > 0) for (const path of readdirSync(root, { recursive: true })) lutimesSync(join(root, path), seconds, seconds);
  const compression = COMPRESSIONS[fpm.options['--deb-compression']];
  if (!compression) throw new Error(`Unknown compression ${fpm.options['--deb-compression']}.`);
  const names = [root, resolve(fpm.options['--package'])];
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', ...compression, ...names], { stdio: ['ignore', 'inherit', 'inherit'] });
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** As fpm does: a folder's content under the target, a file at the target or, if that ends in a slash, in it. */
function place(from, to) {
  const intoFolder = to.endsWith('/') && !lstatSync(from).isDirectory();
  const target = join(root, intoFolder ? join(to, basename(from)) : to);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(from, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
}

/** Everyone may read what is installed, and only root change it. */
function setMode(path) {
  const entry = lstatSync(path);
  if (!entry.isSymbolicLink()) chmodSync(path, entry.isDirectory() || entry.mode & 0o111 ? 0o755 : 0o644);
}

function writeControl(entries) {
  const folder = join(root, 'DEBIAN');
  mkdirSync(folder);
  const files = entries.filter((path) => lstatSync(path).isFile()).map((path) => relative(root, path));
  writeFileSync(join(folder, 'md5sums'), execFileSync('md5sum', ['--', ...files], { cwd: root, maxBuffer: 2 ** 28 }));
  const bytes = entries.reduce((total, path) => total + lstatSync(path).size, 0);
  writeFileSync(join(folder, 'control'), controlFile(fpm, bytes));
  for (const [option, name] of Object.entries(MAINTAINER_SCRIPTS))
    if (fpm.options[option]) writeFileSync(join(folder, name), readFileSync(fpm.options[option]), { mode: 0o755 });
}
