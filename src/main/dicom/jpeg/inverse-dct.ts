import {
  add,
  addIntegers,
  atLeast,
  atMost,
  type Code,
  FunctionBody,
  integer,
  load,
  multiply,
  narrowToBytes,
  narrowToWords,
  shiftLeft,
  shiftRight,
  shuffle,
  splat,
  store,
  storeHalf,
  subtract,
} from '../../wasm/assembler';

/**
 * The 8x8 inverse DCT of JPEG (ISO/IEC 10918-1 A.3.3) by the fast algorithm of C. Loeffler, A. Ligtenberg and G. Moschytz, "Practical
 * fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989, in integers of 32 bits, four rows or columns at a time.
 *
 * The standard leaves an inverse DCT's last bit open, so decoders differ by one grey level in a few per cent of the pixels. The number of
 * bits kept here (9 for the constants, 4 below the point between the passes, rows before columns) was chosen so that the pixels equal
 * those that pydicom gives through its JPEG plugin; test/dicom/catalogue.test.ts holds it to that.
 */
const constantBits = 9;
const fractionBits = 4;

const fixed = (value: number): number => Math.round(value * (1 << constantBits));

// The constants of figure 1 of the paper, as sums and differences of cosines and scaled by the square root of 2.
const c0298 = fixed(0.298631336);
const c0390 = fixed(0.390180644);
const c0541 = fixed(0.5411961);
const c0765 = fixed(0.765366865);
const c0899 = fixed(0.899976223);
const c1175 = fixed(1.175875602);
const c1501 = fixed(1.50132111);
const c1847 = fixed(1.847759065);
const c1961 = fixed(1.96157056);
const c2053 = fixed(2.053119869);
const c2562 = fixed(2.562915447);
const c3072 = fixed(3.072711026);

const rowShift = constantBits;
const rowRound = 1 << (rowShift - 1);
// Both passes together scale by 8; the sum is rounded to the fraction bits first, then to whole levels. As floors nest, one shift does both.
const columnShift = constantBits + 3 + fractionBits;
const columnRound = (1 << (constantBits + 2)) + (1 << (columnShift - 1));

type Eight = readonly [Code, Code, Code, Code, Code, Code, Code, Code];

/** The eight outputs of one pass for four rows or columns at a time: `bias` is added to all of them before the shift. */
function pass(body: FunctionBody, [a0, a1, a2, a3, a4, a5, a6, a7]: Eight, bias: number, shift: number): Eight {
  const keep = (value: Code): Code => body.vector(value);
  const even = keep(multiply(add(a2, a6), c0541));
  const even2 = keep(subtract(even, multiply(a6, c1847)));
  const even3 = keep(add(even, multiply(a2, c0765)));
  const sum = keep(add(shiftLeft(add(a0, a4), constantBits), splat(bias)));
  const difference = keep(add(shiftLeft(subtract(a0, a4), constantBits), splat(bias)));
  const e0 = keep(add(sum, even3));
  const e3 = keep(subtract(sum, even3));
  const e1 = keep(add(difference, even2));
  const e2 = keep(subtract(difference, even2));

  const [a73, a51] = [keep(add(a7, a3)), keep(add(a5, a1))];
  const z5 = keep(multiply(add(a73, a51), c1175));
  const z1 = keep(multiply(add(a7, a1), -c0899));
  const z2 = keep(multiply(add(a5, a3), -c2562));
  const z3 = keep(subtract(z5, multiply(a73, c1961)));
  const z4 = keep(subtract(z5, multiply(a51, c0390)));
  const o0 = keep(add(multiply(a7, c0298), add(z1, z3)));
  const o1 = keep(add(multiply(a5, c2053), add(z2, z4)));
  const o2 = keep(add(multiply(a3, c3072), add(z2, z3)));
  const o3 = keep(add(multiply(a1, c1501), add(z1, z4)));

  const out = (value: Code): Code => keep(shiftRight(value, shift));
  return [
    out(add(e0, o3)),
    out(add(e1, o2)),
    out(add(e2, o1)),
    out(add(e3, o0)),
    out(subtract(e3, o0)),
    out(subtract(e2, o1)),
    out(subtract(e1, o2)),
    out(subtract(e0, o3)),
  ];
}

type Four = readonly [Code, Code, Code, Code];

