import type { Layer, LayersModel, SymbolicTensor } from '../tensorflow';
import { groupCalls, inputsOf } from './group-calls';
import { constant, count, floats, type GraphNode, ints, node, savedModel } from './graph-nodes';
import { translateLayer } from './translate-layer';

/** A network as a TensorFlow graph with its weights as constants. */
export interface NetworkGraph {
  /** The content of saved_model.pb. */
  readonly bytes: Uint8Array;
  /** The node that takes the picture (1, size, size, 1). */
  readonly input: string;
  /** The nodes that give the network's outputs, in its order. */
  readonly outputs: readonly string[];
}

/**
 * Translates a network of one input for pictures of size x size; null where it has a kind of layer that is not translated. Where the network calls a layer
 * more than once, on a picture and on its mirror image say, the calls become one on a batch: half the nodes are ready in less time.
 */
export function toGraph(network: LayersModel, size: number): NetworkGraph | null {
  const made = new MadeNodes();
  for (const calls of groupCalls(network.outputs)) {
    const [first] = calls;
    const layer = first.sourceLayer;
    const inputs = inputsOf(first).map((_, position) => made.batchOf(calls.map((call) => inputsOf(call)[position] as SymbolicTensor)));
    const shape = inputs.length === 0 ? [1, size, size, 1] : shapeAfter(layer, inputs);
    // Layers' names may hold what a node's name may not.
    const name = made.nextName();
    const firstName = made.firstNameOf(layer, name);
    const translated = translateLayer({ layer, name, firstName, inputs: inputs.map((input) => input.name), shape });
    if (translated === null) return null;
    made.add(calls, { name, shape }, translated);
  }
  const nameOf = (tensor: SymbolicTensor | undefined) => (tensor === undefined ? '' : made.partOf(tensor).name);
  const [input, outputs] = [nameOf(network.inputs[0]), network.outputs.map(nameOf)];
  return { bytes: savedModel(made.nodes), input, outputs };
}

/** The node that gives the outputs of calls, one after another in a batch. */
interface Batch {
  readonly name: string;
  readonly shape: readonly number[];
}

class MadeNodes {
  readonly nodes: GraphNode[] = [];
  private readonly batches = new Map<SymbolicTensor, { readonly calls: readonly SymbolicTensor[]; readonly batch: Batch }>();
  private readonly firstNames = new Map<Layer, string>();
  private readonly split = new Set<string>();
  private made = 0;

  nextName(): string {
    this.made += 1;
    return `node_${this.made}`;
  }

  /** The node of a layer's first call: `name` where this is it. */
  firstNameOf(layer: Layer, name: string): string {
    const first = this.firstNames.get(layer) ?? name;
    this.firstNames.set(layer, first);
    return first;
  }

  add(calls: readonly SymbolicTensor[], batch: Batch, nodes: readonly GraphNode[]): void {
    this.nodes.push(...nodes);
    for (const call of calls) this.batches.set(call, { calls, batch });
  }

  /** These tensors one after another: as some layer's calls gave them, where they are just these, or else put together. */
  batchOf(tensors: readonly SymbolicTensor[]): Batch {
    const { calls, batch } = this.known(tensors[0]);
    if (calls.length === tensors.length && calls.every((call, place) => call === tensors[place])) return batch;
    const parts = tensors.map((tensor) => this.partOf(tensor));
    const [one] = parts as [Batch, ...Batch[]];
    if (parts.length === 1) return one;
    const name = this.nextName();
    const axis = constant(`${name}_axis`, Int32Array.of(0), []);
    const names = [...parts.map((part) => part.name), `${name}_axis`];
    this.nodes.push(axis, node(name, 'ConcatV2', names, { N: count(parts.length), T: floats, Tidx: ints }));
    return { name, shape: [parts.length, ...one.shape.slice(1)] };
  }

  /** One of a batch alone. */
  partOf(tensor: SymbolicTensor): Batch {
    const { calls, batch } = this.known(tensor);
    if (calls.length === 1) return batch;
    const name = `${batch.name}_parts`;
    if (!this.split.has(name)) {
      this.split.add(name);
      this.nodes.push(constant(`${name}_axis`, Int32Array.of(0), []));
      this.nodes.push(node(name, 'Split', [`${name}_axis`, batch.name], { num_split: count(calls.length), T: floats }));
    }
    const place = calls.indexOf(tensor);
    return { name: place === 0 ? name : `${name}:${place}`, shape: [1, ...batch.shape.slice(1)] };
  }

  private known(tensor: SymbolicTensor | undefined) {
    const found = tensor === undefined ? undefined : this.batches.get(tensor);
    if (found === undefined) throw new Error('a layer was called on what no layer gave');
    return found;
  }
}

function shapeAfter(layer: Layer, inputs: readonly Batch[]): readonly number[] {
  const [first = [], ...others] = inputs.map(({ shape }) => [...shape]);
  return layer.computeOutputShape(others.length > 0 ? [first, ...others] : first) as number[];
}
