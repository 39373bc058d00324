import { artifactsOf } from '../ml/network-artifacts';
import { Mirror } from '../ml/mirror';
import type { Layer, LayersModel, ModelArtifacts, SymbolicTensor } from '../ml/tensorflow';
import { tf } from '../ml/tensorflow';

/**
 * Networks that each look at the picture and, with the same weights, at its mirror image. The logit and the opacity map are the means over all
 * passes (mirrored maps are turned back); `member_logits` (1, passes) are the single logits, whose spread says how far the passes agree.
 * @param members each of one input, with a logit (1, 1) and an opacity map (1, cells, cells, 1)
 */
export async function ensembleOf(members: readonly LayersModel[]): Promise<LayersModel> {
  const picture = tf.input({ shape: [null, null, 1], name: 'picture' });
  const mirrored = applied(new Mirror({ name: 'mirrored_picture' }), [picture]);
  const turnedBack = new Mirror({ name: 'map_mirrored_back' });
  const logits: SymbolicTensor[] = [];
  const maps: SymbolicTensor[] = [];
  for (const [index, member] of members.entries()) {
    const network = await renamed(member, `member_${index + 1}_`);
    const [asItIs, asMirrored] = [outputsOn(network, picture), outputsOn(network, mirrored)];
    logits.push(asItIs.logit, asMirrored.logit);
    maps.push(asItIs.map, applied(turnedBack, [asMirrored.map]));
  }
  const logit = applied(tf.layers.average({ name: 'mean_logit' }), logits);
  const map = applied(tf.layers.average({ name: 'mean_opacity_map' }), maps);
  const memberLogits = applied(tf.layers.concatenate({ name: 'member_logits' }), logits);
  return tf.model({ inputs: picture, outputs: [logit, map, memberLogits], name: 'ensemble' });
}

/** The network's outputs on another picture, by its own layers and weights. */
function outputsOn(network: LayersModel, picture: SymbolicTensor): { readonly logit: SymbolicTensor; readonly map: SymbolicTensor } {
  const made = new Map(network.inputs.map((input) => [input.name, picture]));
  const again = (output: SymbolicTensor): SymbolicTensor => {
    const known = made.get(output.name);
    if (known !== undefined) return known;
    const call = output.sourceLayer.inboundNodes[output.nodeIndex];
    if (call === undefined) throw new Error(`${network.name} has an output that no layer gives`);
    const result = applied(output.sourceLayer, call.inputTensors.map(again));
    made.set(output.name, result);
    return result;
  };
  const [logit, map] = network.outputs;
  if (logit === undefined || map === undefined) throw new Error(`${network.name} has no logit and map`);
  return { logit: again(logit), map: again(map) };
}

function applied(layer: Layer, inputs: readonly SymbolicTensor[]): SymbolicTensor {
  return layer.apply(inputs.length === 1 ? (inputs[0] as SymbolicTensor) : [...inputs]) as SymbolicTensor;
}

type Place = [string, ...unknown[]];
interface Topology {
  readonly config: {
    readonly layers: { name: string; config: Record<string, unknown>; inbound_nodes: Place[][] }[];
    readonly input_layers: Place[];
    readonly output_layers: Place[];
  };
}

/** A copy whose layers have names of its own: in one network no two layers may have the same. */
async function renamed(network: LayersModel, prefix: string): Promise<LayersModel> {
  const artifacts = await artifactsOf(network);
  const { config, ...others } = artifacts.modelTopology as unknown as Topology;
  const place = ([name, ...rest]: Place): Place => [`${prefix}${name}`, ...rest];
  const layers = config.layers.map((layer) => ({
    ...layer,
    name: `${prefix}${layer.name}`,
    config: { ...layer.config, name: `${prefix}${layer.name}` },
    inbound_nodes: layer.inbound_nodes.map((call) => call.map(place)),
  }));
  const topology = {
    ...others,
    config: { ...config, layers, input_layers: config.input_layers.map(place), output_layers: config.output_layers.map(place) },
  };
  const weightSpecs = (artifacts.weightSpecs ?? []).map((spec) => ({ ...spec, name: `${prefix}${spec.name}` }));
  const renamedArtifacts = { ...artifacts, modelTopology: topology, weightSpecs } as ModelArtifacts;
  return tf.loadLayersModel(tf.io.fromMemory(renamedArtifacts));
}
