import { JpegDamaged } from './jpeg-errors';

/** Codes up to this length are found by one table look-up; longer ones are rare by construction. */
export const shortCodeBits = 10;
/** Codes that take no more bits than this with the number behind them are found with it by one look-up. */
export const wholeCodeBits = 12;

/** A canonical Huffman code (ISO/IEC 10918-1 Annex C), laid out for decoding. */
export interface HuffmanTable {
  /** By the next 10 bits: code length << 8 | symbol, or 0 where the code is longer than 10 bits or none. */
  readonly short: Uint16Array;
  /** By the next 12 bits: signed number behind the code << 16 | symbol << 8 | bits of both, or 0 where both take more than 12 bits. */
  readonly whole: Int32Array;
  /** By code length 1 to 16: the largest code of that length, or -1 (MAXCODE, F.2.2.3). */
  readonly largestCode: Int32Array;
  /** By code length: what to add to a code to get its place in `symbols` (VALPTR - MINCODE). */
  readonly symbolOffset: Int32Array;
  readonly symbols: Uint8Array;
}

const builtTables = new Map<string, HuffmanTable>();
const mostTablesKept = 16;

/** As buildHuffmanTable; the tables of the last few codes are kept, since a device's pictures mostly have the same ones. */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const key = Buffer.concat([counts, symbols]).toString('latin1');
  const known = builtTables.get(key);
  if (known !== undefined) return known;
  const table = buildHuffmanTable(counts, symbols);
  if (builtTables.size >= mostTablesKept) builtTables.clear();
  builtTables.set(key, table);
  return table;
}

/**
 * Builds the decoding tables of a Huffman code from the number of codes of each length 1 to 16 and their symbols in order.
 *
 * @throws JpegDamaged if the lengths do not describe a prefix code.
 */
function buildHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const short = new Uint16Array(1 << shortCodeBits);
  const largestCode = new Int32Array(17).fill(-1);
  const symbolOffset = new Int32Array(17);
  let code = 0;
  let place = 0;
  for (let length = 1; length <= 16; length += 1) {
    const count = counts[length - 1] ?? 0;
    if (code + count > 1 << length) throw new JpegDamaged('a Huffman table is not a prefix code');
    symbolOffset[length] = place - code;
    for (let index = 0; index < count; index += 1) {
      if (length <= shortCodeBits) {
        const first = code << (shortCodeBits - length);
        short.fill((length << 8) | (symbols[place] ?? 0), first, first + (1 << (shortCodeBits - length)));
      }
      code += 1;
      place += 1;
    }
    if (count > 0) largestCode[length] = code - 1;
    code <<= 1;
  }
  return { short, whole: wholeEntries(short), largestCode, symbolOffset, symbols: symbols.slice() };
}

function wholeEntries(short: Uint16Array): Int32Array {
  const whole = new Int32Array(1 << wholeCodeBits);
  for (let bits = 0; bits < whole.length; bits += 1) {
    const entry = short[bits >> (wholeCodeBits - shortCodeBits)] as number;
    const size = entry & 15;
    const length = (entry >>> 8) + size;
    if (entry === 0 || length > wholeCodeBits) continue;
    const extra = size === 0 ? 0 : extend((bits >> (wholeCodeBits - length)) & ((1 << size) - 1), size);
    whole[bits] = (extra << 16) | ((entry & 255) << 8) | length;
  }
  return whole;
}

/** EXTEND (figure F.12): the signed number that `size` extra bits stand for. */
export function extend(value: number, size: number): number {
  return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
}
