import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** True if `link` leads to `folder`, and the folder is there. */
export function linksTo(link, folder) {
  try {
    return realpathSync(link) === realpathSync(folder);
  } catch {
    return false;
  }
}

/** Puts a link to a folder at `link`, in place of whatever is there; another link is replaced in one step. */
export function linkFolder(folder, link) {
  if (linksTo(link, folder)) return;
  mkdirSync(dirname(link), { recursive: true });
  const fresh = `${link}.${process.pid}`;
  symlinkSync(folder, fresh, 'junction');
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there && (!there.isSymbolicLink() || process.platform === 'win32')) rmSync(link, { recursive: true, force: true });
  renameSync(fresh, link);
}

/** True if both files are there and equal, byte for byte. */
export function isCopy(file, original) {
  return existsSync(file) && existsSync(original) && readFileSync(file).equals(readFileSync(original));
}

/** Copies a native module in one step: a process that has the old one loaded keeps it. */
export function installCopy(original, file) {
  if (isCopy(file, original)) return;
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  copyFileSync(original, fresh);
  chmodSync(fresh, 0o755);
  renameSync(fresh, file);
}
