import { createReadStream, createWriteStream, mkdirSync, symlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { SetupFailure } from './failure.mjs';

// Layout: PKWARE APPNOTE.TXT 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end of central directory).
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT_BYTES = 65535;
const ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const NEEDS_ZIP64 = 0xffffffff;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/**
 * Unpacks chosen entries of a zip archive (wheels and Electron's releases are zip archives) without the unzip program.
 * @param {string} file
 * @param {string} folder
 * @param {(name: string) => string | undefined} destination where an entry goes inside the folder; undefined leaves it out
 * @param {(doneBytes: number, totalBytes: number) => void} onProgress counts unpacked bytes
 * @throws {SetupFailure} if the file is no zip archive, or none of its entries was chosen
 */
export async function extractZip(file, folder, destination, onProgress = () => {}) {
  const handle = await open(file);
  try {
    const chosen = [];
    for (const entry of await readDirectory(handle, file)) {
      const target = entry.name.endsWith('/') ? undefined : destination(entry.name);
      if (target !== undefined) chosen.push({ ...entry, target: join(folder, safePath(target, file)) });
    }
    if (chosen.length === 0) throw new SetupFailure(`${file} holds none of the expected files.`);
    const totalBytes = chosen.reduce((sum, entry) => sum + entry.bytes, 0);
    let doneBytes = 0;
    for (const entry of chosen) {
      await extractEntry(handle, file, entry, (bytes) => onProgress((doneBytes += bytes), totalBytes));
    }
  } finally {
    await handle.close();
  }
}

async function readDirectory(handle, file) {
  const { size } = await handle.stat();
  const tail = await readAt(
    handle,
    Math.max(0, size - END_BYTES - LONGEST_COMMENT_BYTES),
    Math.min(size, END_BYTES + LONGEST_COMMENT_BYTES),
  );
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end--;
  if (end < 0) throw new SetupFailure(`${file} is not a zip archive.`);
  const [directoryBytes, directoryStart] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (directoryStart === NEEDS_ZIP64) throw new SetupFailure(`${file} is a zip64 archive, which set-up does not read.`);
  return parseDirectory(await readAt(handle, directoryStart, directoryBytes));
}

function parseDirectory(directory) {
  const entries = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length;) {
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      headerStart: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes),
    });
    at += ENTRY_BYTES + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function extractEntry(handle, file, entry, onBytes) {
  const header = await readAt(handle, entry.headerStart, LOCAL_HEADER_BYTES);
  const start = entry.headerStart + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  mkdirSync(dirname(entry.target), { recursive: true });
  if ((entry.mode & FILE_TYPE) === SYMBOLIC_LINK) {
    const packed = await readAt(handle, start, entry.packedBytes);
    symlinkSync((entry.method === 0 ? packed : inflateRawSync(packed)).toString('utf8'), entry.target);
    return;
  }
  const output = createWriteStream(entry.target, { mode: entry.mode & 0o777 || 0o644 });
  if (entry.bytes === 0) return void (await pipeline([], output));
  const count = async function* (source) {
    for await (const chunk of source) {
      onBytes(chunk.length);
      yield chunk;
    }
  };
  const input = createReadStream(file, { start, end: start + entry.packedBytes - 1, highWaterMark: 1 << 20 });
  await (entry.method === 0 ? pipeline(input, count, output) : pipeline(input, createInflateRaw({ chunkSize: 1 << 18 }), count, output));
}

async function readAt(handle, position, length) {
  const buffer = Buffer.alloc(length);
  await handle.read(buffer, 0, length, position);
  return buffer;
}

function safePath(path, file) {
  const normal = normalize(path);
  if (normal.startsWith('..') || normal.startsWith(sep)) throw new SetupFailure(`${file} names a file outside its folder: ${path}`);
  return normal;
}
