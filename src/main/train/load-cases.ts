import { readFile } from 'node:fs/promises';
import { decodePixels } from '../dicom/decode-pixels';
import { toGreyImage } from '../dicom/grey-levels';
import type { TrainingCase } from '../ml/train-network';
import { type NetworkInput, toNetworkInput } from '../preprocess/network-input';
import type { LabelledCase } from './labelled-cases';
import { originalSide } from './labelled-cases';
import { preprocessing } from './recipe';

/** What a network sees of an image file, by the very code that the application reads and prepares it with. */
export async function readInput(file: string, inputSize: number): Promise<NetworkInput> {
  return toNetworkInput(toGreyImage(await decodePixels(await readFile(file), file)), { size: inputSize, preprocessing });
}

/** Reads and preprocesses each case's picture exactly as the application does before a prediction. */
export async function loadCases(cases: readonly LabelledCase[], inputSize: number): Promise<TrainingCase[]> {
  const loaded: TrainingCase[] = [];
  for (const one of cases) {
    const { values } = await readInput(one.file, inputSize);
    loaded.push({ values, positive: one.positive, boxes: one.boxes.map(inShares) });
  }
  return loaded;
}

function inShares({ x, y, width, height }: LabelledCase['boxes'][number]) {
  return { left: x / originalSide, top: y / originalSide, right: (x + width) / originalSide, bottom: (y + height) / originalSide };
}
