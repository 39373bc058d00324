import type { Failure } from './failure';
import type { Rectangle } from './image';

/** A region the overlay points at; score is its strongest heatmap value, 0 to 1. */
export interface ScoredBox extends Rectangle {
  readonly score: number;
}

/** What was wrong with the picture and was set right before it was scored; degrees clockwise by which the picture was turned from upright. */
export type Correction = 'inverted' | 'rotated-90' | 'rotated-180' | 'rotated-270';

/** A score for one image, pinned to what made it. */
export interface Prediction {
  readonly status: 'ok';
  readonly predictionId: number;
  readonly instanceId: number;
  /** 0 to 1, as the model gives it; see the model card for how well it is calibrated. */
  readonly probability: number;
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
  | { readonly status: 'refused' | 'error'; readonly message: string };
