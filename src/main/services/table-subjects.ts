import { posix } from 'node:path';
import { type FileSource } from '../dataset/labels/read-labels';
import { readCsv } from '../dataset/labels/read-csv';
import { tableColumns } from '../dataset/labels/table';
import type { Subject } from '../statistics/subgroups';

/** What a table's optional columns sex, age and view say of its images, by their names; it goes before the headers. '' or null where it is silent. */
export function tableSubjects(source: FileSource): ReadonlyMap<string, Subject> {
  if (source.kind !== 'table') return new Map();
  return new Map(
    readCsv(source.labels, tableColumns).rows.map(({ fields }) => [
      posix.normalize((fields['file'] ?? '').replaceAll('\\', '/')),
      {
        sex: (fields['sex'] ?? '').toUpperCase().slice(0, 1),
        ageYears: yearsOf(fields['age'] ?? ''),
        view: (fields['view'] ?? '').toUpperCase(),
      },
    ]),
  );
}

/** '47', '47.0' or DICOM's '047Y'; null for anything else. */
function yearsOf(text: string): number | null {
  const years = /^(\d{1,3})(\.\d+)?Y?$/i.exec(text.trim())?.[1];
  return years === undefined ? null : Number(years);
}
