import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { SampleStudy } from '../../shared/study';

/** The studies that ship with the application, from samples.json in their folder. Throws not-found where it is missing. */
export function listSamples(folder: string): readonly SampleStudy[] {
  const file = join(folder, 'samples.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SampleStudy[];
  } catch {
    fail('not-found', `The bundled samples cannot be read: ${file} is missing or damaged. Install the application again.`, file);
  }
}
