import type { TrainingSettings } from '../../shared/training';

/** Epochs without a better validation AUC after which the plateau schedule divides the learning rate by ten. */
export const plateauEpochs = 3;

/**
 * The learning rate of one step. It rises evenly over the warm-up; then it stays, falls as half a cosine to zero at the end of the last
 * epoch (Loshchilov and Hutter, ICLR 2017), or is divided by ten at each plateau. It follows from its arguments alone: a run of a constant
 * schedule that is continued with more epochs goes on as it was; a cosine that is continued follows the longer run's curve from there
 * on, which is higher.
 * @param stepsDone steps taken since the run began
 * @param plateaus how often the plateau schedule has divided
 */
export function learningRateAt(
  settings: Pick<TrainingSettings, 'learningRate' | 'schedule' | 'warmUpEpochs' | 'epochs'>,
  stepsAnEpoch: number,
  stepsDone: number,
  plateaus: number,
): number {
  const warmUpSteps = Math.round(settings.warmUpEpochs * stepsAnEpoch);
  if (stepsDone < warmUpSteps) return (settings.learningRate * (stepsDone + 1)) / warmUpSteps;
  switch (settings.schedule) {
    case 'constant':
      return settings.learningRate;
    case 'plateau':
      return settings.learningRate / 10 ** plateaus;
    case 'cosine': {
      const share = (stepsDone - warmUpSteps) / Math.max(settings.epochs * stepsAnEpoch - warmUpSteps, 1);
      return settings.learningRate * 0.5 * (1 + Math.cos(Math.PI * share));
    }
  }
}
