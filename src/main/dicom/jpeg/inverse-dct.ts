/**
 * The 8x8 inverse DCT of JPEG (ISO/IEC 10918-1 A.3.3) by the fast algorithm of C. Loeffler, A. Ligtenberg and G. Moschytz, "Practical
 * fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989, in integers.
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

type Samples = Uint8Array | Uint16Array;

/**
 * Transforms one block in place and writes its 64 samples.
 *
 * @param block 64 dequantised coefficients, row-major; zeroed when this returns, ready for the next block
 * @param rowsUsed bit r set where row r of the coefficients holds a value other than 0
 * @param target receives the samples at `offset` + y * `stride` + x
 * @param largest 255 or 4095; the level shift is half of the range
 */
export function inverseDct(block: Int32Array, rowsUsed: number, target: Samples, offset: number, stride: number, largest: number): void {
  const bias = columnRound + (((largest + 1) >> 1) << columnShift);
  if (rowsUsed === 1) {
    writeRepeatedRow(block, target, offset, stride, bias, largest);
    return;
  }
  for (let row = 0; row < 8; row += 1) if (((rowsUsed >> row) & 1) !== 0) transformRow(block, row * 8);
  if (rowsUsed < 4) transformTwoRows(block, target, offset, stride, bias, largest);
  else if (rowsUsed < 16) transformFourRows(block, target, offset, stride, bias, largest);
  else {
    for (let column = 0; column < 8; column += 1) transformColumn(block, column, target, offset + column, stride, bias, largest);
    block.fill(0);
  }
}

/** A block without vertical detail: its eight rows are the same. */
function writeRepeatedRow(block: Int32Array, target: Samples, offset: number, stride: number, bias: number, largest: number): void {
  transformRow(block, 0);
  for (let column = 0; column < 8; column += 1) {
    block[column] = clamp((((block[column] as number) << constantBits) + bias) >> columnShift, largest);
  }
  for (let y = 0, at = offset; y < 8; y += 1, at += stride) {
    target[at] = block[0] as number;
    target[at + 1] = block[1] as number;
    target[at + 2] = block[2] as number;
    target[at + 3] = block[3] as number;
    target[at + 4] = block[4] as number;
    target[at + 5] = block[5] as number;
    target[at + 6] = block[6] as number;
    target[at + 7] = block[7] as number;
  }
  clearRows(block, 1);
}

/** Zeroes the first rows. */
function clearRows(block: Int32Array, rows: number): void {
  for (let at = 0; at < rows * 8; at += 1) block[at] = 0;
}

function clamp(level: number, largest: number): number {
  return (level & largest) === level ? level : level < 0 ? 0 : largest;
}

function transformRow(block: Int32Array, at: number): void {
  const a0 = (block[at] as number) << fractionBits;
  const a1 = (block[at + 1] as number) << fractionBits;
  const a2 = (block[at + 2] as number) << fractionBits;
  const a3 = (block[at + 3] as number) << fractionBits;
  const a4 = (block[at + 4] as number) << fractionBits;
  const a5 = (block[at + 5] as number) << fractionBits;
  const a6 = (block[at + 6] as number) << fractionBits;
  const a7 = (block[at + 7] as number) << fractionBits;

  const even = Math.imul(a2 + a6, c0541);
  const even2 = (even - Math.imul(a6, c1847)) | 0;
  const even3 = (even + Math.imul(a2, c0765)) | 0;
  const sum = (a0 + a4) << constantBits;
  const difference = (a0 - a4) << constantBits;
  const e0 = (sum + even3 + rowRound) | 0;
  const e3 = (sum - even3 + rowRound) | 0;
  const e1 = (difference + even2 + rowRound) | 0;
  const e2 = (difference - even2 + rowRound) | 0;

  const z5 = Math.imul((a7 + a3 + a5 + a1) | 0, c1175);
  const z1 = -Math.imul(a7 + a1, c0899) | 0;
  const z2 = -Math.imul(a5 + a3, c2562) | 0;
  const z3 = (z5 - Math.imul(a7 + a3, c1961)) | 0;
  const z4 = (z5 - Math.imul(a5 + a1, c0390)) | 0;
  const o0 = (Math.imul(a7, c0298) + z1 + z3) | 0;
  const o1 = (Math.imul(a5, c2053) + z2 + z4) | 0;
  const o2 = (Math.imul(a3, c3072) + z2 + z3) | 0;
  const o3 = (Math.imul(a1, c1501) + z1 + z4) | 0;

  block[at] = (e0 + o3) >> rowShift;
  block[at + 7] = (e0 - o3) >> rowShift;
  block[at + 1] = (e1 + o2) >> rowShift;
  block[at + 6] = (e1 - o2) >> rowShift;
  block[at + 2] = (e2 + o1) >> rowShift;
  block[at + 5] = (e2 - o1) >> rowShift;
  block[at + 3] = (e3 + o0) >> rowShift;
  block[at + 4] = (e3 - o0) >> rowShift;
}

