import { existsSync, lstatSync, mkdtempSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { extractZip } from '../../scripts/setup/zip.mjs';

interface Entry {
  readonly name: string;
  readonly content: Buffer;
  readonly mode?: number;
  readonly stored?: boolean;
}

/** Writes a zip archive by the letter of APPNOTE.TXT, so that the reader is not tested against itself. */
function writeZip(file: string, entries: readonly Entry[]): void {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode = 0o100644, stored = false } of entries) {
    const packed = stored ? content : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  writeFileSync(file, Buffer.concat([...bodies, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]));
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'pneumoscope-zip-'));

test('the chosen files come out, with their modes, links and places', async () => {
  const folder = newFolder();
  const archive = join(folder, 'a.zip');
  const text = Buffer.from('library '.repeat(100_000));
  writeZip(archive, [
    { name: 'wheel/', content: Buffer.alloc(0), mode: 0o040755, stored: true },
    { name: 'wheel/lib/program', content: text, mode: 0o100755 },
    { name: 'wheel/lib/stored.txt', content: Buffer.from('as it is'), stored: true },
    { name: 'wheel/lib/empty', content: Buffer.alloc(0), stored: true },
    { name: 'wheel/lib/link', content: Buffer.from('program'), mode: 0o120777, stored: true },
    { name: 'wheel/docs/left-out', content: text },
  ]);
  const seen: number[] = [];
  const inside = (name: string) => (name.startsWith('wheel/lib/') ? name.slice('wheel/'.length) : undefined);
  await extractZip(archive, folder, inside, (done: number, total: number) => seen.push(done / total));
  expect({
    program: readFileSync(join(folder, 'lib/program')).equals(text),
    executable: (statSync(join(folder, 'lib/program')).mode & 0o111) !== 0,
    stored: readFileSync(join(folder, 'lib/stored.txt'), 'utf8'),
    emptyBytes: statSync(join(folder, 'lib/empty')).size,
    link: lstatSync(join(folder, 'lib/link')).isSymbolicLink() && readlinkSync(join(folder, 'lib/link')),
    others: existsSync(join(folder, 'docs')) || existsSync(join(folder, 'wheel')),
    lastProgress: seen.at(-1)?.toFixed(3),
  }).toEqual({ program: true, executable: true, stored: 'as it is', emptyBytes: 0, link: 'program', others: false, lastProgress: '1.000' });
});

test('what is no archive, holds nothing wanted, or points outside is refused', async () => {
  const folder = newFolder();
  const archive = join(folder, 'a.zip');
  writeFileSync(archive, 'not an archive');
  await expect(extractZip(archive, folder, (name: string) => name)).rejects.toThrow(/is not a zip archive/);
  writeZip(archive, [{ name: '../outside', content: Buffer.from('x') }]);
  await expect(extractZip(archive, folder, () => undefined)).rejects.toThrow(/none of the expected files/);
  await expect(extractZip(archive, folder, (name: string) => name)).rejects.toThrow(/outside its folder/);
});
