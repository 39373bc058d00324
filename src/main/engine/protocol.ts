import type { Failure } from '../../shared/failure';
import type { Heatmap } from '../../shared/image';
import type { DeviceReport } from '../../shared/model';
import type { Correction, ScoredBox, Spread } from '../../shared/prediction';
import type { NetworkInput } from '../preprocess/network-input';

/** What the engine answers for one image. It does not know whose image it was. */
export interface EnginePrediction {
  /** 0 to 1 */
  readonly probability: number;
  /** Null where the model makes one pass only. */
  readonly spread: Spread | null;
  readonly heatmap: Heatmap;
  /** In pixels of the image; empty where the probability is under the model's threshold. */
  readonly boxes: readonly ScoredBox[];
  /** What was wrong with the picture and set right before it was scored; empty where nothing was. Heatmap and boxes are in its pixels as stored. */
  readonly corrections: readonly Correction[];
  /** Hex SHA-256 of the model that made this, as model-folder.ts defines it. */
  readonly modelSha256: string;
  /** From the input's arrival in the engine to the finished boxes. */
  readonly milliseconds: number;
}

/** Messages carry data only, by structured clone (`serialization: 'advanced'`): typed arrays arrive as such. */
export interface EngineRequest {
  readonly id: number;
  /** The model to answer with; it is opened where it is not open yet. */
  readonly modelFolder: string;
  /** Null asks for the model to be opened only. */
  readonly input: NetworkInput | null;
}

/** 'ready' comes by itself, once, when the engine has opened its first model; each request has one of the others. */
export type EngineReply =
  | { readonly kind: 'ready'; readonly device: DeviceReport }
  | { readonly kind: 'opened'; readonly id: number; readonly device: DeviceReport }
  | { readonly kind: 'prediction'; readonly id: number; readonly prediction: EnginePrediction }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure };
