import {
  add as addVectors,
  addWords,
  type Code,
  extendHigh,
  extendLow,
  FunctionBody,
  integer,
  load,
  multiplyVectors,
  store,
  splatOf,
  splat,
  wordsToHigh,
  wordsToLow,
} from '../wasm/assembler';

/** So many bytes add up to less than 2^16: no cell may reach over more inner rows. */
export const mostInnerRows = 257;

/** Sums of the rows of pixels under one row of cells, sixteen columns at a time. */
export interface AreaSums {
  /**
   * For each column firstWeight * (first row) + lastWeight * (last row) + size * (all rows between them), in integers of 32 bits.
   * @param rows whole rows of pixels, the first to the last; at most mostInnerRows between them
   */
  sum(rows: Uint8Array, firstWeight: number, lastWeight: number, size: number): Int32Array;
}

const memory = new WebAssembly.Memory({ initial: 1 });
let compiled: { readonly addRow: Run; readonly weigh: Run } | null = null;
type Run = (...integers: readonly number[]) => void;

/** One picture at a time: all share one memory. */
export function areaSums(width: number, mostRows: number): AreaSums {
  const { addRow, weigh } = (compiled ??= { addRow: instantiate(assembleAddRow()), weigh: instantiate(assembleWeigh()) });
  const groups = Math.ceil(width / 16);
  const sumsAddress = groups * 16 * 2;
  const rowsAddress = sumsAddress + groups * 16 * 4;
  // The last group of the last row may reach past it.
  const missing = Math.ceil((rowsAddress + width * mostRows + 16) / 65_536) - memory.buffer.byteLength / 65_536;
  if (missing > 0) memory.grow(missing);
  const pixels = new Uint8Array(memory.buffer, rowsAddress);
  // A picture of another width had something else here.
  new Uint8Array(memory.buffer, 0, sumsAddress).fill(0);
  const sums = new Int32Array(memory.buffer, sumsAddress, width);
  return {
    sum(rows, firstWeight, lastWeight, size) {
      pixels.set(rows);
      const last = rowsAddress + rows.length - width;
      for (let row = rowsAddress + width; row < last; row += width) addRow(groups, row, 0);
      weigh(groups, rowsAddress, last, 0, sumsAddress, firstWeight, lastWeight, size);
      return sums;
    },
  };
}

function instantiate(body: FunctionBody): Run {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(body.toModule(0)), { env: { memory } });
  return instance.exports['run'] as Run;
}

/** (groups, row, words): adds a row of bytes to the words. */
function assembleAddRow(): FunctionBody {
  const body = new FunctionBody(3);
  const [row, words] = [body.parameter(1), body.parameter(2)];
  const bytes = body.vector(load(row, 0));
  body.do(store(words, 0, addWords(load(words, 0), extendLow(bytes))));
  body.do(store(words, 16, addWords(load(words, 16), extendHigh(bytes))));
  body.addTo(1, integer(16));
  body.addTo(2, integer(32));
  body.addTo(0, integer(-1));
  return body;
}

/** (groups, first row, last row, words, sums, firstWeight, lastWeight, size): the weighted sums; the words are zeroed for the next ones. */
function assembleWeigh(): FunctionBody {
  const body = new FunctionBody(8);
  const [words, sums] = [body.parameter(3), body.parameter(4)];
  const weights = [5, 6, 7].map((parameter) => body.vector(splatOf(body.parameter(parameter)))) as [Code, Code, Code];
  const [first, last] = [body.vector(load(body.parameter(1), 0)), body.vector(load(body.parameter(2), 0))];
  for (const [half, extend] of [extendLow, extendHigh].entries()) {
    const terms = [extend(first), extend(last), load(words, 16 * half)].map((term) => body.vector(term));
    for (const [quarter, widen] of [wordsToLow, wordsToHigh].entries()) {
      const [one, two, three] = terms.map((term, index) => multiplyVectors(widen(term), weights[index] as Code)) as [Code, Code, Code];
      body.do(store(sums, 32 * half + 16 * quarter, addVectors(addVectors(one, two), three)));
    }
  }
  for (const offset of [0, 16]) body.do(store(words, offset, splat(0)));
  for (const [parameter, step] of [16, 16, 32, 64].entries()) body.addTo(parameter + 1, integer(step));
  body.addTo(0, integer(-1));
  return body;
}
