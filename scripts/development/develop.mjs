import { resolveConfig } from 'electron-vite';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../setup/paths.mjs';
import { keepRunning } from './keep-running.mjs';
import { startPageServer } from './page-server.mjs';
import { watchBundle } from './watch-bundle.mjs';

/** Beside out/, which holds what ships: the one is never mistaken for the other. */
const developmentFolder = join(projectFolder, 'out-development');

/** What a change of each entry calls for, and what the developer is told. */
const consequences = {
  index: ['quit', 'main process changed: the application starts again'],
  'engine-process': ['engine', 'engine changed: a new one takes its place'],
  'image-worker': ['image-workers', 'image workers changed: new ones take their place'],
  'trainer-process': [undefined, 'trainer changed: the next run starts with it'],
  preload: ['preload', 'preload script changed: the page loads again'],
};

/**
 * Runs the application from its sources and puts what changes in its place, until it is closed; answers its exit code.
 * @param {string[]} args for the application
 */
export async function develop(args) {
  const { config } = await resolveConfig({ logLevel: 'warn' }, 'serve');
  layOutFolder();
  const server = await startPageServer(config.renderer, join(developmentFolder, 'vite'));
  const application = keepRunning(developmentFolder, [...ownHome(args), ...args], {
    ...process.env,
    PNEUMOSCOPE_PAGE_SERVER: server.address,
    PNEUMOSCOPE_PAGE_NONCE: server.nonce,
  });
  const onChange = (entries) => {
    // A new main process starts all of the others anew.
    const changed = entries.includes('index') ? ['index'] : entries;
    for (const entry of changed.filter((name) => name in consequences)) {
      const [message, sentence] = consequences[entry];
      console.log(sentence);
      if (message) application.tell(message);
    }
  };
  const bundles = [watchBundle(config.main, onChange), watchBundle(config.preload, () => onChange(['preload']))];
  await Promise.all(bundles.map(({ built }) => built));
  try {
    return await application.run();
  } finally {
    await Promise.all([...bundles.map(({ close }) => close()), server.close()]);
  }
}

/** What Electron takes for an application: a folder with a package.json. */
function layOutFolder() {
  const { name, productName, version, type, main } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  mkdirSync(developmentFolder, { recursive: true });
  const description = { name, productName, version, type, main: main.replace(/^out\//, '') };
  writeFileSync(join(developmentFolder, 'package.json'), JSON.stringify(description));
}

/** Cases of one's own are none to try half-finished code on: without a word about it, those of development lie apart. */
function ownHome(args) {
  const isChosen = process.env.PNEUMOSCOPE_HOME !== undefined || args.some((argument) => /^--home(=|$)/.test(argument));
  return isChosen ? [] : [`--home=${join(developmentFolder, 'home')}`];
}
