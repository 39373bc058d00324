import type { ModelCard } from '../../shared/model';
import type { ScoredCase } from '../statistics/metrics';
import { type Subject, subgroupFigures } from '../statistics/subgroups';
import { namedThresholds } from '../statistics/named-points';
import { cardCalibration, cardPoints, modelFigures } from '../ml/model-figures';
import type { Recipe } from './recipe';

export interface ShippedFacts {
  readonly recipe: Recipe;
  readonly inputSize: number;
  readonly preprocessingVersion: string;
  readonly architecture: string;
  readonly overlayMethod: string;
  readonly members: number;
  /** Calibrated probabilities of the adults on none of whom it was trained. */
  readonly heldOut: readonly (ScoredCase & Subject)[];
  readonly pointingHit: number | null;
  readonly createdOn: string;
}

/** The shipped model's card; measure-shipped.ts adds what is measured on images held back from everyone. */
export function shippedCard(facts: ShippedFacts): ModelCard {
  const { id, images, words } = facts.recipe;
  const measuredOn = words.calibratedOn;
  const points = namedThresholds(facts.heldOut);
  const threshold = points.find(({ name }) => name === 'balanced')?.threshold ?? 0.5;
  return {
    id,
    name: words.name,
    createdOn: facts.createdOn,
    inputSize: facts.inputSize,
    preprocessingVersion: facts.preprocessingVersion,
    threshold,
    overlayMethod: facts.overlayMethod,
    architecture:
      `${facts.architecture}; its score is computed from that map’s strongest cell, strongest 3 x 3 cells and mean, and from what it takes the image for ` +
      `of three (normal, not normal, opacity). Trained from ${facts.members === 1 ? 'one seed' : `${facts.members} seeds`}. Each network sees a picture as it is and mirrored; score and map are the means of all passes.`,
    intendedUse: 'Research into finding lung opacities suspicious for pneumonia on frontal chest radiographs. Not for diagnosis.',
    limits: words.limits,
    trainingData: words.sources.map(({ folder, name, terms }) => {
      const taken = images.filter((image) => image.name.startsWith(`${folder}/`));
      return { name, images: taken.length, positives: taken.filter(({ positive }) => positive).length, terms };
    }),
    split: words.split,
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
