import type { TrainingEvent, TrainingSettings } from '../../shared/training';
import type { RunPosition } from './checkpoint';

type StepFigures = Pick<Extract<TrainingEvent, { event: 'step' }>, 'epoch' | 'step' | 'imagesPerSecond' | 'secondsLeft'>;

const millisecondsBetweenSteps = 500;

/** Keeps the time of a run: when to tell of a step, when to take a checkpoint, and how long there is to go. It decides no weight. */
export function createStopwatch(settings: TrainingSettings, stepsAnEpoch: number) {
  let toldAt = performance.now();
  let savedAt = performance.now();
  let stepsSinceTold = 0;
  let secondsAStep = 0;
  let validationSeconds = 0;
  return {
    /** To be asked once after each step. */
    tellsNow(): boolean {
      stepsSinceTold += 1;
      return performance.now() - toldAt >= millisecondsBetweenSteps;
    },
    tell({ epoch, step }: RunPosition, batchSize: number): StepFigures {
      const elapsed = (performance.now() - toldAt) / 1000;
      const latest = elapsed / stepsSinceTold;
      secondsAStep = secondsAStep === 0 ? latest : 0.7 * secondsAStep + 0.3 * latest;
      [toldAt, stepsSinceTold] = [performance.now(), 0];
      const stepsLeft = (settings.epochs - epoch) * stepsAnEpoch - step;
      const secondsLeft = stepsLeft * secondsAStep + (settings.epochs - epoch) * validationSeconds;
      return { epoch: epoch + 1, step, imagesPerSecond: batchSize / secondsAStep, secondsLeft };
    },
    savesNow: (): boolean => performance.now() - savedAt >= settings.checkpointMinutes * 60_000,
    // Neither writing nor validating counts as time for steps.
    saved(): void {
      savedAt = performance.now();
      [toldAt, stepsSinceTold] = [savedAt, 0];
    },
    validated(milliseconds: number): void {
      validationSeconds = milliseconds / 1000;
    },
  };
}
