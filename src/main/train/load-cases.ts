import { readFile } from 'node:fs/promises';
import type { GreyImage } from '../../shared/image';
import { decodePixels } from '../dicom/decode-pixels';
import { toGreyImage } from '../dicom/grey-levels';
import { toNetworkInput } from '../ml/input-tensor';
import type { TrainingCase } from '../ml/train-network';
import type { LabelledCase } from './labelled-cases';
import { originalSide } from './labelled-cases';

/** The picture of an image file, by the very code that the application reads it with. */
export async function readPicture(file: string): Promise<GreyImage> {
  return toGreyImage(await decodePixels(await readFile(file), file));
}

/** Reads and preprocesses each case's picture exactly as the application does before a prediction. */
export async function loadCases(cases: readonly LabelledCase[], inputSize: number): Promise<TrainingCase[]> {
  const loaded: TrainingCase[] = [];
  for (const one of cases) {
    const { values } = toNetworkInput(await readPicture(one.file), inputSize);
    loaded.push({ values, positive: one.positive, boxes: one.boxes.map(inShares) });
  }
  return loaded;
}

function inShares({ x, y, width, height }: LabelledCase['boxes'][number]) {
  return { left: x / originalSide, top: y / originalSide, right: (x + width) / originalSide, bottom: (y + height) / originalSide };
}
