import { ExpectedFailure, fail, type Failure } from '../../../shared/failure';
import type { Rectangle } from '../../../shared/image';
import type { CsvRow, CsvTable } from './read-csv';

/** What a table's rows say of one image. */
export interface ImageLabel {
  readonly positive: boolean;
  readonly boxes: readonly Rectangle[];
  /** Of the first row. */
  readonly line: number;
  readonly first: CsvRow;
}

export interface LabelRows {
  /** By the image's name. */
  readonly labels: ReadonlyMap<string, ImageLabel>;
  readonly problems: readonly Failure[];
  /** Names of the images that are left out for a broken row. */
  readonly broken: ReadonlySet<string>;
}

/** Fails the row: its image is left out, since what was meant can't be known. */
export function failRow(table: Pick<CsvTable, 'file'>, row: Pick<CsvRow, 'line'>, why: string): never {
  return fail('labels-unusable', `${table.file}, line ${row.line}: ${why}.`, table.file);
}

/**
 * Gathers rows by image. An image with any broken row is left out whole; every broken row is a problem.
 * @param nameOf the name of a row's image; may fail the row
 */
export function gatherRows(table: CsvTable, nameOf: (row: CsvRow) => string): LabelRows {
  const labels = new Map<string, ImageLabel>();
  const problems: Failure[] = [];
  const broken = new Set<string>();
  for (const row of table.rows) {
    let name = '';
    try {
      name = nameOf(row);
      labels.set(name, withRow(table, row, labels.get(name)));
    } catch (error) {
      if (!(error instanceof ExpectedFailure)) throw error;
      problems.push(error.failure);
      broken.add(name);
    }
  }
  for (const name of broken) labels.delete(name);
  return { labels, problems, broken };
}

function withRow(table: CsvTable, row: CsvRow, known: ImageLabel | undefined): ImageLabel {
  if (!row.complete) failRow(table, row, `it does not have the header's ${table.columns.length} fields`);
  const positive = targetOf(table, row);
  const box = boxOf(table, row);
  if (box !== null && !positive) failRow(table, row, 'it has a box, though its Target is 0');
  if (known === undefined) return { positive, boxes: box === null ? [] : [box], line: row.line, first: row };
  if (known.positive !== positive) failRow(table, row, `its Target contradicts line ${known.line}`);
  if (box === null) return failRow(table, row, `it repeats line ${known.line}`);
  if (known.boxes.length === 0) failRow(table, row, `it has a box, unlike line ${known.line}`);
  if (known.boxes.some((other) => isSame(box, other))) failRow(table, row, 'its box is there twice');
  return { ...known, boxes: [...known.boxes, box] };
}

function targetOf(table: CsvTable, row: CsvRow): boolean {
  const text = row.fields['target'] ?? '';
  // Tables that went through a spreadsheet or pandas write 1 as 1.0.
  const match = /^([01])(\.0*)?$/.exec(text);
  return match === null ? failRow(table, row, `its Target is ${JSON.stringify(text)}; it must be 0 or 1`) : match[1] === '1';
}

const sides = ['x', 'y', 'width', 'height'] as const;

/** Null where all four fields are empty or the table has no boxes. */
function boxOf(table: CsvTable, row: CsvRow): Rectangle | null {
  const texts = sides.map((side) => row.fields[side] ?? '');
  if (texts.every((text) => text === '')) return null;
  const [x = NaN, y = NaN, width = NaN, height = NaN] = texts.map((text, index) => numberOf(table, row, sides[index] ?? 'x', text));
  if (x < 0 || y < 0) failRow(table, row, 'its box begins outside the image');
  if (width <= 0 || height <= 0) failRow(table, row, 'its box has no area');
  return { x, y, width, height };
}

function numberOf(table: CsvTable, row: CsvRow, side: string, text: string): number {
  const number = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : failRow(table, row, `its ${side} is ${JSON.stringify(text)}, which is no number`);
}

function isSame(one: Rectangle, other: Rectangle): boolean {
  return sides.every((side) => one[side] === other[side]);
}
