import { existsSync, lutimesSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's placeholder for an application, which electron-builder copies along with a custom Electron. */
const PLACEHOLDERS = ['default_app.asar', 'electron.asar'];

/**
 * electron-builder's hook once the application's folder is complete: takes out what is not the application's, and gives all files one
 * time, so that two builds of the same sources are the same.
 * @param {{ appOutDir: string, packager: { getResourcesDir(appOutDir: string): string } }} context
 */
export default function afterPack({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  for (const name of PLACEHOLDERS) rmSync(join(resources, name), { force: true });
  // Says which Electron the folder was laid out from: set-up's stamp.
  if (existsSync(join(appOutDir, 'version'))) rmSync(join(appOutDir, 'version'));
  const seconds = Number(process.env.SOURCE_DATE_EPOCH);
  if (Number.isInteger(seconds) && seconds > 0) setTimes(appOutDir, seconds);
}

function setTimes(path, seconds) {
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true }))
    lutimesSync(join(entry.parentPath, entry.name), seconds, seconds);
  lutimesSync(path, seconds, seconds);
}
