import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatasetSource } from '../../../shared/dataset';
import { ExpectedFailure, type Failure } from '../../../shared/failure';
import { failRow, gatherRows, type ImageLabel } from './label-rows';
import type { LabelledImage, LabelList } from './labelled-image';
import { withImages } from './match-images';
import { type CsvRow, type CsvTable, readCsv } from './read-csv';

export const challengeColumns = ['patientId', 'x', 'y', 'width', 'height', 'Target'] as const;

/**
 * The RSNA challenge's own layout (RSNA Pneumonia Detection Challenge 2018, stage 2): images named patientId.dcm and a row a box. What the
 * challenge calls a patient is an image; where a patients.csv (patientId, nihPatient) lies beside the labels, it says whose.
 */
export function readChallenge(source: Extract<DatasetSource, { readonly kind: 'challenge' }>): LabelList {
  const table = readCsv(source.labels, challengeColumns);
  const rows = gatherRows(table, (row) => `${idOf(table, row)}.dcm`);
  const classes = source.classes === null ? null : readColumn(source.classes, 'class');
  const patientsFile = join(dirname(source.labels), 'patients.csv');
  const patients = existsSync(patientsFile) ? readColumn(patientsFile, 'nihPatient') : null;
  const problems: Failure[] = [...rows.problems, ...(classes?.problems ?? []), ...(patients?.problems ?? [])];
  const broken = new Set(rows.broken);
  const images: LabelledImage[] = [];
  for (const [name, label] of rows.labels) {
    try {
      images.push(imageOf(source.images, name, label, table, classes, patients));
    } catch (error) {
      if (!(error instanceof ExpectedFailure)) throw error;
      problems.push(error.failure);
      broken.add(name);
    }
  }
  return withImages(source.images, { file: table.file, images, problems, broken });
}

function imageOf(
  folder: string,
  name: string,
  { positive, boxes, line, first }: ImageLabel,
  table: CsvTable,
  classes: Column | null,
  patients: Column | null,
): LabelledImage {
  const id = first.fields['patientid'] ?? '';
  const patient = patients === null ? id : patients.values.get(id);
  if (patient === undefined) return failRow(table, first, `patients.csv does not say whose image ${id} is`);
  return {
    name,
    file: join(folder, name),
    patient,
    positive,
    class: classes?.values.get(id) ?? '',
    boxes,
    label: { file: table.file, line },
  };
}

function idOf(table: CsvTable, row: CsvRow): string {
  const id = row.fields['patientid'] ?? '';
  if (id === '') failRow(table, row, 'it has no patientId');
  return /[\\/]/.test(id) ? failRow(table, row, `${id} is no name of an image`) : id;
}

interface Column {
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly Failure[];
}

/** One value an image. Rows that repeat each other are usual (the challenge repeats an image's class for each box); ones that contradict are problems. */
function readColumn(file: string, column: string): Column {
  const table = readCsv(file, ['patientId', column]);
  const values = new Map<string, string>();
  const problems: Failure[] = [];
  for (const row of table.rows) {
    const id = row.fields['patientid'] ?? '';
    const value = row.fields[column.toLowerCase()] ?? '';
    const known = values.get(id);
    try {
      if (!row.complete || id === '' || value === '') failRow(table, row, `it does not name a patientId and its ${column}`);
      if (known !== undefined && known !== value) failRow(table, row, `its ${column} contradicts an earlier row`);
      values.set(id, value);
    } catch (error) {
      if (!(error instanceof ExpectedFailure)) throw error;
      problems.push(error.failure);
    }
  }
  return { values, problems };
}
