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
  const folded = await foldNormalisation(network);
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
