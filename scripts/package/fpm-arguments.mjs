/** Options of fpm that take no value and change nothing for a deb made here. */
const FLAGS = new Set(['--force', '--deb-no-default-config-files', '--no-deb-default-config-files']);

const REPEATED = new Set(['--depends', '--deb-recommends', '--deb-suggests', '--conflicts', '--replaces', '--provides']);

const SINGLE = new Set([
  '-s',
  '-t',
  '-C',
  '--architecture',
  '--name',
  '--version',
  '--package',
  '--maintainer',
  '--url',
  '--vendor',
  '--license',
  '--description',
  '--category',
  '--after-install',
  '--after-remove',
  '--before-install',
  '--before-remove',
  '--deb-priority',
  '--deb-compression',
  '--log',
]);

const SHORT = { '-d': '--depends' };

/**
 * Reads the part of fpm's command line that electron-builder uses for a deb.
 * @param {string[]} words
 * @returns {{ options: Record<string, string>, lists: Record<string, string[]>, files: { from: string, to: string }[] }}
 * @throws {Error} on an option that is not known: leaving one out would make another package than was asked for
 */
export function readFpmArguments(words) {
  const [options, lists, files] = [{}, Object.fromEntries([...REPEATED].map((name) => [name, []])), []];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (FLAGS.has(word)) continue;
    if (!word.startsWith('-')) {
      files.push(sourceAndTarget(word));
      continue;
    }
    const [name, inline] = word.startsWith('--') && word.includes('=') ? splitOnce(word, '=') : [SHORT[word] ?? word, undefined];
    const value = inline ?? rest.shift();
    if (value === undefined) throw new Error(`${name} has no value.`);
    if (REPEATED.has(name)) lists[name].push(value);
    else if (SINGLE.has(name)) options[name] = value;
    else throw new Error(`Unknown option ${name}.`);
  }
  if (options['-s'] !== 'dir' || options['-t'] !== 'deb')
    throw new Error(`Only "-s dir -t deb" can be made, not "-s ${options['-s']} -t ${options['-t']}".`);
  return { options, lists, files };
}

const splitOnce = (text, separator) => {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
};

const sourceAndTarget = (word) => {
  const [from, to] = word.includes('=') ? splitOnce(word, '=') : [word, word];
  return { from, to };
};

/**
 * A deb's control file (deb-control(5)).
 * @param {ReturnType<typeof readFpmArguments>} fpm
 * @param {number} installedBytes
 */
export function controlFile({ options, lists }, installedBytes) {
  const [synopsis, ...description] = (options['--description'] ?? options['--name']).split('\n').map((line) => line.trim());
  const fields = {
    Package: options['--name'],
    Version: options['--version'],
    Architecture: options['--architecture'],
    Maintainer: options['--maintainer'],
    'Installed-Size': String(Math.ceil(installedBytes / 1024)),
    Depends: lists['--depends'].join(', '),
    Recommends: lists['--deb-recommends'].join(', '),
    Suggests: lists['--deb-suggests'].join(', '),
    Conflicts: lists['--conflicts'].join(', '),
    Replaces: lists['--replaces'].join(', '),
    Provides: lists['--provides'].join(', '),
    Section: options['--category'] ?? 'default',
    Priority: options['--deb-priority'] ?? 'optional',
    Homepage: options['--url'],
    Description: [synopsis, ...description.map((line) => ` ${line || '.'}`)].join('\n'),
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}
