import { join } from 'node:path';
import type { ModelCard } from '../../src/shared/model';
import { noAdditions } from '../../src/shared/model-card';
import { writeModelFolder } from '../../src/main/engine/model-folder';
import { foldNormalisation } from '../../src/main/ml/fold-normalisation';
import { opacityResidual } from '../../src/main/ml/networks/opacity-residual';
import type { ModelArtifacts } from '../../src/main/ml/tensorflow';
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
  ...noAdditions,
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
