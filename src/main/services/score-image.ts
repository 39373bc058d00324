import { ExpectedFailure, fail } from '../../shared/failure';
import type { Heatmap } from '../../shared/image';
import type { Correction, ScoredBox, Spread } from '../../shared/prediction';
import type { ImageDescription } from '../../shared/study';
import { scoringRefusal } from '../dicom/radiograph-rules';
import { type NetworkInput, type PictureForm, pictureFormOf } from '../preprocess/network-input';
import type { ModelInFolder } from './models';

/** What scoring needs of the image workers. */
export interface InputReader {
  networkInput(path: string, file: string, form: PictureForm): Promise<NetworkInput>;
}

/** What scoring needs of the engine. */
export interface Predictor {
  predict(input: NetworkInput, modelFolder: string): Promise<Omit<ImageScore, 'milliseconds'> & { readonly modelSha256: string }>;
}

export interface ImageSource {
  readonly description: ImageDescription;
  /** Where the bytes are. */
  readonly path: string;
  /** How failures name the image. */
  readonly file: string;
}

export interface ImageScore {
  readonly probability: number;
  readonly spread: Spread | null;
  readonly corrections: readonly Correction[];
  readonly heatmap: Heatmap;
  /** Empty where the probability is under the threshold in force. */
  readonly boxes: readonly ScoredBox[];
  /** From reading the bytes to the finished overlay. */
  readonly milliseconds: number;
}

/**
 * The one way from an image to its score by a model, which the caller pins it to. Throws an ExpectedFailure where there can be none: the
 * header or its pixels say that it is not a frontal chest radiograph, its pixels cannot be decoded, the engine is down, or another model answered.
 */
export async function scoreImage(
  reader: InputReader,
  engine: Predictor,
  { folder, model }: ModelInFolder,
  source: ImageSource,
): Promise<ImageScore> {
  const refusal = scoringRefusal(source.description, source.file);
  if (refusal) throw new ExpectedFailure(refusal);
  const startedMs = performance.now();
  const input = await reader.networkInput(source.path, source.file, pictureFormOf(model.card));
  const { probability, spread, corrections, heatmap, boxes, modelSha256 } = await engine
    .predict(input, folder)
    .catch((error: unknown) => refuseByName(error, source.file));
  if (modelSha256 !== model.sha256) {
    fail('model-unusable', `The files of the model ${model.card.id} in ${folder} changed while it was in use. Start Pneumoscope again.`);
  }
  // The engine knows no threshold: which one is in force can change from one image to the next.
  const shown = probability >= model.card.threshold ? boxes : [];
  return { probability, spread, corrections, heatmap, boxes: shown, milliseconds: performance.now() - startedMs };
}

/** The engine does not know the file's name: what it refuses by the pixels is refused here by name. */
function refuseByName(error: unknown, file: string): never {
  if (!(error instanceof ExpectedFailure) || error.failure.code !== 'not-frontal-chest') throw error;
  return fail('not-frontal-chest', `${file} does not look like a frontal chest radiograph, so it is not scored.`, file);
}