function transposed(body: FunctionBody, [a, b, c, d]: Four): Four {
  const [ab, ab2] = [body.vector(shuffle(a, b, [0, 4, 1, 5])), body.vector(shuffle(a, b, [2, 6, 3, 7]))];
  const [cd, cd2] = [body.vector(shuffle(c, d, [0, 4, 1, 5])), body.vector(shuffle(c, d, [2, 6, 3, 7]))];
  const pair = (one: Code, other: Code, lanes: readonly [number, number, number, number]): Code => body.vector(shuffle(one, other, lanes));
  return [pair(ab, cd, [0, 1, 4, 5]), pair(ab, cd, [2, 3, 6, 7]), pair(ab2, cd2, [0, 1, 4, 5]), pair(ab2, cd2, [2, 3, 6, 7])];
}

// Parameters of the compiled loop.
const [blockAddress, blocksLeft, targetAddress, strideBytes] = [0, 1, 2, 3];
export const blockBytes = 64 * 4;

/** The loop over a row of blocks: transforms each, writes its samples and zeroes its coefficients. */
function assemble(precision: number): Uint8Array<ArrayBuffer> {
  const body = new FunctionBody(4);
  const block = body.parameter(blockAddress);
  /** Column by column: the same column of four rows is one vector. */
  const columnsOf = (firstRow: number): Eight =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((column) =>
      body.vector(shiftLeft(load(block, column * 32 + firstRow * 4), fractionBits)),
    ) as unknown as Eight;
  const upper = pass(body, columnsOf(0), rowRound, rowShift);
  const lower = pass(body, columnsOf(4), rowRound, rowShift);
  const rowsOf = (first: 0 | 4): Eight => {
    const half = (from: Eight): Four => [from[first], from[first + 1] as Code, from[first + 2] as Code, from[first + 3] as Code];
    return [...transposed(body, half(upper)), ...transposed(body, half(lower))];
  };
  const bias = columnRound + ((1 << (precision - 1)) << columnShift);
  const left = pass(body, rowsOf(0), bias, columnShift);
  const right = pass(body, rowsOf(4), bias, columnShift);
  let target = body.integer(body.parameter(targetAddress));
  left.forEach((columns, y) => {
    if (y > 0) target = body.integer(addIntegers(target, body.parameter(strideBytes)));
    writeRow(body, target, columns, right[y] as Code, precision);
  });
  for (let offset = 0; offset < blockBytes; offset += 16) body.do(store(block, offset, splat(0)));
  body.addTo(blockAddress, integer(blockBytes));
  body.addTo(targetAddress, integer(precision === 8 ? 8 : 16));
  body.addTo(blocksLeft, integer(-1));
  return body.toModule(blocksLeft);
}

/** Eight samples, clamped to what the precision holds: narrowing to bytes clamps by itself. */
function writeRow(body: FunctionBody, target: Code, left: Code, right: Code, precision: number): void {
  if (precision === 8) {
    const words = body.vector(narrowToWords(left, right));
    return body.do(storeHalf(target, narrowToBytes(words, words)));
  }
  const clamped = (value: Code): Code => atMost(atLeast(value, 0), (1 << precision) - 1);
  body.do(store(target, 0, narrowToWords(clamped(left), clamped(right))));
}

/** A place for the coefficients of a row of blocks, and what turns them into eight rows of samples. */
export interface InverseDct {
  /** 64 dequantised coefficients a block, column by column; all 0 at first and after `run`. */
  readonly coefficients: Int32Array;
  /** Transforms the row of blocks; answers its 8 x 8 * blocks samples, row-major, valid until the next call. */
  run(): Uint8Array | Uint16Array;
}

const memory = new WebAssembly.Memory({ initial: 1 });
const compiled = new Map<number, (block: number, blocks: number, target: number, stride: number) => void>();

/** @param precision 8 or 12 bits. One picture at a time: all share one memory. */
export function inverseDct(blocks: number, precision: number): InverseDct {
  const run = compiled.get(precision) ?? compile(precision);
  const target = blocks * blockBytes;
  const stride = blocks * 8 * (precision === 8 ? 1 : 2);
  const missing = Math.ceil((target + 8 * stride) / 65_536) - memory.buffer.byteLength / 65_536;
  if (missing > 0) memory.grow(missing);
  const coefficients = new Int32Array(memory.buffer, 0, blocks * 64).fill(0);
  const samples = precision === 8 ? new Uint8Array(memory.buffer, target, 8 * stride) : new Uint16Array(memory.buffer, target, 4 * stride);
  return {
    coefficients,
    run() {
      run(0, blocks, target, stride);
      return samples;
    },
  };
}

function compile(precision: number) {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(assemble(precision)), { env: { memory } });
  const run = instance.exports['run'] as (block: number, blocks: number, target: number, stride: number) => void;
  compiled.set(precision, run);
  return run;
}
