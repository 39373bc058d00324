import type { DatasetSource } from '../../../shared/dataset';
import { fail } from '../../../shared/failure';
import { challengeColumns, readChallenge } from './challenge';
import { readFolders } from './folders';
import type { LabelList } from './labelled-image';
import { readCsv } from './read-csv';
import { readTable, tableColumns } from './table';

/** Where the labels lie in files; the reader's own verdicts come out of the case history. */
export type FileSource = Exclude<DatasetSource, { readonly kind: 'labelled-cases' }>;

/**
 * Reads what a source says of its images. A broken row, a label without its image and an image without a label are problems in the list;
 * what makes the whole source unusable is thrown.
 * @throws ExpectedFailure not-found, unreadable, labels-unusable
 */
export function readLabels(source: FileSource): LabelList {
  if (source.kind === 'challenge') return readChallenge(source);
  return source.kind === 'table' ? readTable(source) : readFolders(source);
}

/** Which layout a file of labels has, by its columns. Throws not-found, labels-unusable. */
export function recogniseLabels(file: string): 'challenge' | 'table' {
  const { columns } = readCsv(file, ['Target']);
  const has = (needed: readonly string[]): boolean => needed.every((name) => columns.includes(name.toLowerCase()));
  if (has(tableColumns)) return 'table';
  if (has(challengeColumns)) return 'challenge';
  return fail(
    'labels-unusable',
    `${file}, line 1: the columns fit no layout; they must be ${tableColumns.join(', ')} or ${challengeColumns.join(', ')}.`,
    file,
  );
}
