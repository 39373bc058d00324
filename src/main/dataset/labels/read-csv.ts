import { CsvError, parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { fail } from '../../../shared/failure';
import { decodeText } from './decode-text';

/** A row's fields by column name in small letters. */
export interface CsvRow {
  /** Counted from 1, the header's being the first. */
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
  /** False where the row has more or fewer fields than the header. */
  readonly complete: boolean;
}

export interface CsvTable {
  readonly file: string;
  /** In small letters. */
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/**
 * Reads a table with a header line (RFC 4180), parted by commas, semicolons or tabs.
 * @throws ExpectedFailure not-found; labels-unusable (no text, no rows, a quote that is never closed, a column missing or there twice)
 */
export function readCsv(file: string, needed: readonly string[]): CsvTable {
  const [header, ...lines] = parseLines(decodeText(readBytes(file), file), file);
  const columns = header?.fields.map((name) => name.toLowerCase()) ?? [];
  for (const name of needed) {
    const found = columns.filter((column) => column === name.toLowerCase()).length;
    if (found === 1) continue;
    const why = found === 0 ? `has no column ${name}` : `has the column ${name} ${found} times`;
    fail('labels-unusable', `${file}, line 1, ${why}; the columns needed are ${needed.join(', ')}.`, file);
  }
  if (lines.length === 0) fail('labels-unusable', `${file} has a header and no rows.`, file);
  const rows = lines.map(({ line, fields }) => ({
    line,
    fields: Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? ''])),
    complete: fields.length === columns.length,
  }));
  return { file, columns, rows };
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) return fail('not-found', `${file} does not exist.`, file);
    return fail(
      'labels-unusable',
      `${file} cannot be read: ${error instanceof Error ? error.message : 'the disk reports an error'}.`,
      file,
    );
  }
}

interface CsvLine {
  readonly line: number;
  readonly fields: readonly string[];
}

function parseLines(text: string, file: string): readonly CsvLine[] {
  try {
    const options = { delimiter: delimiterOf(text), info: true, relaxColumnCount: true, skipEmptyLines: true, trim: true } as const;
    const parsed = parse(text, options) as unknown as readonly { readonly record: string[]; readonly info: { readonly lines: number } }[];
    return parsed.map(({ record, info }) => ({ line: info.lines, fields: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fail('labels-unusable', `${file} is no sound CSV: ${error.message}.`, file);
  }
}

/** Whichever parts the header line most often. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
