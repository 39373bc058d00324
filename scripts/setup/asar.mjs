/**
 * Packs a few text files into Electron's archive format: a Pickle with the size of the next Pickle, that Pickle with the JSON header,
 * then the bodies (electron/asar, README "Format").
 * @param {Record<string, string>} files text by name, all at the top level
 * @returns {Buffer}
 */
export function packAsar(files) {
  const bodies = Object.values(files).map((text) => Buffer.from(text));
  let offset = 0;
  const entries = Object.keys(files).map((name, index) => {
    const entry = [name, { size: bodies[index].length, offset: String(offset) }];
    offset += bodies[index].length;
    return entry;
  });
  const json = Buffer.from(JSON.stringify({ files: Object.fromEntries(entries) }));
  const paddedBytes = Math.ceil(json.length / 4) * 4;
  const header = Buffer.alloc(16 + paddedBytes);
  header.writeUInt32LE(4, 0);
  header.writeUInt32LE(8 + paddedBytes, 4);
  header.writeUInt32LE(4 + paddedBytes, 8);
  header.writeUInt32LE(json.length, 12);
  json.copy(header, 16);
  return Buffer.concat([header, ...bodies]);
}
