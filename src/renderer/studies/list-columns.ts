import type { StudyRow } from '../../shared/study';
import type { ListColumn, StudySort } from '../../shared/worklist';
import { formatDay, formatFixed, formatMoment, formatSexAndAge } from '../format';
import { t } from '../words.svelte';

/** How a column of the study list looks as a table: its width, what sorts by it, and what it says of a study. */
export interface ColumnFace {
  readonly leastPixels: number;
  /** Its part of the room that is left; 0 for a column that keeps its width. */
  readonly share: number;
  readonly sort: StudySort | null;
  readonly number: boolean;
  /** '' where there is nothing to say; picture and result are drawn, and have no text here. */
  readonly text: (row: StudyRow) => string;
}

const nothing = (): string => '';

function face(leastPixels: number, share: number, text: ColumnFace['text'], sort: StudySort | null = null, number = false): ColumnFace {
  return { leastPixels, share, text, sort, number };
}

export const columnFaces: Readonly<Record<ListColumn, ColumnFace>> = {
  thumbnail: face(48, 0, nothing),
  'sex-age': face(86, 0.3, (row) => formatSexAndAge(row.patientSex, row.patientAgeYears)),
  'patient-id': face(84, 1, (row) => row.patientId, 'patient-id'),
  description: face(96, 1.4, (row) => row.studyDescription),
  accession: face(84, 0.8, (row) => row.accessionNumber),
  modality: face(64, 0.4, (row) => row.modality),
  view: face(52, 0.4, (row) => row.viewPosition),
  images: face(62, 0, (row) => String(row.imageCount), null, true),
  // The longest result with its disagreement, in German.
  result: face(214, 1, nothing, 'probability'),
  spread: face(66, 0, (row) => (row.spread === null ? '' : formatFixed(row.spread, 2)), null, true),
  model: face(84, 0.7, (row) => row.modelId ?? ''),
  'study-date': face(96, 0, ({ studyDate }) => (studyDate === null ? '' : formatDay(studyDate)), 'study-date'),
  imported: face(132, 0, (row) => formatMoment(row.importedAtMs), 'imported'),
  reader: face(150, 0.9, readingOf),
};

export const nameFace: Pick<ColumnFace, 'leastPixels' | 'share'> = { leastPixels: 130, share: 1.6 };
const markPixels = 22;
export const columnGapPixels = 12;

/** The grid tracks of a table with these columns, and what width they need at least. */
export function tableTracks(columns: readonly ListColumn[]): { readonly tracks: string; readonly leastPixels: number } {
  const faces = [nameFace, ...columns.map((column) => columnFaces[column])];
  const tracks = faces.map(({ leastPixels, share }) => (share === 0 ? `${leastPixels}px` : `minmax(${leastPixels}px, ${share}fr)`));
  const leastPixels = faces.reduce((sum, one) => sum + one.leastPixels + columnGapPixels, markPixels);
  return { tracks: [`${markPixels}px`, ...tracks].join(' '), leastPixels };
}

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
      return column === 'spread' && text !== '' ? t('studies:spread', { spread: text }) : text;
    })
    .filter((part) => part !== '');
}
