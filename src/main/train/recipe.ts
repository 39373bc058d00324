import type { OpacityResidualSettings } from '../ml/networks/opacity-residual';
import type { TrainingPhase } from '../ml/train-network';
import type { Preprocessing } from '../preprocess/network-input';

/** Everything that decides what the first model becomes, apart from the data and the thread count. */
export const inputSize = 224;
export const preprocessing: Preprocessing = 'square-area-equalised-1';
export const splitSeed = 1;
export const trainingSeed = 1;
/** Share of the RSNA adults' patients held back for choosing weights, calibration and threshold. */
export const validationShare = 0.35;

export const network: OpacityResidualSettings = { channels: [24, 48, 96, 160], blocks: [1, 1, 2], seed: 1 };

const common = { warmUpShare: 0.1, mapWeight: 1, weightDecay: 0.02 };

/** Quick looks at small pictures first, cut-out lungs among them: many cases, of which some have lost their consolidation. */
export const pretraining: TrainingPhase = { ...common, epochs: 6, pictureSize: 128, batchSize: 32, peakLearningRate: 3e-3 };

/** Then whole pictures at full size, the adults of the application's own kind four times an epoch. */
export const finetuning: TrainingPhase = { ...common, epochs: 8, pictureSize: inputSize, batchSize: 16, peakLearningRate: 1.5e-3 };
export const adultsAnEpoch = 4;
