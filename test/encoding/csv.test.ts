import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvLine } from '../../src/main/encoding/csv';

test('cells with commas, quotes and line breaks are quoted as RFC 4180 has it, and come back as they were', () => {
  const cells = ['plain', 'Doe, Jane', 'say "ah"', 'two\nlines', 'Ülkü 山田', '', null, 0.25, true];
  const line = csvLine(cells);
  expect(line).toBe('plain,"Doe, Jane","say ""ah""","two\nlines",Ülkü 山田,,,0.25,true\r\n');
  expect(parse(line)).toEqual([['plain', 'Doe, Jane', 'say "ah"', 'two\nlines', 'Ülkü 山田', '', '', '0.25', 'true']]);
});

test('text that a spreadsheet would take for a formula is text', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("x","y")'];
  expect(formulas.map((cell) => csvLine([cell]).trimEnd())).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@SUM(A1)",
    "'\t=1",
    '"\'\r=1"',
    '"\'=HYPERLINK(""x"",""y"")"',
  ]);
  expect(csvLine([-1])).toBe('-1\r\n');
});
