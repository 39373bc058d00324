import type { TrainingSettings } from '../../shared/training';
import type { TestCase } from '../services/evaluate-model';
import type { RecipeImage } from './recipe-image';

/** A way from labelled images to a model that ships: an ensemble of networks trained from several seeds, calibrated and measured. */
export interface Recipe {
  /** The model's. */
  readonly id: string;
  /** The dataset's name in the home folder. */
  readonly dataset: string;
  readonly images: readonly RecipeImage[];
  /** The part of the images that trains nothing and chooses no epoch: it calibrates, and the thresholds are chosen on it. */
  readonly calibrates: 'validation' | 'test';
  /** A member of the ensemble for each. */
  readonly seeds: readonly number[];
  /** A member's runs, one after another: each starts from the weights that the one before it kept. */
  readonly stages: (seed: number) => readonly [TrainingSettings, ...TrainingSettings[]];
  /** Scored once, at the end. */
  readonly tests: readonly RecipeTest[];
  readonly words: RecipeWords;
}

export interface RecipeTest {
  /** Which images, in the card's words. */
  readonly name: string;
  /** Where the card has the figures: 'external' for other hospitals or populations than it was made for. */
  readonly kind: 'evaluation' | 'external';
  readonly cases: readonly TestCase[];
}

/** What the card says and no figure tells. */
export interface RecipeWords {
  readonly name: string;
  readonly limits: readonly string[];
  /** The folder's name begins the names of the source's images in the recipe. */
  readonly sources: readonly { readonly folder: string; readonly name: string; readonly terms: string }[];
  readonly split: string;
  /** Which images calibrate. */
  readonly calibratedOn: string;
}

/** A finished member: the last of its runs, and what that was trained with. */
export interface RecipeMember {
  readonly settings: TrainingSettings;
  readonly run: number;
}
