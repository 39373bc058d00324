import { fail } from '../../shared/failure';
import type { Heatmap } from '../../shared/image';
import type { ModelCard } from '../../shared/model';
import type { Correction, ScoredBox, Spread } from '../../shared/prediction';
import { type NetworkInput, pictureFormOf, toNetworkInput } from '../preprocess/network-input';
import { boxesIn } from './boxes';
import { type CompiledNetwork, compileNetwork } from './compile-network';
import { toHeatmap } from './localise';
import './mirror';
import type { LayersModel, ModelArtifacts } from './tensorflow';
import { tf } from './tensorflow';
import { probabilityOf } from '../statistics/probability';

export interface NetworkPrediction {
  /** 0 to 1 */
  readonly probability: number;
  /** Of the network's passes; null where it makes one only. */
  readonly spread: Spread | null;
  /** What was put right before the picture was scored. */
  readonly corrections: readonly Correction[];
  /** Of 0 x 0 cells where the network has no opacity map. */
  readonly heatmap: Heatmap;
  /** In pixels of the image, whatever the probability; empty where there is no map. */
  readonly boxes: readonly ScoredBox[];
}

export interface Predictor {
  /** Scores one picture, prepared for the card's input size; holds no tensor beyond the call. */
  predict(input: NetworkInput): NetworkPrediction;
  dispose(): void;
}

/**
 * Makes a network ready to predict and runs it once, so that the first real prediction is as fast as the later ones. Fails as
 * 'model-unusable' where the network is not what its card says.
 */
export async function createPredictor(card: ModelCard, artifacts: ModelArtifacts): Promise<Predictor> {
  const form = pictureFormOf(card);
  const { network, compiled, places } = await loadNetwork(card, artifacts);
  const predict = (input: NetworkInput): NetworkPrediction => {
    const outputs = compiled.run(input.values);
    const [logits = Float32Array.of(NaN)] = outputs;
    const map = outputs[places.map] ?? new Float32Array();
    const probability = probabilityOf(positiveLogit(logits));
    const heatmap = toHeatmap(map, input.region);
    return {
      probability,
      spread: spreadOf(outputs[places.members]),
      corrections: [],
      heatmap,
      boxes: boxesIn(heatmap, input, card.boxShareOfPeak),
    };
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

function spreadOf(memberLogits: Float32Array | undefined): Spread | null {
  if (memberLogits === undefined) return null;
  return { low: probabilityOf(Math.min(...memberLogits)), high: probabilityOf(Math.max(...memberLogits)) };
}

interface LoadedNetwork {
  readonly network: LayersModel;
  readonly compiled: CompiledNetwork;
  readonly places: OutputPlaces;
}

async function loadNetwork(card: ModelCard, artifacts: ModelArtifacts): Promise<LoadedNetwork> {
  try {
    const network = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
    const places = placesOf(network, card);
    return { network, compiled: compileNetwork(network, card.inputSize), places };
  } catch (error) {
    return fail('model-unusable', `The network of the model ${card.id} cannot be used: ${(error as Error).message}.`);
  }
}

/** Where among a network's outputs the optional ones are; -1 where they are absent. */
interface OutputPlaces {
  readonly map: number;
  readonly members: number;
}

/**
 * A network answers one or two class logits; then an opacity map (batch, rows, columns, 1) if and only if its card names an overlay; then, where it
 * makes several passes, the calibrated logit of each (batch, passes).
 */
function placesOf({ outputs }: LayersModel, { overlayMethod }: ModelCard): OutputPlaces {
  const [logits, ...optional] = outputs.map((output) => output.shape);
  const hasLogits = logits?.length === 2 && (logits[1] === 1 || logits[1] === 2);
  const hasMap = optional[0]?.length === 4 && optional[0][3] === 1;
  const [members, ...others] = hasMap ? optional.slice(1) : optional;
  const hasMembers = members?.length === 2 && (members[1] ?? 0) >= 2;
  if (!hasLogits || others.length > 0 || (members !== undefined && !hasMembers)) {
    throw new Error(
      'its outputs are not one or two class logits, with or without an opacity map, with or without two or more passes’ logits',
    );
  }
  if (hasMap !== (overlayMethod !== '')) throw new Error(`it has ${hasMap ? 'an' : 'no'} opacity map, and its card says otherwise`);
  return { map: hasMap ? 1 : -1, members: hasMembers ? optional.indexOf(members) + 1 : -1 };
}
