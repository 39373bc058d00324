import { join } from 'node:path';
import { readLabels } from '../dataset/labels/read-labels';
import type { TestCase } from '../services/evaluate-model';
import type { Recipe } from './recipe';
import { reportedAdults } from './sources';
import { memberSettings, seeds, shippedImages } from './stages';
import { nihTerms, rsnaTerms } from './terms';

const derivedTerms = `Derived from the RSNA and NIH images and published without a licence of its own; used for training, not shipped. ${rsnaTerms}`;

/** How the model in resources/models is made (docs/model-development.md). @param data holds the sources' folders */
export function shippedRecipe(data: string): Recipe {
  const images = shippedImages(data);
  return {
    id: 'fourth-1',
    dataset: 'shipped',
    images,
    calibrates: 'validation',
    seeds,
    stages: (seed) => [memberSettings(seed)],
    tests: [
      { name: 'RSNA adults, test patients (scored at the end)', kind: 'evaluation', cases: testAdults(data) },
      {
        name: 'Children of another hospital, test images (others of them were trained on)',
        kind: 'external',
        cases: testChildren(data),
      },
      {
        name: 'NIH adults by the words of their reports: pneumonia or consolidation against no finding (weak labels)',
        kind: 'external',
        cases: reportedAdults(data, new Set(images.map(({ patient }) => patient))),
      },
    ],
    words: {
      name: 'Opacity network, fourth edition',
      limits: [
        'The label is "lung opacity suspicious for pneumonia" as radiologists saw it on the image alone, not a clinical diagnosis.',
        'Adults of one hospital (NIH Clinical Center) and children of one other (Guangzhou): other hospitals, devices and populations were not measured.',
        'Images that are not normal and show no opacity (effusion, atelectasis, masses, devices) raise the score: most of its false alarms are among them.',
        'The adults’ images were rebuilt from 8-bit NIH files or come at 256 pixels; they are not the original recordings of the device.',
        'Trained on few images for a network of its size; published networks trained on all 26,684 RSNA images reach AUC 0.86 to 0.87 on this task.',
        'Called by the words of their reports instead of by radiologists, NIH’s images are told apart hardly better than by chance: more than half of the words are wrong, and other images of that source were trained on as negatives only.',
        'Its overlay marks where a radiologist would draw a box; a box is not an outline of the disease.',
      ],
      sources: [
        { folder: 'rsna', name: 'RSNA adults as DICOM (calibration and thresholds only)', terms: rsnaTerms },
        { folder: 'rsna_equalised_256', name: 'RSNA adults, 256 pixels, histogram-equalised by their source', terms: derivedTerms },
        {
          folder: 'rsna_lungs_256',
          name: 'RSNA adults, 256 pixels, lungs cut out by their source (pre-training only)',
          terms: derivedTerms,
        },
        { folder: 'nih_weak_256', name: 'NIH adults whose reports name findings other than opacities, as negatives', terms: nihTerms },
        {
          folder: 'kermany',
          name: 'Children (Kermany)',
          terms: 'Kermany D et al., Mendeley Data v2, doi 10.17632/rscbjbr9sj.2: CC BY 4.0.',
        },
      ],
      split: 'By NIH patient number: the RSNA adults validate, and all images of their patients are left out of training.',
      calibratedOn: 'RSNA adults on none of whom the networks were trained; calibration and thresholds were chosen on them',
    },
  };
}

function testAdults(data: string): readonly TestCase[] {
  const folder = join(data, 'rsna_test');
  const file = (name: string): string => join(folder, name);
  return casesOf({
    kind: 'challenge',
    images: file('stage_2_train_images'),
    labels: file('stage_2_train_labels.csv'),
    classes: file('stage_2_detailed_class_info.csv'),
  });
}

function testChildren(data: string): readonly TestCase[] {
  const folder = join(data, 'kermany', 'test');
  return casesOf({ kind: 'table', images: folder, labels: join(folder, 'labels.csv') });
}

function casesOf(source: Parameters<typeof readLabels>[0]): readonly TestCase[] {
  return readLabels(source).images.map(({ name, patient, ...image }) => ({ ...image, patient: patient ?? name }));
}
