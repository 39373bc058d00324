import type { SymbolicTensor } from '../tensorflow';

/** A layer's output, for layers that have one. */
export function applied(
  layer: { apply(x: SymbolicTensor | SymbolicTensor[]): unknown },
  x: SymbolicTensor | SymbolicTensor[],
): SymbolicTensor {
  return layer.apply(x) as SymbolicTensor;
}
