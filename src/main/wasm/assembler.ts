/**
 * As much of a WebAssembly assembler as a loop over vectors of four 32-bit numbers needs (WebAssembly core specification 2.0, chapter 5 and
 * the opcodes of appendix "Index of Instructions"). Values are code that pushes them.
 */
export type Code = readonly number[];

/** LEB128, for numbers from 0 to 2^31 - 1. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}

/** Signed LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 127];
    bytes.push((rest & 127) | 128);
  }
}

const vector = (opcode: number, ...operands: readonly Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(opcode)];

export const integer = (value: number): Code => [0x41, ...signed(value)];
export const addIntegers = (one: Code, other: Code): Code => [...one, ...other, 0x6a];
export const add = (one: Code, other: Code): Code => vector(0xae, one, other);
export const subtract = (one: Code, other: Code): Code => vector(0xb1, one, other);
export const multiplyVectors = (one: Code, other: Code): Code => vector(0xb5, one, other);
export const multiply = (one: Code, factor: number): Code => vector(0xb5, one, splat(factor));
export const shiftLeft = (one: Code, bits: number): Code => vector(0xab, one, integer(bits));
/** Keeps the sign. */
export const shiftRight = (one: Code, bits: number): Code => vector(0xac, one, integer(bits));
export const atLeast = (one: Code, least: number): Code => vector(0xb8, one, splat(least));
export const atMost = (one: Code, most: number): Code => vector(0xb6, one, splat(most));
/** The same number, that of a 32-bit integer, in all four lanes. */
export const splatOf = (value: Code): Code => vector(0x11, value);
/** The lower or upper eight bytes as 16-bit numbers. */
export const extendLow = (bytes: Code): Code => vector(0x89, bytes);
export const extendHigh = (bytes: Code): Code => vector(0x8a, bytes);
/** The lower or upper four of eight unsigned 16-bit numbers as 32-bit ones. */
export const wordsToLow = (words: Code): Code => vector(0xa9, words);
export const wordsToHigh = (words: Code): Code => vector(0xaa, words);
export const addWords = (one: Code, other: Code): Code => vector(0x8e, one, other);
export const splat = (value: number): Code => vector(0x11, integer(value));
/** Eight 16-bit numbers out of two vectors, saturated. */
export const narrowToWords = (low: Code, high: Code): Code => vector(0x85, low, high);
/** Sixteen bytes 0 to 255 out of two vectors of 16-bit numbers, saturated. */
export const narrowToBytes = (low: Code, high: Code): Code => vector(0x66, low, high);
/** Four of the eight 32-bit lanes of two vectors. */
export const shuffle = (one: Code, other: Code, lanes: readonly [number, number, number, number]): Code => [
  ...vector(0x0d, one, other),
  ...lanes.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]),
];
export const load = (address: Code, offset: number): Code => [...vector(0x00, address), 4, ...unsigned(offset)];
export const store = (address: Code, offset: number, value: Code): Code => [...vector(0x0b, address, value), 4, ...unsigned(offset)];
/** Stores the lower eight bytes. */
export const storeHalf = (address: Code, value: Code): Code => [...vector(0x5b, address, value), 0, 0, 0];

/** A function of 32-bit integers without a result: its parameters, then locals as they are named. */
export class FunctionBody {
  private readonly statements: Code[] = [];
  private readonly locals: number[] = [];

  constructor(private readonly parameters: number) {}

  parameter(index: number): Code {
    return [0x20, ...unsigned(index)];
  }

  /** Computes a vector once; the answer pushes it. */
  vector(value: Code): Code {
    return this.local(0x7b, value);
  }

  integer(value: Code): Code {
    return this.local(0x7f, value);
  }

  do(statement: Code): void {
    this.statements.push(statement);
  }

  addTo(parameter: number, value: Code): void {
    this.do([...addIntegers(this.parameter(parameter), value), 0x21, ...unsigned(parameter)]);
  }

  private local(type: number, value: Code): Code {
    const index = this.parameters + this.locals.length;
    this.locals.push(type);
    this.do([...value, 0x21, ...unsigned(index)]);
    return [0x20, ...unsigned(index)];
  }

  /** The module whose export 'run' repeats this body until the parameter `counter`, which the body changes, is 0. Memory is imported as env.memory. */
  toModule(counter: number): Uint8Array<ArrayBuffer> {
    const loop = [0x03, 0x40, ...this.statements.flat(), ...this.parameter(counter), 0x0d, 0, 0x0b, 0x0b];
    const body = [...unsigned(this.locals.length), ...this.locals.flatMap((type) => [1, type]), ...loop];
    return Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, [1, 0x60, ...unsigned(this.parameters), ...new Array<number>(this.parameters).fill(0x7f), 0]),
      ...section(2, [1, ...name('env'), ...name('memory'), 0x02, 0, 1]),
      ...section(3, [1, 0]),
      ...section(7, [1, ...name('run'), 0, 0]),
      ...section(10, [1, ...unsigned(body.length), ...body]),
    ]);
  }
}

const name = (text: string): number[] => [text.length, ...Buffer.from(text, 'latin1')];
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
