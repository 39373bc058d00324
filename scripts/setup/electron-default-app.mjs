// Packed into Electron's folder as resources/default_app.asar by electron-fallback.mjs: starts the application that is named on the
// command line, as Electron's own default application does for `electron [-r MODULE] PATH`. An ES module, because Electron holds its
// `ready` event back until the top-level await below has settled; registering privileged schemes depends on that.
import { app } from 'electron/main';
import { existsSync, readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { target, preloaded } = readArguments(process.argv.slice(1));
if (preloaded.length > 0) Module._preloadModules(preloaded);
if (target === undefined) quit('usage: electron [-r MODULE] PATH');

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });
const folder = resolve(target);
const manifest = join(folder, 'package.json');
if (existsSync(manifest)) describe(JSON.parse(readFileSync(manifest, 'utf8')));

try {
  const main = Module._resolveFilename(folder, null, true);
  app.setAppPath(existsSync(manifest) ? folder : dirname(main));
  await import(pathToFileURL(main).href);
} catch (error) {
  quit(`The application could not be started: ${error.stack}`);
}

function readArguments(args) {
  const preloaded = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index];
    if (argument === '-r' || argument === '--require') preloaded.push(args[++index]);
    else if (argument === '-v' || argument === '--version') answer(`v${process.versions.electron}`);
    else if (argument === '-a' || argument === '--abi') answer(process.versions.modules);
    else if (argument.startsWith('--app=')) return { target: argument.slice('--app='.length), preloaded };
    else if (!argument.startsWith('-')) return { target: argument, preloaded };
  }
  return { target: undefined, preloaded };
}

function describe({ version, productName, name, desktopName }) {
  if (version) app.setVersion(version);
  if (productName ?? name) app.setName(productName ?? name);
  app.setDesktopName(desktopName ?? `${app.getName()}.desktop`);
}

function answer(text) {
  console.log(text);
  process.exit(0);
}

function quit(text) {
  console.error(text);
  process.exit(1);
}
