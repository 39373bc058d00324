import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { presetTitles } from '../../shared/training-presets';
import type { ActiveModel, ModelCard } from '../../shared/model';
import { noAdditions } from '../../shared/model-card';
import type { RunDetail } from '../../shared/training';
import type { DatasetCase } from '../dataset/dataset-case';
import { type ModelJson, readModelFolder, writeModelFolder } from '../engine/model-folder';
import type { TrainedCandidate } from '../engine/training-protocol';

/**
 * Makes a model of what a run left: its card and its files in a folder of their own among the models. An earlier model of the same run, which
 * may be in force, is not written over.
 * @param trainedFolder holds model.json and weights.bin
 * @param training the cases that the network was trained on
 */
export async function makeCandidate(
  modelsFolder: string,
  trainedFolder: string,
  run: RunDetail,
  candidate: TrainedCandidate,
  training: readonly DatasetCase[],
  nowMs: number,
): Promise<ActiveModel> {
  const id = freeId(modelsFolder, `${run.settings.preset}-run-${run.run}`);
  const card = cardOf(id, run, candidate, training, nowMs);
  const modelJson = JSON.parse(await readFile(join(trainedFolder, 'model.json'), 'utf8')) as ModelJson;
  await writeModelFolder(join(modelsFolder, id), modelJson, await readFile(join(trainedFolder, 'weights.bin')), card);
  const { sha256 } = await readModelFolder(join(modelsFolder, id));
  return { card, sha256 };
}

function freeId(modelsFolder: string, wanted: string): string {
  let id = wanted;
  for (let edition = 2; existsSync(join(modelsFolder, id)); edition += 1) id = `${wanted}-${edition}`;
  return id;
}

function cardOf(
  id: string,
  { run, dataset, datasetSha256, settings, epoch, best, warnings }: RunDetail,
  candidate: TrainedCandidate,
  training: readonly DatasetCase[],
  nowMs: number,
): ModelCard {
  return {
    id,
    name: `${presetTitles[settings.preset]}, run ${run} on ${dataset}`,
    createdOn: new Date(nowMs).toISOString().slice(0, 10),
    inputSize: settings.inputSize,
    preprocessingVersion: candidate.preprocessingVersion,
    threshold: candidate.threshold,
    overlayMethod: candidate.overlayMethod,
    architecture: candidate.architecture,
    intendedUse: 'Research into finding lung opacities suspicious for pneumonia on frontal chest radiographs. Not for diagnosis.',
    limits: [
      `Trained on this machine by run ${run} on the dataset ${dataset}; it knows the hospitals, devices and people of that dataset only.`,
      'It means by positive what the labels of its dataset mean.',
      ...warnings,
    ],
    trainingData: [
      {
        name: `${dataset} (content ${datasetSha256.slice(0, 12)})`,
        images: training.length,
        positives: training.filter((one) => one.positive).length,
        terms: 'As the dataset was added on this machine; ask whoever provided it.',
      },
    ],
    split: `${splitSentence(settings)} Weights of epoch ${best?.epoch ?? epoch} of ${epoch}, the best by validation AUC.`,
    ...noAdditions,
    operatingPoints: candidate.operatingPoints,
    calibration: candidate.calibration,
    evaluation: candidate.test === null ? [candidate.validation] : [candidate.validation, candidate.test],
  };
}

function splitSentence({ split, seed, validationShare, testShare, fold, folds }: RunDetail['settings']): string {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  switch (split) {
    case 'patients':
      return `By patient, stratified, seed ${seed}: ${percent(validationShare)} of the patients for validation, ${percent(testShare)} for the test.`;
    case 'folds':
      return `By patient, stratified, seed ${seed}: fold ${fold} of ${folds} for validation, the others for training.`;
    case 'seed':
      return 'The seed notebook’s own: first row a patient, sorted by patient, the first 74.95 % for training.';
  }
}
