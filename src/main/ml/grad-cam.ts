import { Mirror, widthAxis } from './mirror';
import type { LayersModel, SymbolicTensor, Tensor, Tensor4D } from './tensorflow';
import { tf } from './tensorflow';

/**
 * Grad-CAM (Selvaraju et al., ICCV 2017, equations 1 and 2) of the network's positive logit: over each last feature map A (batch 1, height, width,
 * channels) the ReLU of the sum over channels k of a_k A_k, where a_k is the mean over the cells of the logit's gradient by A_k. Where there is more than
 * one such map, as in an ensemble, the mean of theirs, on the finest of their grids, those of a mirrored pass
 * mirrored back.
 * @param values the picture, size x size, as the network takes it
 * @param layers names the layers whose maps to take; without it the last maps of more than one channel
 * @returns side x side cells row-major, 0 to 1, the strongest 1; all 0 where nothing speaks for the positive class
 */
export function gradCam(network: LayersModel, values: Float32Array, size: number, layers?: RegExp): Float32Array {
  const places = layers === undefined ? lastFeatureMaps(network) : mapsOf(network, layers);
  if (places.length === 0) throw new Error(`${network.name} has no feature map to look at`);
  return tf.tidy(() => {
    const logits = firstOutput(network);
    const known = new Map<number, Tensor>([[firstInput(network).id, tf.tensor4d(values, [1, size, size, 1])]]);
    const features = places.map((place) => valueOf(place, known) as Tensor4D);
    const gradients = tf.grads((...given: Tensor[]) => {
      const from = new Map(places.map((place, index) => [place.id, given[index] as Tensor]));
      // A path past the feature maps, if there is one, begins at the picture.
      return positiveLogit(valueOf(logits, new Map([...known, ...from])));
    })(features) as Tensor4D[];
    const maps = features.map((map, index) => {
      const sum = weightedSum(map, gradients[index] as Tensor4D);
      return isMirrored(places[index] as SymbolicTensor) ? sum.reverse(widthAxis) : sum;
    });
    const side = Math.max(...maps.map(({ shape }) => shape[1]));
    const mean = tf.addN(maps.map((map) => map.resizeBilinear([side, side], false, true))).div<Tensor>(maps.length);
    return scaledToPeak(mean.dataSync<'float32'>());
  });
}

/** The ReLU of the sum over channels, each weighted by the mean of its gradient. */
function weightedSum(map: Tensor4D, gradient: Tensor4D): Tensor4D {
  return map
    .mul(gradient.mean([1, 2], true))
    .sum(3, true)
    .relu();
}

/** Of one class logit, or of two whose softmax is the probability. */
function positiveLogit(logits: Tensor): Tensor {
  return (logits.shape[1] === 2 ? logits.mul([-1, 1]) : logits).sum();
}

function scaledToPeak(cells: Float32Array): Float32Array {
  const peak = cells.reduce((most, value) => Math.max(most, value), 0);
  return peak === 0 ? cells : cells.map((value) => value / peak);
}

/** The pictures of more than one channel that the logits rest on and that no other such picture comes between. */
function lastFeatureMaps(network: LayersModel): readonly SymbolicTensor[] {
  const found = firstOnTheWay(network, (place) => place.shape.length === 4 && (place.shape[3] ?? 0) > 1);
  // Where ways differ in length, one way's first can be what another way's is made from.
  const earlier = new Set(found.flatMap((place) => place.inputs.flatMap((input) => [...ancestors(input)])));
  return found.filter(({ id }) => !earlier.has(id));
}

function mapsOf(network: LayersModel, layers: RegExp): readonly SymbolicTensor[] {
  return firstOnTheWay(network, ({ sourceLayer, shape }) => shape.length === 4 && layers.test(sourceLayer.name));
}

/** On every way from the logits back to the picture, the first place that is wanted. */
function firstOnTheWay(network: LayersModel, isWanted: (place: SymbolicTensor) => boolean): readonly SymbolicTensor[] {
  const found: SymbolicTensor[] = [];
  const seen = new Set<number>();
  const look = (place: SymbolicTensor): void => {
    if (seen.has(place.id)) return;
    seen.add(place.id);
    if (isWanted(place)) found.push(place);
    else place.inputs.forEach(look);
  };
  look(firstOutput(network));
  return found;
}

/** True where an odd number of mirrors lies between the picture and this place. */
function isMirrored(place: SymbolicTensor): boolean {
  const [before] = place.inputs;
  return before !== undefined && isMirrored(before) !== place.sourceLayer instanceof Mirror;
}

function ancestors(place: SymbolicTensor, known = new Set<number>()): Set<number> {
  if (known.has(place.id)) return known;
  known.add(place.id);
  place.inputs.forEach((input) => ancestors(input, known));
  return known;
}

/** Computes one place of the network, layer by layer, from those that are known; keeps what it computes among them. */
function valueOf(place: SymbolicTensor, known: Map<number, Tensor>): Tensor {
  const value = known.get(place.id);
  if (value !== undefined) return value;
  const inputs = place.inputs.map((input) => valueOf(input, known));
  const [only] = inputs;
  const outputs = [place.sourceLayer.apply(inputs.length === 1 && only !== undefined ? only : inputs) as Tensor | Tensor[]].flat();
  const output = outputs[place.outputTensorIndex ?? 0];
  if (output === undefined) throw new Error(`${place.sourceLayer.name} gave no output`);
  known.set(place.id, output);
  return output;
}

function firstInput({ inputs, name }: LayersModel): SymbolicTensor {
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) throw new Error(`${name} does not take one picture`);
  return input;
}

function firstOutput({ outputs, name }: LayersModel): SymbolicTensor {
  const [output] = outputs;
  if (output === undefined) throw new Error(`${name} has no output`);
  return output;
}
