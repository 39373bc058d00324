import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readLabels } from '../../src/main/dataset/labels/read-labels';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { toGreyImage } from '../../src/main/dicom/grey-levels';
import { readModelFolder } from '../../src/main/engine/model-folder';
import { boxesIn } from '../../src/main/ml/boxes';
import { gradCam } from '../../src/main/ml/grad-cam';
import { toHeatmap } from '../../src/main/ml/localise';
import { fromFiles } from '../../src/main/ml/network-artifacts';
import { createPredictor } from '../../src/main/ml/predict';
import { tf } from '../../src/main/ml/tensorflow';
import { pictureFormOf, toNetworkInput } from '../../src/main/preprocess/network-input';
import { openModel, openShippedModel } from '../../src/main/services/model-folders';
import type { ShownOverlay } from '../../src/main/statistics/compare-overlays';
import type { LabelledImage } from '../../src/main/dataset/labels/labelled-image';
import type { GreyImage } from '../../src/shared/image';
import type { ModelCard } from '../../src/shared/model';

/** One image of a folder in the RSNA challenge's layout, scored, with the network's own overlay and Grad-CAM of the same network. */
export interface OverlaidCase {
  readonly name: string;
  readonly patient: string;
  readonly positive: boolean;
  readonly drawn: LabelledImage['boxes'];
  readonly image: GreyImage;
  readonly probability: number;
  readonly own: ShownOverlay;
  readonly gradCam: ShownOverlay;
}

export interface OverlayMaker {
  readonly card: ModelCard;
  overlay(labelled: LabelledImage, patient: string): Promise<OverlaidCase>;
}

/**
 * @param model `shipped`, or a model's folder
 * @param layers what Grad-CAM looks at; without it the network's last feature maps
 */
export async function createOverlayMaker(model: string, layers?: RegExp): Promise<OverlayMaker> {
  const { folder } =
    model === 'shipped'
      ? await openShippedModel({ shipped: resolve('resources/models') })
      : await openModel(resolve(model), basename(model));
  const files = await readModelFolder(folder);
  const { card } = files;
  const predictor = await createPredictor(card, fromFiles(files));
  const network = await tf.loadLayersModel(tf.io.fromMemory(fromFiles(files)));
  return {
    card,
    async overlay(labelled, patient) {
      const image = toGreyImage(await decodePixels(await readFile(labelled.file), labelled.file));
      const input = toNetworkInput(image, pictureFormOf(card));
      const { probability, heatmap, boxes } = predictor.predict(input);
      const saliency = toHeatmap(gradCam(network, input.values, card.inputSize, layers), input.region);
      return {
        name: labelled.name,
        patient,
        positive: labelled.positive,
        drawn: labelled.boxes,
        image,
        probability,
        own: { heatmap, boxes: probability >= card.threshold ? boxes : [] },
        gradCam: { heatmap: saliency, boxes: probability >= card.threshold ? boxesIn(saliency, input) : [] },
      };
    },
  };
}

/** The labelled images of a folder in the challenge's layout, in the order of their names. */
export function labelledImages(data: string): readonly LabelledImage[] {
  const { images, problems } = readLabels({
    kind: 'challenge',
    images: join(data, 'stage_2_train_images'),
    labels: join(data, 'stage_2_train_labels.csv'),
    classes: null,
  });
  for (const { message } of problems) throw new Error(message);
  return images.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Each image's patient, from patients.csv (patientId, nihPatient) where there is one: several images can be one patient's. */
export async function patientsOf(data: string): Promise<(image: LabelledImage) => string> {
  const file = join(data, 'patients.csv');
  const lines = existsSync(file) ? (await readFile(file, 'utf8')).trim().split(/\r?\n/u).slice(1) : [];
  const patients = new Map(lines.map((line) => line.split(',') as [string, string]));
  return ({ name, patient }) => patients.get(name.replace(/\.dcm$/u, '')) ?? patient ?? name;
}