function transformColumn(
  block: Int32Array,
  at: number,
  target: Samples,
  offset: number,
  stride: number,
  bias: number,
  largest: number,
): void {
  const a0 = block[at] as number;
  const a1 = block[at + 8] as number;
  const a2 = block[at + 16] as number;
  const a3 = block[at + 24] as number;
  const a4 = block[at + 32] as number;
  const a5 = block[at + 40] as number;
  const a6 = block[at + 48] as number;
  const a7 = block[at + 56] as number;

  const even = Math.imul(a2 + a6, c0541);
  const even2 = (even - Math.imul(a6, c1847)) | 0;
  const even3 = (even + Math.imul(a2, c0765)) | 0;
  const sum = (((a0 + a4) << constantBits) + bias) | 0;
  const difference = (((a0 - a4) << constantBits) + bias) | 0;
  const e0 = (sum + even3) | 0;
  const e3 = (sum - even3) | 0;
  const e1 = (difference + even2) | 0;
  const e2 = (difference - even2) | 0;

  const z5 = Math.imul((a7 + a3 + a5 + a1) | 0, c1175);
  const z1 = -Math.imul(a7 + a1, c0899) | 0;
  const z2 = -Math.imul(a5 + a3, c2562) | 0;
  const z3 = (z5 - Math.imul(a7 + a3, c1961)) | 0;
  const z4 = (z5 - Math.imul(a5 + a1, c0390)) | 0;
  const o0 = (Math.imul(a7, c0298) + z1 + z3) | 0;
  const o1 = (Math.imul(a5, c2053) + z2 + z4) | 0;
  const o2 = (Math.imul(a3, c3072) + z2 + z3) | 0;
  const o3 = (Math.imul(a1, c1501) + z1 + z4) | 0;

  writeColumn(target, offset, stride, largest, e0, e1, e2, e3, o0, o1, o2, o3);
}

/** The last step of a column: the sums and differences of its even and odd parts, as samples. */
function writeColumn(
  target: Samples,
  at: number,
  stride: number,
  largest: number,
  e0: number,
  e1: number,
  e2: number,
  e3: number,
  o0: number,
  o1: number,
  o2: number,
  o3: number,
): void {
  target[at] = clamp((e0 + o3) >> columnShift, largest);
  target[at + stride] = clamp((e1 + o2) >> columnShift, largest);
  target[at + 2 * stride] = clamp((e2 + o1) >> columnShift, largest);
  target[at + 3 * stride] = clamp((e3 + o0) >> columnShift, largest);
  target[at + 4 * stride] = clamp((e3 - o0) >> columnShift, largest);
  target[at + 5 * stride] = clamp((e2 - o1) >> columnShift, largest);
  target[at + 6 * stride] = clamp((e1 - o2) >> columnShift, largest);
  target[at + 7 * stride] = clamp((e0 - o3) >> columnShift, largest);
}

/** The same sums for columns whose lower four coefficients are 0, as most are. */
function transformFourRows(block: Int32Array, target: Samples, offset: number, stride: number, bias: number, largest: number): void {
  for (let column = 0; column < 8; column += 1) {
    const a0 = block[column] as number;
    const a1 = block[column + 8] as number;
    const a2 = block[column + 16] as number;
    const a3 = block[column + 24] as number;

    const even2 = Math.imul(a2, c0541);
    const even3 = Math.imul(a2, c0541 + c0765);
    const middle = ((a0 << constantBits) + bias) | 0;
    const e0 = (middle + even3) | 0;
    const e3 = (middle - even3) | 0;
    const e1 = (middle + even2) | 0;
    const e2 = (middle - even2) | 0;

    const o0 = (Math.imul(a1, c1175 - c0899) + Math.imul(a3, c1175 - c1961)) | 0;
    const o1 = (Math.imul(a1, c1175 - c0390) + Math.imul(a3, c1175 - c2562)) | 0;
    const o2 = (Math.imul(a1, c1175) + Math.imul(a3, c1175 + c3072 - c2562 - c1961)) | 0;
    const o3 = (Math.imul(a1, c1175 + c1501 - c0899 - c0390) + Math.imul(a3, c1175)) | 0;

    writeColumn(target, offset + column, stride, largest, e0, e1, e2, e3, o0, o1, o2, o3);
  }
  clearRows(block, 4);
}

/** The same sums for columns of which only the upper two coefficients are not 0. */
function transformTwoRows(block: Int32Array, target: Samples, offset: number, stride: number, bias: number, largest: number): void {
  for (let column = 0; column < 8; column += 1) {
    const a1 = block[column + 8] as number;
    const middle = (((block[column] as number) << constantBits) + bias) | 0;
    const o0 = Math.imul(a1, c1175 - c0899);
    const o1 = Math.imul(a1, c1175 - c0390);
    const o2 = Math.imul(a1, c1175);
    const o3 = Math.imul(a1, c1175 + c1501 - c0899 - c0390);

    writeColumn(target, offset + column, stride, largest, middle, middle, middle, middle, o0, o1, o2, o3);
  }
  clearRows(block, 2);
}
