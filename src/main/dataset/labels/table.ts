import { join } from 'node:path';
import type { DatasetSource } from '../../../shared/dataset';
import { failRow, gatherRows } from './label-rows';
import type { FixedPart, LabelList } from './labelled-image';
import { withImages } from './match-images';
import { type CsvRow, type CsvTable, readCsv } from './read-csv';

export const tableColumns = ['file', 'Target'] as const;
const parts = ['training', 'validation', 'test'] as const;

/**
 * A table with the columns file and Target and, where there are any, patientId, class, part (training, validation or test: where a split
 * puts it), and x, y, width, height (a row a box). The column nihPatient goes before patientId, which in the RSNA's set names the image: the same person has several.
 */
export function readTable(source: Extract<DatasetSource, { readonly kind: 'table' }>): LabelList {
  const table = readCsv(source.labels, tableColumns);
  const rows = gatherRows(table, (row) => nameInside(table, row));
  const images = [...rows.labels].map(([name, { positive, boxes, line, first }]) => ({
    name,
    file: join(source.images, name),
    patient: first.fields['nihpatient'] || first.fields['patientid'] || null,
    positive,
    class: first.fields['class'] ?? '',
    part: partOf(table, first),
    boxes,
    label: { file: table.file, line },
  }));
  return withImages(source.images, { ...rows, file: table.file, images });
}

function partOf(table: CsvTable, row: CsvRow): FixedPart | undefined {
  const text = (row.fields['part'] ?? '').toLowerCase();
  if (text === '') return undefined;
  return (
    parts.find((part) => part === text) ?? failRow(table, row, `its part is ${JSON.stringify(text)}; it must be one of ${parts.join(', ')}`)
  );
}

/** A path from a table, with '/'; one that leads out of the images folder is a broken row. */
function nameInside(table: CsvTable, row: CsvRow): string {
  const path = (row.fields['file'] ?? '').replaceAll('\\', '/');
  if (path === '') failRow(table, row, 'it names no file');
  const parts = path.split('/').filter((part) => part !== '.' && part !== '');
  if (/^(\/|[a-z]:)/i.test(path) || parts.length === 0 || parts.includes('..'))
    failRow(table, row, `${path} is no path inside the images folder`);
  return parts.join('/');
}
