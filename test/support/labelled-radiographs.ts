import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetSource } from '../../src/shared/dataset';
import { writeRadiographs } from './radiographs';

/** A table of radiographs of 64 by 64 pixels, every third positive, two images a patient. */
export function writeLabelledRadiographs(folder: string, count: number): DatasetSource & { readonly kind: 'table' } {
  const images = writeRadiographs(join(folder, 'images'), count);
  const rows = Array.from({ length: count }, (_, n) => `${String(n).padStart(4, '0')}.dcm,${n % 3 === 0 ? 1 : 0},p${Math.floor(n / 2)}`);
  const labels = join(folder, 'labels.csv');
  writeFileSync(labels, `file,Target,patientId\n${rows.join('\n')}\n`);
  return { kind: 'table', images, labels };
}
