import type { StudyRow } from '../../shared/study';
import type { ListColumn, StudySort } from '../../shared/worklist';
import { formatMoment, formatSexAndAge } from '../format';

/** How a column of the study list looks as a table: its width, what sorts by it, and what it says of a study. */
export interface ColumnFace {
  /** A CSS grid track. */
  readonly track: string;
  readonly sort: StudySort | null;
  readonly number: boolean;
  /** '' where there is nothing to say; picture and result are drawn, and have no text here. */
  readonly text: (row: StudyRow) => string;
}

const nothing = (): string => '';
const face = (track: string, text: ColumnFace['text'], sort: StudySort | null = null, number = false): ColumnFace => ({
  track,
  sort,
  number,
  text,
});

export const columnFaces: Readonly<Record<ListColumn, ColumnFace>> = {
  thumbnail: face('48px', nothing),
  'sex-age': face('minmax(52px, 0.4fr)', (row) => formatSexAndAge(row.patientSex, row.patientAgeYears)),
  'patient-id': face('minmax(96px, 1fr)', (row) => row.patientId, 'patient-id'),
  description: face('minmax(110px, 1.4fr)', (row) => row.studyDescription),
  accession: face('minmax(84px, 0.8fr)', (row) => row.accessionNumber),
  modality: face('minmax(70px, 0.4fr)', (row) => row.modality),
  view: face('minmax(52px, 0.4fr)', (row) => row.viewPosition),
  images: face('62px', (row) => String(row.imageCount), null, true),
  result: face('minmax(150px, 1fr)', nothing, 'probability'),
  spread: face('66px', (row) => (row.spread === null ? '' : row.spread.toFixed(2)), null, true),
  model: face('minmax(84px, 0.7fr)', (row) => row.modelId ?? ''),
  'study-date': face('96px', (row) => row.studyDate ?? '', 'study-date'),
  imported: face('132px', (row) => formatMoment(row.importedAtMs), 'imported'),
  reader: face('minmax(150px, 0.9fr)', readingOf),
};

/** Who set the status, and when. */
function readingOf({ statusReader, statusAtMs }: StudyRow): string {
  return statusAtMs === null ? '' : [formatMoment(statusAtMs), statusReader].filter(Boolean).join(' ');
}

/** The columns that the narrow list joins in its second line; the others have their own places there. */
const joined: readonly ListColumn[] = [
  'patient-id',
  'description',
  'accession',
  'modality',
  'view',
  'spread',
  'model',
  'imported',
  'reader',
];

/** What the second line of the narrow list says: each part of its own writing direction. A study without a description says its modality. */
export function secondLine(row: StudyRow, columns: readonly ListColumn[]): readonly string[] {
  const name = row.patientName;
  return joined
    .filter((column) => columns.includes(column))
    .map((column) => {
      // Without a name the ID stands in its place, and archives have files whose name is the ID.
      if (column === 'patient-id' && (name === '' || row.patientId === name)) return '';
      if (column === 'description' && row.studyDescription === '' && !columns.includes('modality')) return row.modality;
      const text = columnFaces[column].text(row);
      return column === 'spread' && text !== '' ? `spread ${text}` : text;
    })
    .filter((part) => part !== '');
}
