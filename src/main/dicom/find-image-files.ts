import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Failure } from '../../shared/failure';
import { toFailure } from '../../shared/failure';
import { isDicom } from './dicom-file';
import { dicomdirFiles } from './dicomdir';

export type FoundFile = { readonly file: string } | { readonly failure: Failure };

/**
 * Inside a folder these are passed over: what lies beside images without being one. Every other file is handed out, so that one which
 * cannot be read is reported and not silently left out. A file that is named itself is always handed out.
 */
const besideImages = new Set([
  '.csv',
  '.tsv',
  '.txt',
  '.md',
  '.json',
  '.xml',
  '.html',
  '.htm',
  '.css',
  '.pdf',
  '.ini',
  '.inf',
  '.db',
  '.log',
]);
const besideImagesByName = /(^|_)(licen[cs]e|readme|notice|copying)$/i;

/**
 * Finds the image files behind paths that a person named: files, folders with everything under them, and DICOMDIR files, whose records
 * are followed. A file is handed out once, however often it is reached; links are followed, circles are not.
 *
 * @param signal stops the search
 * @returns files in the order of their names; or failures: not-found, unreadable, truncated (a DICOMDIR)
 */
export async function* findImageFiles(paths: readonly string[], signal?: AbortSignal): AsyncGenerator<FoundFile> {
  const seen = new Set<string>();
  for (const named of paths) yield* findAt(named, seen, signal, true);
}

async function* findAt(place: string, seen: Set<string>, signal: AbortSignal | undefined, isNamed: boolean): AsyncGenerator<FoundFile> {
  if (signal?.aborted === true) return;
  let isFolder: boolean;
  try {
    const real = await realpath(place);
    if (seen.has(real)) return;
    seen.add(real);
    const status = await stat(real);
    isFolder = status.isDirectory();
    // A pipe or a device would be waited on for ever.
    if (!isFolder && !status.isFile()) return;
  } catch (error) {
    yield { failure: accessFailure(error, place) };
    return;
  }
  if (isFolder) yield* findInFolder(place, seen, signal);
  else if (isNamed && isDicomdirName(place)) yield* findByDicomdir(place, seen, signal);
  else yield { file: place };
}

async function* findInFolder(folder: string, seen: Set<string>, signal: AbortSignal | undefined): AsyncGenerator<FoundFile> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { failure: accessFailure(error, folder) };
    return;
  }
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || (!entry.isDirectory() && liesBesideImages(entry.name))) continue;
    yield* findAt(path.join(folder, entry.name), seen, signal, false);
  }
}

function liesBesideImages(name: string): boolean {
  return besideImages.has(path.extname(name).toLowerCase()) || besideImagesByName.test(name);
}

function isDicomdirName(file: string): boolean {
  return /^DICOMDIR/i.test(path.basename(file));
}

/** Follows the records of a DICOMDIR that was named; inside a folder that is searched anyway they would only repeat what is found there. */
async function* findByDicomdir(file: string, seen: Set<string>, signal: AbortSignal | undefined): AsyncGenerator<FoundFile> {
  let referenced: string[][] | null;
  try {
    const bytes = await readFile(file);
    referenced = isDicom(bytes) ? dicomdirFiles(bytes, file) : null;
  } catch (error) {
    const isSystemError = error instanceof Error && 'code' in error;
    yield { failure: isSystemError ? accessFailure(error, file) : toFailure(error, file) };
    return;
  }
  if (referenced === null) {
    yield { file };
    return;
  }
  for (const components of referenced) {
    const target = await withoutRegardToCase(path.dirname(file), components);
    if (target === null) {
      // By its place on the medium: the last part alone occurs in several of its folders.
      const listed = path.join(...components);
      const missing = path.join(path.dirname(file), listed);
      yield { failure: { code: 'not-found', message: `${listed} is listed in ${file} but is not there.`, file: missing } };
    } else yield* findAt(target, seen, signal, false);
  }
}

/** File IDs are written in capitals, which media mounted on Linux often turn into small letters. Null where nothing fits or it leads outside. */
async function withoutRegardToCase(folder: string, components: readonly string[]): Promise<string | null> {
  let place = folder;
  for (const component of components) {
    if (component === '.' || component === '..' || component.includes('/')) return null;
    const names = await readdir(place).catch(() => []);
    const name =
      names.find((candidate) => candidate === component) ?? names.find((candidate) => candidate.toUpperCase() === component.toUpperCase());
    if (name === undefined) return null;
    place = path.join(place, name);
  }
  return place;
}

/** The failure that a file system error stands for. */
export function accessFailure(error: unknown, file: string): Failure {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return { code: 'not-found', message: `${file} does not exist.`, file };
  if (code === 'EACCES' || code === 'EPERM') return { code: 'unreadable', message: `${file} cannot be read: access is denied.`, file };
  if (code === 'ELOOP') return { code: 'unreadable', message: `${file} cannot be read: its links go round in a circle.`, file };
  return {
    code: 'unreadable',
    message: `${file} cannot be read: ${error instanceof Error ? error.message : 'the disk reports an error'}.`,
    file,
  };
}
