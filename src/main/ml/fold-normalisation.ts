import { BatchNormalization } from './batch-normalization';
import { artifactsOf } from './network-artifacts';
import type { Layer, LayersModel, Tensor } from './tensorflow';
import { tf } from './tensorflow';

// A layer in a model's topology, as Keras and TensorFlow.js write it.
interface LayerEntry {
  readonly class_name: string;
  readonly name: string;
  readonly config: Record<string, unknown>;
  /** For each call of the layer, for each of its inputs: [layer, call, output, arguments]. */
  readonly inbound_nodes: [string, number, number, Record<string, unknown>][][];
}

interface Topology {
  readonly config: { layers: LayerEntry[]; output_layers: [string, number, number][] };
}

/** A convolution and the normalisation that follows it and nothing else does. */
interface FoldedPair {
  readonly convolution: Layer;
  readonly normalisation: BatchNormalization;
}

/**
 * A network that computes what `trained` computes outside training, with each batch normalisation that directly follows a convolution
 * folded into it: kernel' = kernel gamma / s, bias' = beta + (bias - mean) gamma / s, with s = sqrt(variance + epsilon). Convolutions keep
 * their names; everything else is copied.
 */
export async function foldNormalisation(trained: LayersModel): Promise<LayersModel> {
  const pairs = foldablePairs(trained);
  const { modelTopology } = await artifactsOf(trained);
  const topology = withoutNormalisation(modelTopology as unknown as Topology, pairs);
  const folded = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology: topology }));
  for (const layer of folded.layers) {
    if (layer.weights.length === 0) continue;
    const pair = pairs.find(({ convolution }) => convolution.name === layer.name);
    if (pair === undefined) layer.setWeights(trained.getLayer(layer.name).getWeights());
    else tf.tidy(() => layer.setWeights(foldedWeights(pair)));
  }
  return folded;
}

function foldablePairs({ layers, outputNames }: LayersModel): readonly FoldedPair[] {
  return layers.flatMap((layer) => {
    if (!(layer instanceof BatchNormalization)) return [];
    const [before] = layer.inboundNodes[0]?.inboundLayers ?? [];
    if (before === undefined || !['Conv2D', 'DepthwiseConv2D'].includes(before.getClassName())) return [];
    const isOnlyUse = before.outboundNodes.length === 1 && !outputNames.includes(before.name);
    return isOnlyUse && before.getConfig().activation === 'linear' ? [{ convolution: before, normalisation: layer }] : [];
  });
}

/** The topology with the normalisations taken out, their convolutions in their place, each with a bias. */
function withoutNormalisation({ config, ...others }: Topology, pairs: readonly FoldedPair[]): Topology {
  const placeOf = new Map(pairs.map(({ convolution, normalisation }) => [normalisation.name, convolution.name]));
  const convolutions = new Set(placeOf.values());
  const renamed = (name: string): string => placeOf.get(name) ?? name;
  const layers = config.layers
    .filter(({ name }) => !placeOf.has(name))
    .map((entry) => ({
      ...entry,
      config: convolutions.has(entry.name) ? { ...entry.config, use_bias: true } : entry.config,
      inbound_nodes: entry.inbound_nodes.map((call) =>
        call.map(([name, ...place]) => [renamed(name), ...place] as LayerEntry['inbound_nodes'][number][number]),
      ),
    }));
  const outputs = config.output_layers.map(([name, ...place]) => [renamed(name), ...place] as [string, number, number]);
  return { ...others, config: { ...config, layers, output_layers: outputs } };
}

function foldedWeights({ convolution, normalisation }: FoldedPair): Tensor[] {
  const [kernel, bias] = convolution.getWeights() as [Tensor, Tensor | undefined];
  const [gamma, beta, mean, variance] = normalisation.getWeights() as [Tensor, Tensor, Tensor, Tensor];
  const scale = gamma.div(variance.add(normalisation.getConfig().epsilon).sqrt());
  const centred = bias === undefined ? mean.neg() : bias.sub(mean);
  // A depthwise kernel's last two axes, input channel and multiplier, together count its output channels.
  const perKernel = convolution.getClassName() === 'DepthwiseConv2D' ? scale.reshape(kernel.shape.slice(2)) : scale;
  return [kernel.mul(perKernel), beta.add(centred.mul(scale))];
}
