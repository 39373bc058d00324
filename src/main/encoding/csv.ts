/** A cell of a table; null is empty. */
export type CsvCell = string | number | boolean | null;

/** Told by spreadsheets to be a formula (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r]/;

/** The mark by which spreadsheets know that a file is UTF-8. */
export const byteOrderMark = '\uFEFF';

/**
 * One line of a table (RFC 4180): cells with commas, quotes or line breaks are quoted, and the line ends with CR LF. Text that a spreadsheet
 * would take for a formula gets an apostrophe in front, which spreadsheets take as 'this is text'.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const harmless = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
