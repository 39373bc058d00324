import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inModules } from '../setup/paths.mjs';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([-.](md|txt|mit|apache\w*))?$/i;

/**
 * What an installed npm package says of itself.
 * @param {string} path inside node_modules
 * @returns {{ path: string, name: string, version: string, licence: string, holder: string, homepage: string, texts: string[] }} texts: its
 *   licence files, whole; none where it brings none
 */
export function describePackage(path) {
  const folder = inModules(path);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name))
    .sort();
  return {
    path,
    name: manifest.name,
    version: manifest.version,
    licence: licenceOf(manifest),
    holder: personName(manifest.author) ?? '',
    homepage: manifest.homepage ?? '',
    texts: files.map((name) => readFileSync(join(folder, name), 'utf8').trim()),
  };
}

/** Packages whose manifest says nothing, by the licence file they bring. */
const READ_BY_HAND = { 'svelte-toolbelt': 'MIT' };

/** Old packages have an object, or a list of them, where SPDX's expression stands today. */
function licenceOf({ name, license, licenses }) {
  const all = [license, licenses].flat().filter(Boolean);
  return all.map((one) => (typeof one === 'string' ? one : one.type)).join(' OR ') || (READ_BY_HAND[name] ?? '');
}

const personName = (author) => (typeof author === 'string' ? author.replace(/\s*[<(].*$/, '') : author?.name);

/** Terms under which a package may be shipped in an application under Apache-2.0 without more than its notice. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/** Other terms that somebody has looked at. MPL-2.0 asks of what is shipped unchanged for its terms and where its source is: the notices have both. */
const LOOKED_AT = { '@resvg/resvg-js': 'MPL-2.0' };

/** @returns {string[]} the packages that may not ship without someone looking at their terms */
export function unclearLicences(packages) {
  const isPermissive = (licence) =>
    licence.split(' OR ').some((choice) => choice.split(' AND ').every((one) => PERMISSIVE.has(one.trim())));
  return packages
    .filter(({ name, licence }) => LOOKED_AT[name] !== licence && !isPermissive(licence.replace(/[()]/g, '')))
    .map(({ name, version, licence }) => `${name} ${version}: ${licence || 'none stated'}`);
}
