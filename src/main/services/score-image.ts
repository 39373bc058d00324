import type { Heatmap } from '../../shared/image';
import type { ScoredBox } from '../../shared/prediction';
import type { ImageDescription } from '../../shared/study';
import { ExpectedFailure } from '../../shared/failure';
import { frontalChestRefusal } from '../dicom/radiograph-rules';
import type { NetworkInput, PictureForm } from '../preprocess/network-input';

/** What scoring needs of the image workers. */
export interface InputReader {
  networkInput(path: string, file: string, form: PictureForm): Promise<NetworkInput>;
}

/** What scoring needs of the engine. */
export interface Predictor {
  predict(input: NetworkInput): Promise<{ probability: number; heatmap: Heatmap; boxes: readonly ScoredBox[] }>;
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
  readonly heatmap: Heatmap;
  readonly boxes: readonly ScoredBox[];
  /** From reading the bytes to the finished overlay. */
  readonly milliseconds: number;
}

/**
 * The one way from an image to its score. Throws an ExpectedFailure where there can be none: the header says that it is
 * not a frontal chest radiograph, its pixels cannot be decoded, or the engine is down.
 */
export async function scoreImage(reader: InputReader, engine: Predictor, form: PictureForm, source: ImageSource): Promise<ImageScore> {
  const refusal = frontalChestRefusal(source.description, source.file);
  if (refusal) throw new ExpectedFailure(refusal);
  const startedMs = performance.now();
  const input = await reader.networkInput(source.path, source.file, form);
  const { probability, heatmap, boxes } = await engine.predict(input);
  return { probability, heatmap, boxes, milliseconds: performance.now() - startedMs };
}
