import { extend, type HuffmanTable, shortCodeBits, wholeCodeBits } from './huffman';
import { JpegDamaged } from './jpeg-errors';

/** Reads the entropy-coded data of one scan bit by bit, most significant first (ISO/IEC 10918-1 F.2.2). */
export class BitReader {
  /** The signed number behind the last code. */
  extra = 0;
  /** In bits, within the current segment's bytes. */
  private position = 0;
  private segment = 0;
  private bytes: Uint8Array;
  private endPosition: number;

  constructor(private readonly segments: readonly EntropySegment[]) {
    const first = segments[0];
    if (first === undefined) throw new JpegDamaged('it has no image data');
    this.bytes = first.bytes;
    this.endPosition = first.length * 8;
  }

  /** Goes on behind the next restart marker. */
  restart(): void {
    this.segment += 1;
    const next = this.segments[this.segment];
    if (next === undefined) throw new JpegDamaged('its image data ends too early');
    this.bytes = next.bytes;
    this.endPosition = next.length * 8;
    this.position = 0;
  }

  /**
   * Reads a Huffman code and the extra bits it announces: as many as the low four bits of its symbol say, left in `extra` as a signed
   * number (EXTEND, figure F.12). A size of 16 has no extra bits (lossless process, H.1.2.2). Returns the symbol.
   */
  next(table: HuffmanTable): number {
    const window = this.window();
    const whole = table.whole[window >>> (32 - wholeCodeBits)] as number;
    if (whole !== 0) {
      this.skip(whole & 255);
      this.extra = whole >> 16;
      return (whole >> 8) & 255;
    }
    const entry = table.short[window >>> (32 - shortCodeBits)] as number;
    if (entry === 0) return this.nextLong(table, window);
    const length = entry >>> 8;
    const size = entry & 15;
    this.skip(length + size);
    // 25 bits are at hand: 10 of the code and up to 15 behind it.
    this.extra = size === 0 ? 0 : extend((window << length) >>> (32 - size), size);
    return entry & 255;
  }

  /**
   * Reads the AC coefficients of a block (F.2.2.2) and puts each, times its quantisation, at `start` + `places`[k]. The common codes, which
   * with their number take no more than the table's bits, are read here with the reader's state in local variables: most of a picture is these.
   */
  readCoefficients(table: HuffmanTable, quantisation: Uint16Array, places: Uint8Array, target: Int32Array, start: number): void {
    const { whole } = table;
    const { bytes, endPosition } = this;
    let position = this.position;
    for (let k = 1; k < 64; k += 1) {
      const at = position >>> 3;
      const word = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
      const entry = whole[(word >>> (24 - wholeCodeBits - (position & 7))) & ((1 << wholeCodeBits) - 1)] as number;
      let symbol = (entry >> 8) & 255;
      let value = entry >> 16;
      if (entry !== 0) {
        position += entry & 255;
        if (position > endPosition) throw new JpegDamaged('its image data ends too early');
      } else {
        this.position = position;
        symbol = this.next(table);
        value = this.extra;
        position = this.position;
      }
      if ((symbol & 15) === 0) {
        if (symbol < 0xf0) break;
        k += 15;
        continue;
      }
      k += symbol >> 4;
      if (k > 63) throw new JpegDamaged('a block holds more than 64 coefficients');
      target[start + (places[k] as number)] = Math.imul(value, quantisation[k] as number);
    }
    this.position = position;
  }

  private nextLong(table: HuffmanTable, window: number): number {
    for (let length = shortCodeBits + 1; length <= 16; length += 1) {
      const code = window >>> (32 - length);
      if (code > (table.largestCode[length] as number)) continue;
      const symbol = table.symbols[code + (table.symbolOffset[length] as number)] ?? 0;
      const size = symbol & 15;
      this.skip(length);
      this.extra = size === 0 ? 0 : extend(this.window() >>> (32 - size), size);
      this.skip(size);
      return symbol;
    }
    throw new JpegDamaged('its image data holds an unknown code');
  }

  /** At least 25 bits from the current position on, in the upper end of 32. */
  private window(): number {
    const bytes = this.bytes;
    const at = this.position >>> 3;
    const word =
      ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    return (word << (this.position & 7)) >>> 0;
  }

  private skip(bits: number): void {
    this.position += bits;
    if (this.position > this.endPosition) throw new JpegDamaged('its image data ends too early');
  }
}

/** The bytes between two markers with their stuffing removed, followed by a few zero bytes. */
export interface EntropySegment {
  readonly bytes: Uint8Array;
  /** Bytes of data, without the zeros behind them. */
  readonly length: number;
}

const zerosBehind = 8;

/** Cuts the entropy-coded data at its restart markers (B.1.1.5); any other marker, or the end of the bytes, ends it. */
export function entropySegments(bytes: Uint8Array, offset: number): EntropySegment[] {
  const segments: EntropySegment[] = [];
  let start = offset;
  let position = offset;
  for (;;) {
    const marker = bytes.indexOf(0xff, position);
    let next = marker + 1;
    while (marker !== -1 && bytes[next] === 0xff) next += 1;
    const code = marker === -1 ? undefined : bytes[next];
    position = next + 1;
    if (code === 0) continue;
    segments.push(withoutStuffing(bytes.subarray(start, marker === -1 ? bytes.length : marker)));
    if (code === undefined || code < 0xd0 || code > 0xd7) return segments;
    start = position;
  }
}

/** Removes the zero byte that is stuffed behind each 0xFF of the data. */
function withoutStuffing(stuffed: Uint8Array): EntropySegment {
  const bytes = new Uint8Array(stuffed.length + zerosBehind);
  let length = 0;
  let position = 0;
  while (position < stuffed.length) {
    const found = stuffed.indexOf(0, position + 1);
    const isStuffing = found > 0 && stuffed[found - 1] === 0xff;
    const end = found === -1 ? stuffed.length : isStuffing ? found : found + 1;
    bytes.set(stuffed.subarray(position, end), length);
    length += end - position;
    position = isStuffing ? found + 1 : end;
  }
  return { bytes, length };
}
