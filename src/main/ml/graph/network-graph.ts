import type { Layer, LayersModel, SymbolicTensor } from '../tensorflow';
import { type GraphNode, savedModel } from './graph-nodes';
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
 * Translates a network of one input for pictures of size x size; null where it has a kind of layer that is not translated. A layer that the network
 * calls more than once, on a picture and on its mirror image say, becomes as many nodes, which share its weights.
 */
export function toGraph(network: LayersModel, size: number): NetworkGraph | null {
  const made = new Map<SymbolicTensor, Made>();
  const firstNames = new Map<Layer, string>();
  const nodes: GraphNode[] = [];
  for (const output of inOrder(network.outputs)) {
    const inputs = inputsOf(output).map((input) => made.get(input) as Made);
    const layer = output.sourceLayer;
    const shape = inputs.length === 0 ? [1, size, size, 1] : shapeAfter(layer, inputs);
    // Layers' names may hold what a node's name may not.
    const name = `layer_${made.size}`;
    const firstName = firstNames.get(layer) ?? name;
    firstNames.set(layer, firstName);
    const translated = translateLayer({ layer, name, firstName, inputs: inputs.map((input) => input.name), shape });
    if (translated === null) return null;
    nodes.push(...translated);
    made.set(output, { name, shape });
  }
  const nameOf = (tensor: SymbolicTensor | undefined) => (tensor && made.get(tensor)?.name) ?? '';
  return { bytes: savedModel(nodes), input: nameOf(network.inputs[0]), outputs: network.outputs.map(nameOf) };
}

/** The node that gives a call's output. */
interface Made {
  readonly name: string;
  readonly shape: readonly number[];
}

/** The outputs of all calls of layers that `outputs` rest on, and these, each after those that it is made of. */
function inOrder(outputs: readonly SymbolicTensor[]): ReadonlySet<SymbolicTensor> {
  const ordered = new Set<SymbolicTensor>();
  const visit = (output: SymbolicTensor): void => {
    if (ordered.has(output)) return;
    inputsOf(output).forEach(visit);
    ordered.add(output);
  };
  outputs.forEach(visit);
  return ordered;
}

/** What the call that made a tensor was made on; nothing for the picture. */
function inputsOf({ sourceLayer, nodeIndex }: SymbolicTensor): readonly SymbolicTensor[] {
  const call = sourceLayer.inboundNodes[nodeIndex];
  return call === undefined || call.inboundLayers.length === 0 ? [] : call.inputTensors;
}

function shapeAfter(layer: Layer, inputs: readonly Made[]): readonly number[] {
  const [first = [], ...others] = inputs.map(({ shape }) => [...shape]);
  return layer.computeOutputShape(others.length > 0 ? [first, ...others] : first) as number[];
}
