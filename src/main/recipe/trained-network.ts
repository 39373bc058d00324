import type { TrainingSettings } from '../../shared/training';
import type { Calibration } from '../ml/calibrate';
import { buildNetwork } from '../ml/networks/build-network';
import { toInference } from '../ml/networks/to-inference';
import { tf, type LayersModel } from '../ml/tensorflow';
import { createTrainingStep } from '../ml/training-step';
import { withMirroredPass } from './mirrored-pass';

/** The network of these settings with these weights (all of them, in the training step's order), calibrated, looking at the mirror image too. */
export async function trainedNetwork(
  settings: TrainingSettings,
  pretrainedFolder: string,
  weights: Float32Array,
  calibration: Calibration,
): Promise<LayersModel> {
  const built = await buildNetwork(settings, pretrainedFolder);
  const step = createTrainingStep(built, settings, 0.5);
  const state = step.state();
  step.restore({ ...state, weights, average: state.average === null ? null : weights });
  const artifacts = await toInference(built, calibration);
  step.dispose();
  built.network.dispose();
  return withMirroredPass(await tf.loadLayersModel(tf.io.fromMemory(artifacts)));
}
