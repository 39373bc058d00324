import type { Calibration } from '../calibrate';
import { foldNormalisation } from '../fold-normalisation';
import { artifactsOf } from '../network-artifacts';
import type { Layer, LayersModel, ModelArtifacts, Tensor } from '../tensorflow';
import { tf } from '../tensorflow';
import type { BuiltNetwork } from './build-network';

/**
 * The network as it is used: normalisation folded into the convolutions where it follows one, and the calibration folded into the layer that gives
 * the class logits, so that the sigmoid of the logit (of two: of the second minus the first) is the calibrated probability.
 */
export async function toInference({ network }: Pick<BuiltNetwork, 'network'>, { slope, offset }: Calibration): Promise<ModelArtifacts> {
  const folded = withoutClasses(await foldNormalisation(network));
  const layer = logitLayer(folded);
  tf.tidy(() => {
    const [kernel, bias] = layer.getWeights() as [Tensor, Tensor];
    const shift = bias.size === 1 ? tf.tensor1d([offset]) : tf.tensor1d([0, offset]);
    layer.setWeights([kernel.mul(slope), bias.mul(slope).add(shift)]);
  });
  const artifacts = await artifactsOf(folded);
  folded.dispose();
  return artifacts;
}

function logitLayer(network: LayersModel): Layer {
  const layer = network.getLayer(network.outputNames[0] ?? '');
  const { units, activation } = layer.getConfig();
  if (layer.getClassName() === 'Dense' && (units === 1 || units === 2) && activation === 'linear') return layer;
  throw new Error(`the class logits of ${network.name} come from ${layer.name}, which cannot take a calibration`);
}

/** Use has no need of the three classes' own logits: they are in the score already. */
function withoutClasses(network: LayersModel): LayersModel {
  const outputs = network.outputs.filter((_, index) => network.outputNames[index] !== 'class_logits');
  return outputs.length === network.outputs.length ? network : tf.model({ inputs: network.inputs, outputs, name: network.name });
}
