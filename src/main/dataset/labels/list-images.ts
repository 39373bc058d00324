import { readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fail } from '../../../shared/failure';

const imageExtensions = new Set(['', '.dcm', '.dicom', '.png', '.jpg', '.jpeg']);

/** True for a file whose name says that it may be an image. */
export function looksLikeImage(name: string): boolean {
  return imageExtensions.has(extname(name).toLowerCase());
}

/**
 * All files under a folder, hidden ones left out: their paths inside it, with '/', in the order of their names. Links are followed, circles not.
 * @throws ExpectedFailure not-found, unreadable
 */
export function listFiles(folder: string): readonly string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  function visit(inside: string): void {
    const place = join(folder, inside);
    const real = realpathSync(place);
    if (seen.has(real)) return;
    seen.add(real);
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      const target = entry.isSymbolicLink() ? statSync(join(folder, name), { throwIfNoEntry: false }) : entry;
      if (target?.isDirectory() === true) visit(name);
      else if (target?.isFile() === true) names.push(name);
    }
  }
  try {
    visit('');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) fail('not-found', `The images folder ${folder} does not exist.`, folder);
    fail('unreadable', `${folder} cannot be read: ${error instanceof Error ? error.message : 'the disk reports an error'}.`, folder);
  }
  return names.sort(byName);
}

/** By code units: the same order on every machine. */
export function byName(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
