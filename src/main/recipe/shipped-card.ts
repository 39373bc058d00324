import type { ModelCard } from '../../shared/model';
import type { ScoredCase } from '../statistics/metrics';
import { namedThresholds } from '../statistics/named-points';
import { cardCalibration, cardPoints, modelFigures } from '../ml/model-figures';
import type { RecipeImage } from './recipe-image';

const rsnaTerms =
  'RSNA Pneumonia Detection Challenge 2018 (Shih G et al., Radiology: Artificial Intelligence 2019;1(1):e180041): use with attribution. ' +
  'Images: NIH Clinical Center, ChestX-ray14 (Wang X et al., CVPR 2017; nihcc.app.box.com/v/ChestXray-NIHCC): no restrictions.';
const derivedTerms = `Derived from the RSNA and NIH images and published without a licence of its own; used for training, not shipped. ${rsnaTerms}`;

/** What of a source the card says; the folder's name is the images' in the recipe. */
const sources = [
  { folder: 'rsna', name: 'RSNA adults as DICOM', terms: rsnaTerms },
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
  /** Calibrated probabilities of the adults, each by a network that was not trained on the patient. */
  readonly outOfFold: readonly ScoredCase[];
  readonly pointingHit: number | null;
  readonly calibrationMethod: string;
  readonly images: readonly RecipeImage[];
  readonly createdOn: string;
}

const measuredOn =
  'RSNA adults out of fold: each scored by a network that was not trained on the patient; the thresholds were chosen on these scores';

/** The shipped model's card; what is measured on held-back images is added by whoever measures it. */
export function shippedCard(facts: ShippedFacts): ModelCard {
  const points = namedThresholds(facts.outOfFold);
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
      'of three (normal, not normal, opacity). Mean of the weights of five networks, one a fold. Each picture is seen as it is and mirrored; the score is the mean.',
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
    split: 'By NIH patient number: five folds of the RSNA adults, stratified; no patient of theirs is among the images of the first stage.',
    evaluation: [modelFigures('RSNA adults, out of fold', facts.outOfFold, threshold, facts.pointingHit)],
    operatingPoints: cardPoints(points, facts.outOfFold, measuredOn),
    calibration: cardCalibration(facts.calibrationMethod, facts.outOfFold, 'RSNA adults out of fold (it was fitted on them)'),
    subgroups: null,
    external: [],
    recordedScores: [],
    ensemble: { members: 1, passes: 2, what: 'The picture as it is, and its mirror image' },
    licence: 'Apache-2.0',
  };
}
