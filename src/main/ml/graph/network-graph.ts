import type { Layer, LayersModel } from '../tensorflow';
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

/** Translates a network of one input for pictures of size x size; null where it has a kind of layer that is not translated. */
export function toGraph(network: LayersModel, size: number): NetworkGraph | null {
  // Layers' names may hold what a node's name may not.
  const names = new Map(network.layers.map((layer, index) => [layer.name, `layer_${index}`]));
  const nameOf = (layer: string) => names.get(layer) ?? layer;
  const shapes = new Map<string, readonly number[]>();
  const nodes: GraphNode[] = [];
  for (const layer of network.layers) {
    const before = layer.inboundNodes[0]?.inboundLayers.map((inbound) => inbound.name) ?? [];
    const inputShapes = before.map((name) => [...(shapes.get(name) ?? [])]);
    const shape = before.length === 0 ? [1, size, size, 1] : shapeAfter(layer, inputShapes);
    shapes.set(layer.name, shape);
    const translated = translateLayer({ layer, name: nameOf(layer.name), inputs: before.map(nameOf), shape });
    if (translated === null) return null;
    nodes.push(...translated);
  }
  return { bytes: savedModel(nodes), input: nameOf(network.inputNames[0] ?? ''), outputs: network.outputNames.map(nameOf) };
}

function shapeAfter(layer: Layer, inputShapes: readonly number[][]): readonly number[] {
  const [first = []] = inputShapes;
  return layer.computeOutputShape(inputShapes.length > 1 ? [...inputShapes] : first) as number[];
}
