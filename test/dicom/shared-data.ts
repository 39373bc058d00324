import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of real X-rays and DICOM files that developers' machines may have beside the checkout; null where there is none. */
export function sharedDataFolder(): string | null {
  const root = process.env['PNEUMOSCOPE_SHARED'] ?? path.resolve(import.meta.dirname, '../../../shared');
  const folder = path.join(root, 'data');
  return existsSync(folder) ? folder : null;
}
