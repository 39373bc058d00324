import { join } from 'node:path';
import type { Services } from '../compose';
import { pictureFormFor } from '../dataset/trainer-cases';
import { splitDataset } from '../dataset/split';
import { writeModelFolder } from '../engine/model-folder';
import { type Calibration, calibrate } from '../ml/calibrate';
import { buildNetwork } from '../ml/networks/build-network';
import { artifactsOf, toFiles } from '../ml/network-artifacts';
import { areaUnderCurve } from '../statistics/metrics';
import { averageWeights } from './average-weights';
import { type OutOfFoldCase, scoreFold } from './out-of-fold';
import type { RecipeImage } from './recipe-image';
import { shippedCard } from './shipped-card';
import { fineTuning, folds } from './stages';
import { trainedNetwork } from './trained-network';

const uncalibrated: Calibration = { slope: 1, offset: 0 };

/** Makes the model of the runs of all folds, in `folder`/`id`. Answers its folder. */
export async function makeShipped(
  { datasets, paths }: Services,
  pretrainingRun: number,
  runs: readonly number[],
  images: readonly RecipeImage[],
  { folder, id }: { readonly folder: string; readonly id: string },
): Promise<string> {
  const settings = fineTuning(pretrainingRun, 1);
  const form = pictureFormFor(settings);
  const { cases, contentSha256 } = datasets.open('adults');
  const picturesFile = await datasets.pictures('adults', form, contentSha256);
  const outOfFold: OutOfFoldCase[] = [];
  for (const [index, run] of runs.entries()) {
    const { validation } = splitDataset(cases, fineTuning(pretrainingRun, index + 1));
    const network = await trainedNetwork(settings, paths.pretrained, averageWeights([join(paths.runs, String(run))]), uncalibrated);
    outOfFold.push(...scoreFold(network, picturesFile, validation));
  }
  const [plain, mirrored] = [outOfFold.map(({ image, plainLogit }) => ({ image, logit: plainLogit })), outOfFold].map((scored) =>
    areaUnderCurve(
      scored.map(({ image, logit }) => ({ patient: image.patient, positive: image.positive, probability: 1 / (1 + Math.exp(-logit)) })),
    ),
  );
  process.stderr.write(
    `Out of fold, ${folds} folds: AUC ${plain?.toFixed(4)} of the picture, ${mirrored?.toFixed(4)} with its mirror image.\n`,
  );

  const calibration = calibrate(outOfFold.map(({ image, logit }) => ({ logit, positive: image.positive })));
  const network = await trainedNetwork(
    settings,
    paths.pretrained,
    averageWeights(runs.map((run) => join(paths.runs, String(run)))),
    calibration,
  );
  const boxed = outOfFold.filter(({ hit }) => hit !== null);
  const { architecture, overlayMethod } = await buildNetwork(settings, paths.pretrained);
  const card = shippedCard({
    id,
    inputSize: form.size,
    preprocessingVersion: form.preprocessing,
    architecture,
    overlayMethod,
    outOfFold: outOfFold.map(({ image, logit }) => ({
      patient: image.patient,
      positive: image.positive,
      probability: 1 / (1 + Math.exp(-(calibration.slope * logit + calibration.offset))),
    })),
    pointingHit: boxed.filter(({ hit }) => hit).length / boxed.length,
    calibrationMethod: 'Platt scaling of the logit',
    images,
    createdOn: new Date().toISOString().slice(0, 10),
  });
  const { modelJson, weights } = toFiles(await artifactsOf(network));
  await writeModelFolder(join(folder, id), modelJson, weights, card);
  return join(folder, id);
}
