import { JpegDamaged, JpegUnsupported } from './jpeg-errors';
import { huffmanTable, type HuffmanTable } from './huffman';

/** What the marker segments before the first scan say (ISO/IEC 10918-1 Annex B), for a picture of one component. */
export interface JpegHeader {
  readonly process: 'sequential' | 'lossless';
  /** Bits a sample: 8 or 12 for the DCT processes, 2 to 16 for the lossless one. */
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  /** Quantisation steps in zigzag order; empty for the lossless process, which has none. */
  readonly quantisation: Uint16Array;
  /** The table for DC differences; the lossless process codes its prediction errors with it. */
  readonly dcTable: HuffmanTable;
  /** Null for the lossless process. */
  readonly acTable: HuffmanTable | null;
  /** Coded units (blocks or samples) between restart markers; 0 for none. */
  readonly restartInterval: number;
  /** Predictor 1 to 7 of the lossless process (Annex H, table H.1). */
  readonly predictor: number;
  /** Low bits left out by the encoder (Al of the scan header). */
  readonly pointTransform: number;
  /** Where the entropy-coded data begins. */
  readonly scanOffset: number;
}

interface Frame {
  readonly process: 'sequential' | 'lossless';
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly quantisationIndex: number;
}

interface Tables {
  readonly quantisation: (Uint16Array | undefined)[];
  readonly dc: (HuffmanTable | undefined)[];
  readonly ac: (HuffmanTable | undefined)[];
  restartInterval: number;
}

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const quantisationTables = 0xdb;
const restartIntervalMarker = 0xdd;
const huffmanTables = 0xc4;

/**
 * Reads the marker segments of a single-component JPEG up to its first scan.
 *
 * @throws JpegDamaged where segments contradict each other or the stream ends; JpegUnsupported for other processes
 * (progressive, arithmetic, hierarchical) and for more than one component.
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) throw new JpegDamaged('it does not begin with a start-of-image marker');
  const tables: Tables = { quantisation: [], dc: [], ac: [], restartInterval: 0 };
  let frame: Frame | null = null;
  let position = 2;
  for (;;) {
    const marker = nextMarker(bytes, position);
    if (marker.code === endOfImage) throw new JpegDamaged('it ends before its first scan');
    const length = word(bytes, marker.end);
    const body = marker.end + 2;
    const end = marker.end + length;
    if (length < 2 || end > bytes.length) throw new JpegDamaged('a marker segment reaches past the end');
    if (marker.code === startOfScan) return scanHeader(bytes, body, end, frame, tables);
    if (marker.code === quantisationTables) readQuantisation(bytes, body, end, tables);
    else if (marker.code === huffmanTables) readHuffman(bytes, body, end, tables);
    else if (marker.code === restartIntervalMarker) tables.restartInterval = word(bytes, body);
    else if (marker.code >= 0xc0 && marker.code <= 0xcf && marker.code !== 0xc8) frame = readFrame(bytes, marker.code, body, end);
    position = end;
  }
}

function word(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

function nextMarker(bytes: Uint8Array, from: number): { code: number; end: number } {
  let position = from;
  while (position < bytes.length && bytes[position] !== 0xff) position += 1;
  while (position < bytes.length && bytes[position] === 0xff) position += 1;
  const code = bytes[position];
  if (code === undefined) throw new JpegDamaged('it ends inside its header');
  return { code, end: position + 1 };
}

/** B.2.2 */
function readFrame(bytes: Uint8Array, code: number, body: number, end: number): Frame {
  if (code !== 0xc0 && code !== 0xc1 && code !== 0xc3)
    throw new JpegUnsupported('its coding process is none of baseline, extended sequential and lossless');
  if (end - body < 9) throw new JpegDamaged('its frame header is too short');
  const components = bytes[body + 5];
  if (components !== 1) throw new JpegUnsupported(`it has ${components} components instead of one`);
  const process = code === 0xc3 ? 'lossless' : 'sequential';
  const precision = bytes[body] ?? 0;
  const known = process === 'lossless' ? precision >= 2 && precision <= 16 : precision === 8 || precision === 12;
  if (!known) throw new JpegUnsupported(`its samples have ${precision} bits`);
  return { process, precision, rows: word(bytes, body + 1), columns: word(bytes, body + 3), quantisationIndex: bytes[body + 8] ?? 0 };
}

/** B.2.4.1 */
function readQuantisation(bytes: Uint8Array, body: number, end: number, tables: Tables): void {
  let position = body;
  while (position < end) {
    const head = bytes[position] ?? 0;
    const wide = head >> 4 !== 0;
    position += 1;
    if (position + (wide ? 128 : 64) > end) throw new JpegDamaged('a quantisation table is too short');
    const steps = new Uint16Array(64);
    for (let index = 0; index < 64; index += 1) steps[index] = wide ? word(bytes, position + 2 * index) : (bytes[position + index] ?? 0);
    tables.quantisation[head & 15] = steps;
    position += wide ? 128 : 64;
  }
}

/** B.2.4.2 */
function readHuffman(bytes: Uint8Array, body: number, end: number, tables: Tables): void {
  let position = body;
  while (position + 17 <= end) {
    const head = bytes[position] ?? 0;
    const counts = bytes.subarray(position + 1, position + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    position += 17;
    if (position + total > end) throw new JpegDamaged('a Huffman table is too short');
    const table = huffmanTable(counts, bytes.subarray(position, position + total));
    (head >> 4 === 0 ? tables.dc : tables.ac)[head & 15] = table;
    position += total;
  }
}

/** B.2.3 */
function scanHeader(bytes: Uint8Array, body: number, end: number, frame: Frame | null, tables: Tables): JpegHeader {
  if (frame === null) throw new JpegDamaged('its scan comes before its frame header');
  if (bytes[body] !== 1 || end - body < 6) throw new JpegDamaged('its scan header does not fit one component');
  const selectors = bytes[body + 2] ?? 0;
  const dcTable = tables.dc[selectors >> 4];
  const acTable = tables.ac[selectors & 15] ?? null;
  const quantisation = tables.quantisation[frame.quantisationIndex];
  const lossless = frame.process === 'lossless';
  if (dcTable === undefined || (!lossless && acTable === null)) throw new JpegDamaged('a Huffman table is missing');
  if (!lossless && quantisation === undefined) throw new JpegDamaged('its quantisation table is missing');
  return {
    process: frame.process,
    precision: frame.precision,
    rows: frame.rows,
    columns: frame.columns,
    quantisation: quantisation ?? new Uint16Array(0),
    dcTable,
    acTable,
    restartInterval: tables.restartInterval,
    predictor: bytes[body + 3] ?? 0,
    pointTransform: (bytes[body + 5] ?? 0) & 15,
    scanOffset: end,
  };
}
