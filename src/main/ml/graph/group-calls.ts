import type { Layer, SymbolicTensor } from '../tensorflow';

/** The outputs of the calls of one layer that can be made at one time, in the order in which they are met. */
export type CallGroup = readonly [SymbolicTensor, ...SymbolicTensor[]];

/**
 * The calls of all layers that `outputs` rest on, those of one layer together, each group after those that it is made of. Where that cannot be, because
 * a layer's call rests on another call of it, every call stands alone.
 */
export function groupCalls(outputs: readonly SymbolicTensor[]): readonly CallGroup[] {
  const calls = inOrder(outputs);
  const byLayer = new Map<Layer, [SymbolicTensor, ...SymbolicTensor[]]>();
  for (const call of calls) {
    const others = byLayer.get(call.sourceLayer);
    if (others === undefined) byLayer.set(call.sourceLayer, [call]);
    else others.push(call);
  }
  return groupsInOrder([...byLayer.values()]) ?? calls.map((call): CallGroup => [call]);
}

/** Each after those that it rests on; null where groups rest on each other. */
function groupsInOrder(groups: readonly CallGroup[]): readonly CallGroup[] | null {
  const groupOf = new Map(groups.flatMap((group) => group.map((call) => [call, group] as const)));
  const ordered = new Set<CallGroup>();
  const begun = new Set<CallGroup>();
  const visit = (group: CallGroup): boolean => {
    if (ordered.has(group)) return true;
    if (begun.has(group)) return false;
    begun.add(group);
    const restsOn = new Set(group.flatMap(inputsOf).map((input) => groupOf.get(input) as CallGroup));
    if (![...restsOn].every(visit)) return false;
    ordered.add(group);
    return true;
  };
  return groups.every(visit) ? [...ordered] : null;
}

/** The outputs of all calls of layers that `outputs` rest on, and these, each after those that it is made of. */
function inOrder(outputs: readonly SymbolicTensor[]): readonly SymbolicTensor[] {
  const ordered = new Set<SymbolicTensor>();
  const visit = (output: SymbolicTensor): void => {
    if (ordered.has(output)) return;
    inputsOf(output).forEach(visit);
    ordered.add(output);
  };
  outputs.forEach(visit);
  return [...ordered];
}

/** What the call that made a tensor was made on; nothing for the picture. */
export function inputsOf({ sourceLayer, nodeIndex }: SymbolicTensor): readonly SymbolicTensor[] {
  const call = sourceLayer.inboundNodes[nodeIndex];
  return call === undefined || call.inboundLayers.length === 0 ? [] : call.inputTensors;
}
