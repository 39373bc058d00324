import { join } from 'node:path';
import type { CardCalibration, ModelFigures, OperatingPoint } from '../../shared/model-card';
import type { TrainerCase } from '../dataset/trainer-case';
import { type Calibration, calibrate, uncalibrated } from './calibrate';
import { type BestEpoch, readBest } from './checkpoint';
import { writeDurableFolder } from './durable-folder';
import type { ScoredCase } from '../statistics/metrics';
import { cardCalibration, cardPoints, modelFigures, pointingHitOf } from './model-figures';
import { toFiles } from './network-artifacts';
import type { BuiltNetwork } from './networks/build-network';
import { toInference } from './networks/to-inference';
import { namedThresholds } from '../statistics/named-points';
import { chooseThreshold } from '../statistics/operating-point';
import type { TrainingRun } from './training-loop';
import { scoreCases, type ScoredTrainerCase } from './validate';
import { probabilityOf } from '../statistics/probability';

/** What a run's model is and does, for its card. */
export interface FinishedModel {
  readonly architecture: string;
  readonly overlayMethod: string;
  readonly preprocessingVersion: string;
  readonly threshold: number;
  readonly validation: ModelFigures;
  readonly test: ModelFigures | null;
  readonly operatingPoints: readonly OperatingPoint[];
  readonly calibration: CardCalibration;
}

/**
 * Makes the model of the best epoch: calibrates it on the validation part (Platt), chooses the threshold there, measures it, and writes
 * model.json and weights.bin into the run's folder `model`. The training step's weights are the best epoch's afterwards. Fails as
 * 'disk-full'.
 */
export async function finishRun(
  run: TrainingRun,
  built: BuiltNetwork,
  best: BestEpoch,
  test: readonly TrainerCase[],
  onWarning: (message: string) => void,
): Promise<FinishedModel> {
  const { settings, step } = run;
  const weights = readBest(run.runFolder, best);
  const state = step.state();
  step.restore({ ...state, weights, average: state.average === null ? null : weights });

  const validation = await scoresOf(run, run.validation);
  const calibration = orderKept(calibrate(validation), onWarning);
  const method = calibration === uncalibrated ? 'None' : 'Platt scaling of the score';
  const calibrated = validation.map((one) => withCalibration(one, calibration));
  const threshold = chooseThreshold(calibrated, settings.operatingRule, settings.operatingValue);
  const figures = (name: string, scored: readonly ScoredCase[], cases: readonly TrainerCase[]): ModelFigures =>
    modelFigures(name, scored, threshold, pointingHitOf(built, run.pictures, cases, settings.batchSize));
  const validationFigures = figures('Validation part (weights, calibration and threshold were chosen on it)', calibrated, run.validation);
  const tested = hasBothClasses(test) ? (await scoresOf(run, test)).map((one) => withCalibration(one, calibration)) : null;
  const testFigures = tested === null ? null : figures('Test part (scored once, at the end)', tested, test);

  const { modelJson, weights: modelWeights } = toFiles(await toInference(built, calibration));
  const files = { 'model.json': Buffer.from(JSON.stringify(modelJson)), 'weights.bin': modelWeights };
  writeDurableFolder(join(run.runFolder, 'model'), files);
  return {
    architecture: built.architecture,
    overlayMethod: built.overlayMethod,
    preprocessingVersion: built.preprocessing,
    threshold,
    validation: validationFigures,
    test: testFigures,
    operatingPoints: cardPoints(namedThresholds(calibrated), calibrated, 'Validation part (the thresholds were chosen on it)'),
    calibration: cardCalibration(method, calibrated, 'Validation part (it was fitted on it)'),
  };
}

async function scoresOf({ step, pictures, settings }: TrainingRun, cases: readonly TrainerCase[]): Promise<readonly ScoredTrainerCase[]> {
  const scored = await scoreCases(step, pictures, cases, settings.batchSize, () => false);
  return scored?.cases ?? [];
}

function withCalibration({ patient, positive, logit }: ScoredTrainerCase, { slope, offset }: Calibration): ScoredCase {
  return { patient, positive, probability: probabilityOf(slope * logit + offset) };
}

/** A network that tells nothing apart would be calibrated by turning its answers round: it is left as it is instead. */
function orderKept(calibration: Calibration, onWarning: (message: string) => void): Calibration {
  if (calibration.slope > 0 && Number.isFinite(calibration.offset)) return calibration;
  onWarning('The network tells positive from negative validation images no better than chance; its scores are left uncalibrated.');
  return uncalibrated;
}

function hasBothClasses(cases: readonly TrainerCase[]): boolean {
  return cases.some((one) => one.positive) && cases.some((one) => !one.positive);
}
