import { join } from 'node:path';
import type { ModelCard } from '../../src/shared/model';
import { writeModelFolder } from '../../src/main/engine/model-folder';
import { foldNormalisation } from '../../src/main/ml/fold-normalisation';
import { Mirror } from '../../src/main/ml/mirror';
import { opacityResidual } from '../../src/main/ml/networks/opacity-residual';
import { type ModelArtifacts, type SymbolicTensor, tf } from '../../src/main/ml/tensorflow';
import { artifactsOf, toFiles } from '../../src/main/ml/network-artifacts';

/** A card with every field set, for a network that was never trained. */
export const smallCard: ModelCard = {
  id: 'small',
  name: 'Untrained small network',
  createdOn: '2026-01-01',
  inputSize: 64,
  preprocessingVersion: 'square-area-equalised-1',
  threshold: 0,
  overlayMethod: 'Opacity map',
  architecture: 'Three residual blocks',
  intendedUse: 'Tests',
  limits: [],
  trainingData: [],
  split: 'none',
  evaluation: [],
};

export async function smallArtifacts(seed = 1): Promise<ModelArtifacts> {
  return artifactsOf(await foldNormalisation(opacityResidual({ channels: [4, 4, 4, 4], blocks: [1, 1, 1], seed })));
}

/** Writes an untrained network as a model folder and returns the folder. Another seed gives other weights. */
export async function writeSmallModel(parent: string, card: ModelCard = smallCard, seed = 1): Promise<string> {
  const folder = join(parent, card.id);
  const { modelJson, weights } = toFiles(await smallArtifacts(seed));
  await writeModelFolder(folder, modelJson, weights, card);
  return folder;
}

/** An untrained network that looks at the picture and at its mirror image, written as a model folder: score, opacity map, and each pass's logit. */
export async function writeModelOfPasses(parent: string, card: ModelCard = { ...smallCard, id: 'passes' }): Promise<string> {
  const folder = join(parent, card.id);
  const { modelJson, weights } = toFiles(await artifactsOf(networkOfPasses(card.inputSize)));
  await writeModelFolder(folder, modelJson, weights, card);
  return folder;
}

function networkOfPasses(size: number) {
  const picture = tf.input({ shape: [size, size, 1] });
  const kernelInitializer = tf.initializers.randomNormal({ seed: 7, stddev: 0.2 });
  const features = tf.layers.conv2d({ filters: 4, kernelSize: 16, strides: 16, kernelInitializer });
  const logit = tf.layers.dense({ units: 1, kernelInitializer });
  const mirrored = new Mirror({}).apply(picture) as SymbolicTensor;
  const seen = features.apply(picture) as SymbolicTensor;
  const passes = [seen, features.apply(mirrored) as SymbolicTensor].map(
    (each) => logit.apply(tf.layers.globalMaxPooling2d({}).apply(each) as SymbolicTensor) as SymbolicTensor,
  );
  const evidence = tf.layers.conv2d({ filters: 1, kernelSize: 1, kernelInitializer }).apply(seen) as SymbolicTensor;
  const map = tf.layers.activation({ activation: 'sigmoid' }).apply(evidence);
  const outputs = [tf.layers.average().apply(passes), map, tf.layers.concatenate().apply(passes)] as SymbolicTensor[];
  return tf.model({ inputs: picture, outputs });
}
