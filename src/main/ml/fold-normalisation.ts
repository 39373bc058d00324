import { convolutionName, normalisationName } from './networks/opacity-residual';
import type { LayersModel, Tensor } from './tensorflow';
import { tf } from './tensorflow';

/**
 * Gives `folded` (convolutions with a bias) the weights with which it computes what `trained` (convolutions, then batch normalisation)
 * computes outside training: kernel' = kernel gamma / s, bias' = beta - mean gamma / s, with s = sqrt(variance + epsilon). Layers that are in both
 * are copied.
 */
export function foldNormalisation(trained: LayersModel, folded: LayersModel): void {
  for (const layer of folded.layers) {
    if (layer.weights.length === 0) continue;
    const index = trained.layers.findIndex((_, position) => convolutionName(position + 1) === layer.name) + 1;
    if (index === 0) layer.setWeights(trained.getLayer(layer.name).getWeights());
    else tf.tidy(() => layer.setWeights(foldedWeights(trained, index)));
  }
}

function foldedWeights(trained: LayersModel, index: number): Tensor[] {
  const [kernel] = trained.getLayer(convolutionName(index)).getWeights() as [Tensor];
  const normalisation = trained.getLayer(normalisationName(index));
  const [gamma, beta, mean, variance] = normalisation.getWeights() as [Tensor, Tensor, Tensor, Tensor];
  const scale = gamma.div(variance.add(normalisation.getConfig().epsilon as number).sqrt());
  return [kernel.mul(scale), beta.sub(mean.mul(scale))];
}
