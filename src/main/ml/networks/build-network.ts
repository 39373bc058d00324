import type { TrainingSettings } from '../../../shared/training';
import type { Preprocessing } from '../../preprocess/network-input';
import type { LayersModel } from '../tensorflow';
import { opacityResidual } from './opacity-residual';
import { seedCnn } from './seed-cnn';
import { transferNetwork } from './transfer';

/** A network ready to be trained, and what its user has to know of it. */
export interface BuiltNetwork {
  /**
   * Input (batch, size, size, 1) in the range of its preprocessing. Outputs: class logits (batch, 1 or 2), and where there is a map the opacity map
   * (batch, cells, cells, 1), 0 to 1, and where the three classes are taught their logits (batch, 3), which use leaves out. Of two class logits the second is the positive one: probability = sigmoid(second - first).
   */
  readonly network: LayersModel;
  readonly hasMap: boolean;
  readonly preprocessing: Preprocessing;
  /** Names of the layers that keep still while frozen; empty but for `transfer`. */
  readonly pretrainedLayers: ReadonlySet<string>;
  /** Names of those of them that never move. */
  readonly stillLayers: ReadonlySet<string>;
  /** For the model card. */
  readonly architecture: string;
  /** For the model card; '' where there is no map. */
  readonly overlayMethod: string;
}

/**
 * The preset's network with its starting weights, which follow from the seed. Fails as 'model-unusable' where those that `transfer` starts from
 * are absent or damaged.
 * @param pretrainedFolder holds the weights that `transfer` starts from
 */
export function buildNetwork(settings: TrainingSettings, pretrainedFolder: string): Promise<BuiltNetwork> {
  switch (settings.preset) {
    case 'seed-cnn':
      return Promise.resolve(seedNetwork(settings));
    case 'deep-cnn':
      return Promise.resolve(deepNetwork(settings));
    case 'transfer':
      return pretrainedNetwork(settings, pretrainedFolder);
  }
}

function seedNetwork({ inputSize, seed }: TrainingSettings): BuiltNetwork {
  return {
    network: seedCnn(inputSize, seed),
    hasMap: false,
    preprocessing: 'square-area-1',
    pretrainedLayers: new Set(),
    stillLayers: new Set(),
    architecture: 'Two convolutions and 1,000 units, as in the seed notebook',
    overlayMethod: '',
  };
}

function deepNetwork({ seed }: TrainingSettings): BuiltNetwork {
  return {
    network: opacityResidual({ channels: [24, 48, 96, 160], blocks: [1, 1, 2], seed }),
    hasMap: true,
    preprocessing: 'square-area-equalised-1',
    pretrainedLayers: new Set(),
    stillLayers: new Set(),
    architecture: 'Residual network of four halvings with an opacity map',
    overlayMethod: 'Opacity map learnt from radiologists’ boxes',
  };
}

async function pretrainedNetwork(settings: TrainingSettings, pretrainedFolder: string): Promise<BuiltNetwork> {
  return {
    ...(await transferNetwork(pretrainedFolder, settings)),
    hasMap: true,
    preprocessing: 'square-area-equalised-1',
    architecture: 'EfficientNet-Lite0 pretrained on ImageNet, with an opacity map',
    overlayMethod: 'Opacity map learnt from radiologists’ boxes',
  };
}
