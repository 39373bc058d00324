import { useFusedReluGradient } from '../ml/fused-ops';
import type { ScoredCase } from '../ml/metrics';
import { areaUnderCurve } from '../ml/metrics';
import { opacityResidual } from '../ml/networks/opacity-residual';
import { seededRandom } from '../ml/random';
import type { LayersModel, Tensor } from '../ml/tensorflow';
import { tf } from '../ml/tensorflow';
import type { EpochReport, TrainingCase } from '../ml/train-network';
import { stackPictures, trainPhase } from '../ml/train-network';
import type { LabelledCase } from './labelled-cases';
import { loadCases } from './load-cases';
import { adultsAnEpoch, finetuning, inputSize, network as networkSettings, pretraining, trainingSeed } from './recipe';
import type { TrainingData } from './training-data';

/** A validation case's score before calibration. */
export type ValidationScore = ScoredCase & { readonly logit: number };

export interface TrainedNetwork {
  readonly network: LayersModel;
  readonly validation: readonly ValidationScore[];
}

/** Trains by the recipe and returns the network with the weights of the fine-tuning epoch of the best validation AUC. */
export async function trainFirstModel(data: TrainingData, log: (line: string) => void): Promise<TrainedNetwork> {
  useFusedReluGradient();
  const adults = await loadCases(data.adults.training, inputSize);
  const equalised = await loadCases(data.equalised, inputSize);
  const lungs = await loadCases(data.lungs, inputSize);
  const validation = await loadCases(data.adults.validation, inputSize);
  log(`${adults.length} adults, ${equalised.length} equalised, ${lungs.length} lungs; ${validation.length} for validation`);

  const network = opacityResidual(networkSettings, 'normalise');
  const random = seededRandom(trainingSeed);
  const score = () => scoreValidation(network, data.adults.validation, validation);
  const report = (phase: string, { epoch, loss, milliseconds }: EpochReport, auc: number) =>
    log(`${phase} epoch ${epoch}: loss ${loss.toFixed(4)}, validation AUC ${auc.toFixed(4)}, ${(milliseconds / 1000).toFixed(0)} s`);

  trainPhase(network, [...lungs, ...equalised, ...adults], pretraining, random, (epoch) =>
    report('pre-training', epoch, areaUnderCurve(score())),
  );
  const best = keepBest(network);
  const wholePictures = [...equalised, ...Array.from({ length: adultsAnEpoch }, () => adults).flat()];
  trainPhase(network, wholePictures, finetuning, random, (epoch) => {
    const auc = areaUnderCurve(score());
    best.offer(auc);
    report('fine-tuning', epoch, auc);
  });
  best.restore();
  return { network, validation: score() };
}

function scoreValidation(network: LayersModel, cases: readonly LabelledCase[], loaded: readonly TrainingCase[]): ValidationScore[] {
  return loaded.map((one, index) => {
    const logit = tf.tidy(() => (network.apply(stackPictures([one]), { training: false }) as Tensor[])[0]?.dataSync()[0] ?? NaN);
    const { patient, positive } = cases[index] as LabelledCase;
    return { patient, positive, logit, probability: 1 / (1 + Math.exp(-logit)) };
  });
}

/** Remembers the network's weights at the best figure offered so far. */
function keepBest(network: LayersModel) {
  let bestFigure = -Infinity;
  let weights: Tensor[] = [];
  return {
    offer(figure: number): void {
      if (figure <= bestFigure) return;
      bestFigure = figure;
      tf.dispose(weights);
      weights = network.getWeights().map((weight) => weight.clone());
    },
    restore(): void {
      network.setWeights(weights);
      tf.dispose(weights);
    },
  };
}
