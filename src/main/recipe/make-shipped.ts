import { join } from 'node:path';
import type { Services } from '../compose';
import { splitDataset } from '../dataset/split';
import { pictureFormFor } from '../dataset/trainer-cases';
import { writeModelFolder } from '../engine/model-folder';
import { type Calibration, calibrate, uncalibrated } from '../ml/calibrate';
import { buildNetwork } from '../ml/networks/build-network';
import { artifactsOf, fromFiles, type NetworkFiles, toFiles } from '../ml/network-artifacts';
import { tf } from '../ml/tensorflow';
import { areaUnderCurve } from '../statistics/metrics';
import { probabilityOf } from '../statistics/probability';
import { compareCalibrations } from '../ml/compare-calibrations';
import { ensembleOf } from './ensemble';
import type { RecipeImage } from './recipe-image';
import { type HeldOutCase, scoreHeldOut } from './score-held-out';
import { shippedCard } from './shipped-card';
import { memberSettings } from './stages';
import { trainedNetwork } from './trained-network';

export interface ShippedOrder {
  readonly dataset: string;
  /** One a member, with its seed. */
  readonly runs: readonly { readonly seed: number; readonly run: number }[];
  readonly images: readonly RecipeImage[];
  readonly id: string;
  /** The model's own. */
  readonly folder: string;
}

/** Makes the ensemble of finished runs, calibrated on the adults whom none of them was trained on. */
export async function makeShipped({ datasets, paths }: Services, { dataset, runs, images, id, folder }: ShippedOrder): Promise<void> {
  const settings = memberSettings(runs[0]?.seed ?? 1);
  const form = pictureFormFor(settings);
  const ensemble = async (calibration: Calibration): Promise<NetworkFiles> => {
    const members = runs.map(({ seed, run }) =>
      trainedNetwork(memberSettings(seed), paths.pretrained, join(paths.runs, String(run)), calibration),
    );
    return toFiles(await artifactsOf(await ensembleOf(await Promise.all(members))), 'float16');
  };
  const { cases, contentSha256 } = datasets.open(dataset);
  const { validation } = splitDataset(cases, settings);
  // As it is stored: what is measured on these images is what the file gives.
  const asStored = await tf.loadLayersModel(tf.io.fromMemory(fromFiles(await ensemble(uncalibrated))));
  const heldOut = scoreHeldOut(asStored, await datasets.pictures(dataset, form, contentSha256), validation);
  tellPasses(heldOut);

  const logits = heldOut.map(({ image: { patient, positive }, logit }) => ({ patient, positive, logit }));
  tellCalibrations(logits);
  const calibration = calibrate(logits);
  const boxed = heldOut.filter(({ hit }) => hit !== null);
  const { architecture, overlayMethod } = await buildNetwork(settings, paths.pretrained);
  const card = shippedCard({
    id,
    inputSize: form.size,
    preprocessingVersion: form.preprocessing,
    architecture,
    overlayMethod,
    members: runs.length,
    heldOut: heldOut.map(({ image: { patient, positive, sex, ageYears, view }, logit }) => ({
      patient,
      positive,
      probability: probabilityOf(calibration.slope * logit + calibration.offset),
      sex,
      ageYears,
      view,
    })),
    pointingHit: boxed.filter(({ hit }) => hit).length / boxed.length,
    images,
    createdOn: new Date().toISOString().slice(0, 10),
  });
  const { modelJson, weights } = await ensemble(calibration);
  await writeModelFolder(folder, modelJson, weights, card);
}

/** The area under the curve of each pass alone and of all. */
function tellPasses(heldOut: readonly HeldOutCase[]): void {
  const aucOf = (logitOf: (one: HeldOutCase) => number): string =>
    areaUnderCurve(
      heldOut.map((one) => ({ patient: one.image.patient, positive: one.image.positive, probability: probabilityOf(logitOf(one)) })),
    ).toFixed(4);
  const passes = heldOut[0]?.passes.map((_, pass) => aucOf((one) => one.passes[pass] ?? NaN)) ?? [];
  process.stderr.write(`AUC on ${heldOut.length} held-out images: passes ${passes.join(', ')}; all ${aucOf(({ logit }) => logit)}\n`);
}

/** Whether isotonic regression, which cannot be folded into the network, would have done better. */
function tellCalibrations(logits: Parameters<typeof compareCalibrations>[0]): void {
  const { uncalibrated: none, platt, isotonic, difference } = compareCalibrations(logits);
  const [low, high] = [difference.low.toFixed(4), difference.high.toFixed(4)];
  process.stderr.write(
    `Log loss by cross-validation: uncalibrated ${none.toFixed(4)}, Platt ${platt.toFixed(4)}, isotonic ${isotonic.toFixed(4)} (${low} to ${high} more)\n`,
  );
}
