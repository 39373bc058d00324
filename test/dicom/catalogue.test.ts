import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decodingOutcome } from './fixtures';
import { sharedDataFolder } from './shared-data';
import { testWhere } from '../support/test-where';

/** A row of the shared catalogue: what pydicom makes of a file. */
interface CatalogueRow {
  readonly file: string;
  readonly decoded: boolean;
  readonly isGreyUpTo16Bits: boolean;
  readonly frames: number;
  readonly bigEndian: boolean;
  readonly hash: string;
}

function readCatalogue(folder: string): CatalogueRow[] {
  const [header = '', ...lines] = readFileSync(path.join(folder, 'catalogue.csv'), 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    // Only the last column, the error, holds quoted commas; it is not read here.
    const cells = cellsOf(line);
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const dtype = cell('dtype');
    return {
      file: cell('file'),
      decoded: cell('decoded') === '1',
      isGreyUpTo16Bits: cell('spp') === '1' && cell('photometric') !== 'PALETTE COLOR' && ['8', '16'].includes(cell('bits_alloc')),
      frames: Number(cell('frames')) || 1,
      bigEndian: dtype.startsWith('>'),
      hash: cell('pixel_sha256'),
    };
  });
}

function cellsOf(line: string): string[] {
  return Array.from(line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g), (match) => match[1] ?? '');
}

const shared = sharedDataFolder();
const testWithShared = testWhere(shared !== null, 'the shared data');

testWithShared('every file of the shared catalogue decodes to the pixels pydicom gives, or is refused with the reason', async () => {
  const folder = path.join(shared ?? '', 'dicom_suite');
  const rows = readCatalogue(folder);
  const different: string[] = [];
  const refused = new Map<string, number>();
  const beyondPydicom: string[] = [];
  let covered = 0;
  for (const row of rows) {
    const result = await decodingOutcome(readFileSync(path.join(folder, row.file)), row.file, row.frames, row.bigEndian);
    const isHash = /^[0-9a-f]{16}$/.test(result);
    if (!isHash) refused.set(result, (refused.get(result) ?? 0) + 1);
    if (row.decoded && row.isGreyUpTo16Bits) {
      if (result === row.hash) covered += 1;
      else different.push(`${row.file}: ${result}`);
    } else if (isHash) beyondPydicom.push(row.file);
  }
  const decodable = rows.filter((row) => row.decoded && row.isGreyUpTo16Bits).length;
  console.log(
    `catalogue: ${rows.length} files; of ${decodable} decodable grey-scale images of up to 16 bits ${covered} equal pydicom's pixels`,
  );
  console.log('refused:', Object.fromEntries(refused), 'decoded here, not by pydicom:', beyondPydicom);
  expect(different).toEqual([]);
});

testWithShared('one radiograph in every lossless transfer syntax has the same pixels', async () => {
  const folder = path.join(shared ?? '', 'dicom_suite/derived_transfer_syntaxes');
  const lossless = /deflated|explicit|implicit|lossless|rle/;
  const outcomes = new Map<string, Set<string>>();
  for (const name of readdirSync(folder)) {
    const kind = `${name.split('_')[0] ?? ''} ${lossless.test(name) ? 'lossless' : name}`;
    const outcome = await decodingOutcome(readFileSync(path.join(folder, name)), name, 1, false);
    outcomes.set(kind, (outcomes.get(kind) ?? new Set()).add(outcome));
  }
  const several = [...outcomes].filter(([, pixels]) => pixels.size > 1 || ![...pixels].every((hash) => /^[0-9a-f]{16}$/.test(hash)));
  console.log(`transfer syntaxes: ${readdirSync(folder).length} files of two radiographs, ${outcomes.size} different results`);
  expect(several).toEqual([]);
});

test('a file named by no catalogue decodes to pixels or a reason all the same', async () => {
  expect(await decodingOutcome(new Uint8Array([1, 2, 3]), 'three-bytes', 1, false)).toBe('not-an-image');
});
