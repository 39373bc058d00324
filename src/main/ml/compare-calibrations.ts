import type { Estimate } from '../../shared/model-card';
import { bootstrapInterval } from '../statistics/metrics';
import { seededRandom, shuffled } from '../statistics/random';
import { calibrate, type LabelledLogit } from './calibrate';
import { calibrateIsotonic, isotonicProbability } from './isotonic';
import { probabilityOf } from '../statistics/probability';

/** A logit of a network that was not trained on this patient. */
export interface HeldOutLogit extends LabelledLogit {
  readonly patient: string;
}

export interface CalibrationComparison {
  /** Mean negative logarithm of the true label's probability, of images held out from the calibration; less is better. */
  readonly uncalibrated: number;
  readonly platt: number;
  readonly isotonic: number;
  /** Isotonic minus Platt, with its 95 % interval by bootstrap over patients. */
  readonly difference: Estimate;
  /** Isotonic only where the whole interval lies below zero: Platt's two numbers are folded into the network and keep every order. */
  readonly better: 'platt' | 'isotonic';
}

/**
 * Compares Platt's calibration with isotonic regression by cross-validation over patients, on log loss (Niculescu-Mizil and Caruana, ICML
 * 2005). The folds depend on the seed only.
 * @param cases of both classes; each fold's other cases need both too
 */
export function compareCalibrations(cases: readonly HeldOutLogit[], folds = 5, seed = 1): CalibrationComparison {
  const foldOf = foldsByPatient(cases, folds, seed);
  const losses = Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const others = cases.filter(({ patient }) => foldOf.get(patient) !== fold);
    const [{ slope, offset }, isotonic] = [calibrate(others), calibrateIsotonic(others)];
    return cases
      .filter(({ patient }) => foldOf.get(patient) === fold)
      .map((one) => ({
        patient: one.patient,
        uncalibrated: lossAt(probabilityOf(one.logit), one.positive),
        platt: lossAt(probabilityOf(slope * one.logit + offset), one.positive),
        isotonic: lossAt(isotonicProbability(isotonic, one.logit), one.positive),
      }));
  });
  const [platt, isotonic] = [mean(losses.map((one) => one.platt)), mean(losses.map((one) => one.isotonic))];
  // The interval is of the mean of one number a case, which travels in the place of the probability.
  const differences = losses.map((one) => ({ patient: one.patient, positive: true, probability: one.isotonic - one.platt }));
  const interval = bootstrapInterval(differences, (drawn) => mean(drawn.map(({ probability }) => probability)), 2_000, seed);
  return {
    uncalibrated: mean(losses.map((one) => one.uncalibrated)),
    platt,
    isotonic,
    difference: { value: isotonic - platt, ...interval },
    better: interval.high < 0 ? 'isotonic' : 'platt',
  };
}

/** Patients with a positive image first, then the others, each in random order and dealt out in turn: every fold gets its share of both. */
function foldsByPatient(cases: readonly HeldOutLogit[], folds: number, seed: number): ReadonlyMap<string, number> {
  const sick = new Set(cases.filter((one) => one.positive).map(({ patient }) => patient));
  const healthy = new Set(cases.map(({ patient }) => patient).filter((patient) => !sick.has(patient)));
  const random = seededRandom(seed);
  const order = [...shuffled([...sick], random), ...shuffled([...healthy], random)];
  return new Map(order.map((patient, index) => [patient, index % folds]));
}

/** Kept finite where a probability rounds to 0 or 1. */
function lossAt(probability: number, positive: boolean): number {
  return -Math.log(Math.max(positive ? probability : 1 - probability, 1e-12));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
