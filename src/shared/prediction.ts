import type { Failure, FailureCode } from './failure';
import type { Rectangle } from './image';

/** A region the overlay points at; score is its strongest heatmap value, 0 to 1. */
export interface ScoredBox extends Rectangle {
  readonly score: number;
}

/** What was wrong with a picture and was put right before it was scored; degrees are those by which it was turned clockwise from upright. */
export type Correction = 'inverted' | 'rotated-90' | 'rotated-180' | 'rotated-270';

/**
 * The lowest and the highest of the probabilities, 0 to 1, that the passes of one model gave for one picture: those of its member networks, on the
 * picture and on its mirror image. It says how far they agree. It is no confidence interval.
 */
export interface Spread {
  readonly low: number;
  readonly high: number;
}

/** A score for one image, pinned to what made it. */
export interface Prediction {
  readonly status: 'ok';
  readonly predictionId: number;
  readonly instanceId: number;
  /** 0 to 1, as the model gives it; see the model card for how well it is calibrated. */
  readonly probability: number;
  /** Null where the model makes one pass only. */
  readonly spread: Spread | null;
  /** Empty where the picture was scored as it is. The overlay's and the boxes' coordinates are always the original picture's. */
  readonly corrections: readonly Correction[];
  /** The operating point in force when the prediction was made. */
  readonly threshold: number;
  /** probability >= threshold */
  readonly positive: boolean;
  readonly boxes: readonly ScoredBox[];
  readonly modelId: string;
  readonly modelName: string;
  readonly modelSha256: string;
  readonly preprocessingVersion: string;
  /** Names the overlay for what it is, for example 'Grad-CAM'. */
  readonly overlayMethod: string;
  readonly computedAtMs: number;
  /** From reading the file to the finished overlay. */
  readonly milliseconds: number;
}

/** What can be said of one image: nothing yet, a score, or why there is none. An image that could not be read never has a score. */
export type InstanceResult =
  | { readonly status: 'pending' }
  | Prediction
  | { readonly status: 'refused' | 'error'; readonly failure: Failure; readonly computedAtMs: number };

/** The lead instance's result as the study list needs it. */
export type StudyResult =
  | { readonly status: 'pending' }
  | { readonly status: 'ok'; readonly probability: number; readonly threshold: number; readonly positive: boolean }
  | { readonly status: 'refused' | 'error'; readonly code: FailureCode; readonly message: string };
