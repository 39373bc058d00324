import { fail } from '../../shared/failure';
import type { Heatmap } from '../../shared/image';
import type { ModelCard } from '../../shared/model';
import type { ScoredBox } from '../../shared/prediction';
import { type NetworkInput, pictureFormOf, toNetworkInput } from '../preprocess/network-input';
import { boxesOf } from './boxes';
import { type CompiledNetwork, compileNetwork } from './compile-network';
import { toHeatmap } from './localise';
import type { LayersModel, ModelArtifacts } from './tensorflow';
import { tf } from './tensorflow';

export interface NetworkPrediction {
  /** 0 to 1 */
  readonly probability: number;
  /** Of 0 x 0 cells where the network has no opacity map. */
  readonly heatmap: Heatmap;
  /** In pixels of the image; empty where the probability is under the threshold or there is no map. */
  readonly boxes: readonly ScoredBox[];
}

export interface Predictor {
  /** Scores one picture, prepared for the card's input size; holds no tensor beyond the call. */
  predict(input: NetworkInput): NetworkPrediction;
  dispose(): void;
}

/** A box is drawn around what is at least this share of the image's strongest cell. */
const boxShareOfPeak = 0.5;

/**
 * Makes a network ready to predict and runs it once, so that the first real prediction is as fast as the later ones. Fails as
 * 'model-unusable' where the network is not what its card says.
 */
export async function createPredictor(card: ModelCard, artifacts: ModelArtifacts): Promise<Predictor> {
  const form = pictureFormOf(card);
  const { network, compiled } = await loadNetwork(card, artifacts);
  const predict = (input: NetworkInput): NetworkPrediction => {
    const [logits = Float32Array.of(NaN), map = new Float32Array()] = compiled.run(input.values);
    const probability = 1 / (1 + Math.exp(-positiveLogit(logits)));
    const heatmap = toHeatmap(map, input.region);
    const level = boxShareOfPeak * Math.max(...map);
    return { probability, heatmap, boxes: probability >= card.threshold ? boxesOf(heatmap, level, input) : [] };
  };
  predict(toNetworkInput({ width: 1, height: 1, values: new Uint8Array(1) }, form));
  return {
    predict,
    dispose() {
      compiled.dispose();
      network.dispose();
    },
  };
}

/** Of one class logit, or of two whose softmax is the probability. */
function positiveLogit([first = NaN, second]: Float32Array): number {
  return second === undefined ? first : second - first;
}

async function loadNetwork(card: ModelCard, artifacts: ModelArtifacts): Promise<{ network: LayersModel; compiled: CompiledNetwork }> {
  try {
    const network = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
    checkOutputs(network, card);
    return { network, compiled: compileNetwork(network, card.inputSize) };
  } catch (error) {
    return fail('model-unusable', `The network of the model ${card.id} cannot be used: ${(error as Error).message}.`);
  }
}

/** A network answers one or two class logits, and an opacity map if and only if its card names an overlay. */
function checkOutputs({ outputs }: LayersModel, { overlayMethod }: ModelCard): void {
  const [logits, map, ...others] = outputs.map((output) => output.shape);
  const hasLogits = logits?.length === 2 && (logits[1] === 1 || logits[1] === 2);
  const hasMap = map?.length === 4 && map[3] === 1;
  if (!hasLogits || others.length > 0 || (map !== undefined && !hasMap)) {
    throw new Error('its outputs are not one or two class logits, with or without an opacity map');
  }
  if (hasMap !== (overlayMethod !== '')) throw new Error(`it has ${hasMap ? 'an' : 'no'} opacity map, and its card says otherwise`);
}
