import type { TrainingSettings } from '../../shared/training';
import type { Calibration } from '../ml/calibrate';
import { loadCheckpoint, readBest } from '../ml/checkpoint';
import { buildNetwork } from '../ml/networks/build-network';
import { toInference } from '../ml/networks/to-inference';
import { tf, type LayersModel } from '../ml/tensorflow';
import { createTrainingStep } from '../ml/training-step';

/** The network that a finished run kept, as it is used, calibrated. */
export async function trainedNetwork(
  settings: TrainingSettings,
  pretrainedFolder: string,
  runFolder: string,
  calibration: Calibration,
): Promise<LayersModel> {
  const best = loadCheckpoint(runFolder, () => undefined)?.position.best ?? null;
  if (best === null) throw new Error(`${runFolder} holds no finished epoch`);
  const built = await buildNetwork(settings, pretrainedFolder);
  const step = createTrainingStep(built, settings, 0.5);
  const [state, weights] = [step.state(), readBest(runFolder, best)];
  step.restore({ ...state, weights, average: state.average === null ? null : weights });
  const artifacts = await toInference(built, calibration);
  step.dispose();
  built.network.dispose();
  return tf.loadLayersModel(tf.io.fromMemory(artifacts));
}
