import type { Correction } from '../../../shared/prediction';
import { type NetworkInput, type Preprocessing } from '../../preprocess/network-input';
import { type QuarterTurns, turnsBack } from '../../preprocess/turns';
import { repaired } from '../../preprocess/upright-input';
import { type CompiledNetwork, compileNetwork } from '../compile-network';
import type { LayersModel } from '../tensorflow';
import { otherClass } from './check-network';
import { checkSize, toCheckPicture } from './check-picture';
import { mirrorSymmetry } from './symmetry';

/** From what the check's network says, what to do. All were chosen on radiographs of patients it was not trained on. */
export interface CheckLimits {
  /** Least probability that the picture, set right, is an upright frontal chest radiograph. */
  readonly leastUpright: number;
  /** A picture is set right only where the network is at least this sure of how it was stored. */
  readonly leastSureOfMistake: number;
  /** Greatest Mahalanobis distance of its features, set right, from those of frontal chest radiographs. */
  readonly greatestDistance: number;
  /** Least symmetry (symmetry.ts) of the picture, set right. */
  readonly leastSymmetry: number;
}

/** What the network says of one picture. */
export interface Look {
  readonly probabilities: readonly number[];
  readonly distance: number;
  readonly symmetry: number;
}

/** A picture that can be scored, set right where it had to be; or null for one that shows something else. */
export type Checked = { readonly input: NetworkInput; readonly corrections: readonly Correction[] } | null;

export interface InputCheck {
  look(input: NetworkInput, preprocessing: Preprocessing): Look;
  check(input: NetworkInput, preprocessing: Preprocessing): Checked;
  dispose(): void;
}

/** @param network of two outputs: class logits and whitened features (check-network.ts) */
export function createInputCheck(network: LayersModel, limits: CheckLimits): InputCheck {
  const compiled = compileNetwork(network, checkSize);
  const look = (input: NetworkInput, preprocessing: Preprocessing): Look => lookAt(compiled, toCheckPicture(input, preprocessing));
  return {
    look,
    check(input, preprocessing) {
      const first = look(input, preprocessing);
      const { probabilities } = first;
      const stored = likeliest(probabilities);
      if (stored === otherClass) return null;
      if (stored === 0) return isUpright(first, limits) ? { input, corrections: [] } : null;
      if ((probabilities[stored] as number) < limits.leastSureOfMistake) return null;
      const turns = (stored % 4) as QuarterTurns;
      const right = repaired(input, { isInverted: stored >= 4, turns: turnsBack(turns) }, preprocessing);
      // A second look: what was set right has to be a right picture.
      return isUpright(look(right, preprocessing), limits) ? { input: right, corrections: correctionsOf(stored) } : null;
    },
    dispose() {
      compiled.dispose();
      network.dispose();
    },
  };
}

function lookAt(compiled: CompiledNetwork, picture: Float32Array): Look {
  const [logits = new Float32Array(), whitened = new Float32Array()] = compiled.run(picture);
  const highest = Math.max(...logits);
  const powers = [...logits].map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return { probabilities: powers.map((power) => power / sum), distance: Math.hypot(...whitened), symmetry: mirrorSymmetry(picture) };
}

function isUpright({ probabilities, distance, symmetry }: Look, { leastUpright, greatestDistance, leastSymmetry }: CheckLimits): boolean {
  return (probabilities[0] as number) >= leastUpright && distance <= greatestDistance && symmetry >= leastSymmetry;
}

function likeliest(probabilities: readonly number[]): number {
  return probabilities.reduce((best, probability, index) => (probability > (probabilities[best] as number) ? index : best), 0);
}

const turnCorrections: readonly Correction[] = ['rotated-90', 'rotated-180', 'rotated-270'];

/** What was wrong with a picture of this class. */
function correctionsOf(stored: number): readonly Correction[] {
  const turned = turnCorrections.slice((stored % 4) - 1, stored % 4);
  return stored >= 4 ? ['inverted', ...(stored % 4 === 0 ? [] : turned)] : turned;
}
