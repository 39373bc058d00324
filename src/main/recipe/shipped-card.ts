import type { ModelCard } from '../../shared/model';
import type { ScoredCase } from '../statistics/metrics';
import { type Subject, subgroupFigures } from '../statistics/subgroups';
import { namedThresholds } from '../statistics/named-points';
import { cardCalibration, cardPoints, modelFigures } from '../ml/model-figures';
import type { RecipeImage } from './recipe-image';

const rsnaTerms =
  'RSNA Pneumonia Detection Challenge 2018 (Shih G et al., Radiology: Artificial Intelligence 2019;1(1):e180041): use with attribution. ' +
  'Images: NIH Clinical Center, ChestX-ray14 (Wang X et al., CVPR 2017; nihcc.app.box.com/v/ChestXray-NIHCC): no restrictions.';
const derivedTerms = `Derived from the RSNA and NIH images and published without a licence of its own; used for training, not shipped. ${rsnaTerms}`;

/** What of a source the card says; the folder's name is the images' in the recipe. */
const sources = [
  { folder: 'rsna', name: 'RSNA adults as DICOM (calibration and thresholds only)', terms: rsnaTerms },
  { folder: 'rsna_equalised_256', name: 'RSNA adults, 256 pixels, histogram-equalised by their source', terms: derivedTerms },
  { folder: 'rsna_lungs_256', name: 'RSNA adults, 256 pixels, lungs cut out by their source (pre-training only)', terms: derivedTerms },
  {
    folder: 'nih_weak_256',
    name: 'NIH adults whose reports name findings other than opacities, as negatives',
    terms: 'NIH Clinical Center, ChestX-ray14 (Wang X et al., CVPR 2017; nihcc.app.box.com/v/ChestXray-NIHCC): no restrictions.',
  },
  { folder: 'kermany', name: 'Children (Kermany)', terms: 'Kermany D et al., Mendeley Data v2, doi 10.17632/rscbjbr9sj.2: CC BY 4.0.' },
] as const;

export interface ShippedFacts {
  readonly id: string;
  readonly inputSize: number;
  readonly preprocessingVersion: string;
  readonly architecture: string;
  readonly overlayMethod: string;
  readonly members: number;
  /** Calibrated probabilities of the adults on none of whom it was trained. */
  readonly heldOut: readonly (ScoredCase & Subject)[];
  readonly pointingHit: number | null;
  readonly images: readonly RecipeImage[];
  readonly createdOn: string;
}

const measuredOn = 'RSNA adults on none of whom the networks were trained; calibration and thresholds were chosen on them';

/** The shipped model's card; measure-shipped.ts adds what is measured on images held back from everyone. */
export function shippedCard(facts: ShippedFacts): ModelCard {
  const points = namedThresholds(facts.heldOut);
  const threshold = points.find(({ name }) => name === 'balanced')?.threshold ?? 0.5;
  return {
    id: facts.id,
    name: 'Opacity network, second edition',
    createdOn: facts.createdOn,
    inputSize: facts.inputSize,
    preprocessingVersion: facts.preprocessingVersion,
    threshold,
    overlayMethod: facts.overlayMethod,
    architecture:
      `${facts.architecture}; its score is computed from that map’s strongest cell, strongest 3 x 3 cells and mean, and from what it takes the image for ` +
      'of three (normal, not normal, opacity). Trained from two seeds. Each network sees a picture as it is and mirrored; score and map are the means of all passes.',
    intendedUse: 'Research into finding lung opacities suspicious for pneumonia on frontal chest radiographs. Not for diagnosis.',
    limits: [
      'The label is "lung opacity suspicious for pneumonia" as radiologists saw it on the image alone, not a clinical diagnosis.',
      'Adults of one hospital (NIH Clinical Center) and children of one other (Guangzhou): other hospitals, devices and populations were not measured.',
      'Images that are not normal and show no opacity (effusion, atelectasis, masses, devices) raise the score: most of its false alarms are among them.',
      'The adults’ images were rebuilt from 8-bit NIH files or come at 256 pixels; they are not the original recordings of the device.',
      'Trained on few images for a network of its size; published networks trained on all 26,684 RSNA images reach AUC 0.86 to 0.87 on this task.',
      'Its overlay marks where a radiologist would draw a box; a box is not an outline of the disease.',
    ],
    trainingData: sources.map(({ folder, name, terms }) => {
      const images = facts.images.filter((image) => image.name.startsWith(`${folder}/`));
      return { name, images: images.length, positives: images.filter(({ positive }) => positive).length, terms };
    }),
    split: 'By NIH patient number: the RSNA adults validate, and all images of their patients are left out of training.',
    evaluation: [modelFigures(measuredOn, facts.heldOut, threshold, facts.pointingHit)],
    operatingPoints: cardPoints(points, facts.heldOut, measuredOn),
    calibration: cardCalibration('Platt scaling of the logit', facts.heldOut, measuredOn),
    subgroups: { measuredOn, groups: subgroupFigures(facts.heldOut) },
    external: [],
    recordedScores: [],
    ensemble: {
      members: facts.members,
      passes: 2,
      what: 'Networks trained from different seeds, each on the picture as it is and on its mirror image',
    },
    licence: 'Apache-2.0',
  };
}
