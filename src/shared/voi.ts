/**
 * How modality values become grey levels (PS3.3 C.11.2): one formula for the picture that the network sees, the thumbnails and the viewer.
 */

/** VOI LUT Function (0028,1056): how Window Center and Window Width are meant. */
export const voiFunctions = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const;
export type VoiFunction = (typeof voiFunctions)[number];

export interface VoiWindow {
  readonly center: number;
  readonly width: number;
  readonly shape: VoiFunction;
}

/** A look-up table (PS3.3 C.11.1.1, C.11.2.1.1). */
export interface LookupTable {
  /** The input value that the first entry stands for. */
  readonly firstInput: number;
  readonly entries: ArrayLike<number>;
  /** Bits an entry: the output ranges from 0 to 2^bits - 1. */
  readonly bits: number;
}

/** The function that a header names; what is absent or unknown means LINEAR (C.11.2.1.3). */
export function voiFunctionOf(stated: string): VoiFunction {
  return voiFunctions.find((name) => name === stated.trim().toUpperCase()) ?? 'LINEAR';
}

/** False for a window that no function can be drawn from: the width must be above 0, and for LINEAR 1 at least (C.11.2.1.2.1, C.11.2.1.3). */
export function isUsableWindow({ center, width, shape }: VoiWindow): boolean {
  return Number.isFinite(center) && Number.isFinite(width) && width > 0 && (shape !== 'LINEAR' || width >= 1);
}

/** C.11.1: the entry of an input; the table's ends stand for everything beyond them. */
export function lookUp({ firstInput, entries }: LookupTable, input: number): number {
  const index = Math.min(Math.max(Math.trunc(input) - firstInput, 0), entries.length - 1);
  return entries[index] as number;
}

/** C.11.2.1.1: a VOI LUT, spread from 0 to 255 by the bits of its entries. */
export function tableTransform(table: LookupTable): (value: number) => number {
  const largest = 2 ** table.bits - 1;
  return (value) => Math.min(255, (lookUp(table, value) / largest) * 255);
}

/** C.11.2.1.2.1 (LINEAR), C.11.2.1.3.1 (SIGMOID) and C.11.2.1.3.2 (LINEAR_EXACT), with an output range from 0 to 255. */
export function windowTransform({ center, width, shape }: VoiWindow): (value: number) => number {
  if (shape === 'SIGMOID') return (value) => 255 / (1 + Math.exp((-4 * (value - center)) / width));
  const middle = shape === 'LINEAR' ? center - 0.5 : center;
  const span = shape === 'LINEAR' ? width - 1 : width;
  return (value) => {
    if (value <= middle - span / 2) return 0;
    if (value > middle + span / 2) return 255;
    return ((value - middle) / span + 0.5) * 255;
  };
}
