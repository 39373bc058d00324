import { createHash } from 'node:crypto';
import { build, mergeConfig } from 'vite';

/**
 * Builds, and builds again whenever a source changes.
 * @param {import('vite').UserConfig} config
 * @param {(entries: string[]) => void} onChange after a later build: the entries whose code is another one, at least one
 * @returns {{ built: Promise<void>, close: () => Promise<void> }} built: resolves after the first build that succeeds
 */
export function watchBundle(config, onChange) {
  let latest = new Map();
  let before;
  const note = { name: 'note-entries', generateBundle: (_options, bundle) => void (latest = entryDigests(bundle)) };
  const watching = build(mergeConfig(config, { configFile: false, clearScreen: false, plugins: [note], build: { watch: {} } }));
  const built = watching.then(
    (watcher) =>
      new Promise((resolve) => {
        watcher.on('event', (event) => {
          if (event.code === 'BUNDLE_END') {
            const entries = before === undefined ? [] : changedEntries(before, latest);
            before = latest;
            resolve();
            if (entries.length > 0) onChange(entries);
          }
          // Goes on with what was built before; the next change is another try.
          if (event.code === 'ERROR') console.error(event.error.message);
          if ('result' in event) void event.result?.close();
        });
      }),
  );
  return { built, close: async () => (await watching).close() };
}

/**
 * A digest for each entry of all the code that it can load.
 * @param {import('rolldown').OutputBundle} bundle
 * @returns {Map<string, string>} by the entry's name
 */
export function entryDigests(bundle) {
  const entries = Object.values(bundle).filter((output) => output.type === 'chunk' && output.isEntry);
  return new Map(entries.map((entry) => [entry.name, digestOf(entry, bundle)]));
}

function digestOf(entry, bundle) {
  const reached = new Set([entry.fileName]);
  // A set hands out what is added to it meanwhile.
  for (const name of reached) {
    const chunk = bundle[name];
    for (const imported of chunk?.type === 'chunk' ? [...chunk.imports, ...chunk.dynamicImports] : []) {
      if (imported in bundle) reached.add(imported);
    }
  }
  const hash = createHash('sha256');
  for (const name of [...reached].sort()) hash.update(name).update('\0').update(bundle[name].code).update('\0');
  return hash.digest('hex');
}

/** @returns {string[]} the names of entries that are new or have another digest */
export function changedEntries(before, after) {
  return [...after.keys()].filter((name) => before.get(name) !== after.get(name));
}
