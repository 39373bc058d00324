import { join } from 'node:path';
import type { Split } from '../ml/split';
import { splitByPatient } from '../ml/split';
import type { LabelledCase } from './labelled-cases';
import { readBoxes, readChallengeFolder, readCopiesFolder } from './labelled-cases';
import { splitSeed, validationShare } from './recipe';

export interface TrainingData {
  /** The RSNA adults as DICOM, parted by patient. */
  readonly adults: Split<LabelledCase>;
  /** Whole pictures of other RSNA images, equalised by their source. */
  readonly equalised: readonly LabelledCase[];
  /** Lungs cut out of other RSNA images, for pre-training. */
  readonly lungs: readonly LabelledCase[];
  /** Looked at once, when everything else is settled. */
  readonly test: readonly LabelledCase[];
}

/**
 * The cases of the shared data folder. Patients of the validation side are taken out of every other training folder, and a patient of
 * the test folder in any of them ends the run.
 */
export async function readTrainingData(folder: string): Promise<TrainingData> {
  const boxes = await readBoxes(join(folder, 'labels', 'stage_2_train_labels.csv'));
  const adults = splitByPatient(await readChallengeFolder(join(folder, 'rsna')), validationShare, splitSeed);
  const test = await readChallengeFolder(join(folder, 'rsna_test'));
  const held = new Set(adults.validation.map((one) => one.patient));
  const others = async (name: string) => (await readCopiesFolder(join(folder, name), boxes)).filter((one) => !held.has(one.patient));
  const data = { adults, test, equalised: await others('rsna_equalised_256'), lungs: await others('rsna_lungs_256') };
  const tested = new Set(test.map((one) => one.patient));
  const shared = [...adults.training, ...adults.validation, ...data.equalised, ...data.lungs].find((one) => tested.has(one.patient));
  if (shared !== undefined) throw new Error(`${shared.file} is of a patient in the test folder`);
  return data;
}
