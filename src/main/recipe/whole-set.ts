import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { TrainingSettings } from '../../shared/training';
import { changeSettings } from '../../shared/check-settings';
import { readChallenge } from '../dataset/labels/challenge';
import { dealPatients } from '../dataset/split';
import { wholeSetSeeds, wholeSetStages } from './gpu-stages';
import type { Recipe } from './recipe';
import type { RecipeImage, RsnaClass } from './recipe-image';
import { rsnaTerms } from './terms';

export interface WholeSetOptions {
  /** Where it will be trained: a processor takes smaller batches. */
  readonly device: 'cpu' | 'gpu';
  /** At most so many images, of whole patients: a dry run. All of them without it. */
  readonly images?: number | undefined;
  /** Members of the ensemble; as many as there are seeds without it. */
  readonly members?: number | undefined;
  /** Settings that every stage has otherwise. */
  readonly changes?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * How a model is made of the RSNA challenge's whole set on a GPU (docs/model-development.md).
 * Throws not-found, labels-unusable, invalid-request.
 * @param data holds stage_2_train_images, stage_2_train_labels.csv, stage_2_detailed_class_info.csv; and patients.csv where there is one
 */
export function wholeSetRecipe(data: string, { device, images: most, members, changes = {} }: WholeSetOptions): Recipe {
  const all = challengeImages(data);
  const chosen = most === undefined || most >= all.length ? all : sliceOf(all, most);
  const isSlice = chosen.length < all.length;
  const parts = inParts(chosen, isSlice);
  return {
    id: isSlice ? `rsna-slice-${most}` : 'rsna-1',
    dataset: isSlice ? `rsna-slice-${most}` : 'rsna-whole',
    images: parts
      .filter(({ part }) => part !== 'scored-at-the-end')
      .map(({ image, part }) => ({ ...image, part: part as RecipeImage['part'] })),
    calibrates: 'test',
    seeds: wholeSetSeeds.slice(0, members),
    stages: (seed) => {
      const [first, ...others] = wholeSetStages(seed, device);
      return [changed(first, changes), ...others.map((stage) => changed(stage, changes))];
    },
    tests: [
      {
        name: 'RSNA adults, test patients (scored at the end)',
        kind: 'evaluation',
        cases: parts.filter(({ part }) => part === 'scored-at-the-end').map(({ image }) => image),
      },
    ],
    words: {
      name: isSlice ? `Dry run on ${chosen.length} RSNA images: of no use` : 'Opacity network, trained on the whole RSNA set',
      limits: [
        'The label is "lung opacity suspicious for pneumonia" as radiologists saw it on the image alone, not a clinical diagnosis.',
        'Adults of one hospital (NIH Clinical Center): other hospitals, devices and populations were not measured.',
        'Images that are not normal and show no opacity (effusion, atelectasis, masses, devices) raise the score.',
        'Its overlay marks where a radiologist would draw a box; a box is not an outline of the disease.',
        ...(isSlice ? ['Made by a dry run on a slice of the images, to try the way: it says nothing about anybody.'] : []),
        ...(hasPatients(data)
          ? []
          : ['Whose image is whose was not known: an image counted as a person, and one person’s images may be in several parts.']),
      ],
      sources: [{ folder: 'rsna', name: 'RSNA adults as DICOM, training, validation and calibration', terms: rsnaTerms }],
      split:
        `By patient, both classes in the same proportion: ${percent(sharesOf(isSlice).validation)} choose the epoch, ` +
        `${percent(sharesOf(isSlice).calibration)} calibrate, ${percent(sharesOf(isSlice).test)} are scored at the end; the others train.`,
      calibratedOn: 'RSNA adults on none of whom the networks were trained; calibration and thresholds were chosen on them',
    },
  };
}

export const hasPatients = (data: string): boolean => existsSync(join(data, 'patients.csv'));

function challengeImages(data: string): readonly Omit<RecipeImage, 'part'>[] {
  const file = (name: string): string => join(data, name);
  const { images } = readChallenge({
    kind: 'challenge',
    images: file('stage_2_train_images'),
    labels: file('stage_2_train_labels.csv'),
    classes: file('stage_2_detailed_class_info.csv'),
  });
  return images.map(({ name, file: path, patient, positive, class: className, boxes }) => ({
    name: `rsna/${name}`,
    file: path,
    inverted: false,
    positive,
    patient: patient ?? name,
    class: className as RsnaClass,
    boxes,
  }));
}

/** Shares of the patients; the others train. */
interface Shares {
  readonly validation: number;
  readonly calibration: number;
  readonly test: number;
}

/** Of 26,684 images some 1,600, 2,400 and 2,400. A slice needs some of everyone in each part. */
const sharesOf = (isSlice: boolean): Shares =>
  isSlice ? { validation: 0.15, calibration: 0.2, test: 0.2 } : { validation: 0.06, calibration: 0.09, test: 0.09 };

/** The same for every member: what calibrates must have trained none of them. */
const dealingSeed = 1;

function sliceOf<Image extends Pick<RecipeImage, 'patient' | 'positive'>>(images: readonly Image[], most: number): readonly Image[] {
  const parts = dealPatients(images, dealingSeed, [most / images.length]);
  return images.filter(({ patient }) => parts.get(patient) === 0).slice(0, most);
}

function inParts(images: readonly Omit<RecipeImage, 'part'>[], isSlice: boolean) {
  const { validation, calibration, test } = sharesOf(isSlice);
  const dealt = dealPatients(images, dealingSeed + 1, [validation, calibration, test]);
  // The dataset's test part is never trained on or chosen by: it calibrates. What is scored at the end is in no dataset at all.
  const names = ['validation', 'test', 'scored-at-the-end', 'training'] as const;
  return images.map((image) => ({ image, part: names[dealt.get(image.patient) ?? 3] ?? 'training' }));
}

function changed(settings: TrainingSettings, changes: Readonly<Record<string, unknown>>): TrainingSettings {
  const answer = changeSettings(settings, changes);
  return typeof answer === 'string' ? fail('invalid-request', answer) : answer;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
