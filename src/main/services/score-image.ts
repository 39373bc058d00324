import type { DeviceReport } from '../../shared/model';
import type { GreyImage, Heatmap } from '../../shared/image';
import type { ScoredBox } from '../../shared/prediction';
import type { ImageDescription } from '../../shared/study';
import { ExpectedFailure } from '../../shared/failure';
import { frontalChestRefusal } from '../dicom/radiograph-rules';

/** What scoring needs of the image workers. */
export interface GreyReader {
  grey(path: string, file: string): Promise<GreyImage>;
}

/** What scoring needs of the engine. */
export interface Predictor {
  predict(image: GreyImage): Promise<{ probability: number; heatmap: Heatmap; boxes: readonly ScoredBox[] }>;
  warm(): Promise<DeviceReport>;
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
export async function scoreImage(reader: GreyReader, engine: Predictor, source: ImageSource): Promise<ImageScore> {
  const refusal = frontalChestRefusal(source.description, source.file);
  if (refusal) throw new ExpectedFailure(refusal);
  const startedMs = performance.now();
  const image = await reader.grey(source.path, source.file);
  const { probability, heatmap, boxes } = await engine.predict(image);
  return { probability, heatmap, boxes, milliseconds: performance.now() - startedMs };
}
