import { fail } from '../../shared/failure';
import type { EpochMetrics, TrainingEvent, TrainingSettings } from '../../shared/training';
import type { PictureStore } from '../dataset/picture-store';
import type { TrainerCase } from '../dataset/trainer-case';
import { type RunOrigin, type RunPosition, floatBytes, pruneCheckpoints, sha256, writeBest, writeCheckpoint } from './checkpoint';
import { batchesAnEpoch, epochBatches } from './epoch-order';
import { chooseThreshold } from '../statistics/operating-point';
import { figuresAt } from '../statistics/score-figures';
import { learningRateAt, plateauEpochs } from './learning-rate';
import { createStopwatch } from './stopwatch';
import type { TrainingStep } from './training-step';
import { otherMessages, readBatch, scoreCases } from './validate';

export interface TrainingRun {
  readonly run: number;
  readonly settings: TrainingSettings;
  readonly runFolder: string;
  readonly training: readonly TrainerCase[];
  readonly validation: readonly TrainerCase[];
  readonly pictures: PictureStore;
  readonly step: TrainingStep;
  readonly origin: RunOrigin;
  /** True where the network has layers that keep still in the frozen epochs. */
  readonly hasPretrainedLayers: boolean;
}

/** What whoever watches wants; it may change at any moment. */
export interface TrainingControl {
  verb: 'go-on' | 'pause' | 'stop' | 'stop-after-epoch';
}

/** Where a run ended. Its best epoch may be newer than any checkpoint: that of an epoch that was stopped on the way. */
export interface TrainingEnd {
  readonly state: 'finished' | 'stopped' | 'paused';
  readonly position: RunPosition;
  /** Of all weights, as little-endian floats, in hex. */
  readonly weightsSha256: string;
}

/** Where a run begins. */
export const firstPosition: RunPosition = {
  epoch: 0,
  step: 0,
  lossSum: 0,
  plateaus: 0,
  plateauWait: 0,
  epochsWithoutBetter: 0,
  best: null,
  seconds: 0,
  waitSeconds: 0,
};

/**
 * Trains from `position` on, telling what happens. What decides the weights is in the position, the training step's state and the settings;
 * the clock decides only when something is told and written. Fails as 'diverged' where a loss is not a number (the weights are those before
 * that step, and are kept as a checkpoint), as 'disk-full' or as 'dataset-changed'.
 */
export async function* train(
  run: TrainingRun,
  position: RunPosition,
  control: TrainingControl,
): AsyncGenerator<TrainingEvent, TrainingEnd> {
  const { settings, step } = run;
  const stepsAnEpoch = batchesAnEpoch(run.training.length, settings.batchSize);
  const watch = createStopwatch(settings, stepsAnEpoch);
  const isLeft = (): boolean => control.verb === 'pause' || control.verb === 'stop';
  // Where the newest checkpoint is: a run goes on from there, and does not write it again.
  let saved = position;
  const weightsSha256 = (): string => sha256(floatBytes(step.state().weights));
  const save = (): TrainingEvent => {
    if (position !== saved) writeCheckpoint(run.runFolder, { position, origin: run.origin, state: step.state() });
    pruneCheckpoints(run.runFolder, settings.checkpointsKept);
    saved = position;
    watch.saved();
    return { event: 'checkpoint', run: run.run, epoch: position.epoch, step: position.step, weightsSha256: weightsSha256() };
  };
  const end = (state: TrainingEnd['state']): TrainingEnd => ({ state, position, weightsSha256: weightsSha256() });

  while (position.epoch < settings.epochs && !isOutOfPatience(position, settings)) {
    for (const cases of epochBatches(run.training, settings, position.epoch).slice(position.step)) {
      await otherMessages();
      if (isLeft()) break;
      const startedAt = performance.now();
      const batch = readBatch(run.pictures, cases);
      const readAt = performance.now();
      const rate = rateAt(position, settings, stepsAnEpoch);
      const loss = step.take(batch, { seed: settings.seed, epoch: position.epoch, step: position.step }, rate, isFrozen(position, run));
      if (!Number.isFinite(loss)) {
        yield save();
        failDiverged(position, loss);
      }
      position = afterStep(position, loss, performance.now() - startedAt, readAt - startedAt);
      if (watch.tellsNow()) yield { event: 'step', run: run.run, loss, learningRate: rate, ...watch.tell(position, cases.length) };
      if (watch.savesNow()) yield save();
    }

    if (isLeft()) yield save();
    if (control.verb === 'pause') return end('paused');
    const stops = control.verb === 'stop';
    if (stops && position.step === 0) return end('stopped');

    const validated = await validateEpoch(run, position, watch, () => control.verb === 'pause' || (control.verb === 'stop' && !stops));
    // Told to end while validating: the epoch's steps are kept, and validated when the run goes on.
    if (validated === null) continue;
    position = validated.position;
    yield { event: 'epoch', run: run.run, best: validated.best, ...validated.metrics };
    if (stops) return end('stopped');
    yield save();
    if (control.verb === 'stop-after-epoch' && position.epoch < settings.epochs) return end('stopped');
  }
  return end('finished');
}

function rateAt({ epoch, step, plateaus }: RunPosition, settings: TrainingSettings, stepsAnEpoch: number): number {
  return learningRateAt(settings, stepsAnEpoch, epoch * stepsAnEpoch + step, plateaus);
}

function isFrozen({ epoch }: RunPosition, { settings, hasPretrainedLayers }: TrainingRun): boolean {
  return hasPretrainedLayers && epoch < settings.frozenEpochs;
}

function isOutOfPatience({ epochsWithoutBetter }: RunPosition, { patience }: TrainingSettings): boolean {
  return patience > 0 && epochsWithoutBetter >= patience;
}

function afterStep(position: RunPosition, loss: number, milliseconds: number, waitMilliseconds: number): RunPosition {
  return {
    ...position,
    step: position.step + 1,
    lossSum: position.lossSum + loss,
    seconds: position.seconds + milliseconds / 1000,
    waitSeconds: position.waitSeconds + waitMilliseconds / 1000,
  };
}

function failDiverged({ epoch, step }: RunPosition, loss: number): never {
  fail(
    'diverged',
    `The loss of epoch ${epoch + 1}, step ${step + 1} is ${loss}: training diverged and was ended, and the weights before that step are kept. ` +
      'Start a new run with a lower learning rate.',
  );
}

interface ValidatedEpoch {
  readonly position: RunPosition;
  readonly metrics: EpochMetrics;
  readonly best: boolean;
}

/** Scores the validation part, keeps the weights where its AUC is the best so far, and moves on to the next epoch. */
async function validateEpoch(
  run: TrainingRun,
  position: RunPosition,
  watch: ReturnType<typeof createStopwatch>,
  isLeft: () => boolean,
): Promise<ValidatedEpoch | null> {
  const { settings, step } = run;
  const startedAt = performance.now();
  const validation = await scoreCases(step, run.pictures, run.validation, settings.batchSize, isLeft);
  if (validation === null) return null;
  watch.validated(performance.now() - startedAt);
  const stepsAnEpoch = batchesAnEpoch(run.training.length, settings.batchSize);
  const batchSize = Math.min(settings.batchSize, run.training.length);
  const metrics: EpochMetrics = {
    epoch: position.epoch + 1,
    trainLoss: position.lossSum / position.step,
    validationLoss: validation.loss,
    ...figuresAt(validation.cases, chooseThreshold(validation.cases, settings.operatingRule, settings.operatingValue)),
    learningRate: rateAt({ ...position, step: position.step - 1 }, settings, stepsAnEpoch),
    imagesPerSecond: (position.step * batchSize) / position.seconds,
    inputWaitShare: position.waitSeconds / position.seconds,
    seconds: position.seconds + (performance.now() - startedAt) / 1000,
  };
  const best = settings.keptEpoch === 'last' || position.best === null || metrics.auc > position.best.metrics.auc;
  const moved = { ...nextEpoch(position, best), best: best ? keepBest(run, position, metrics, validation.cases) : position.best };
  return { position: moved, metrics, best };
}

function keepBest(
  { runFolder, step }: TrainingRun,
  position: RunPosition,
  metrics: EpochMetrics,
  cases: Parameters<typeof writeBest>[4],
): RunPosition['best'] {
  const { weights, average } = step.state();
  const scores = cases.map(({ record, probability, positive }) => ({ record, probability, positive }));
  return writeBest(runFolder, position, metrics, average ?? weights, scores);
}

/** The plateau schedule waits a few epochs for a better AUC, divides, and waits again. */
function nextEpoch(position: RunPosition, best: boolean): RunPosition {
  const waited = best ? 0 : position.plateauWait + 1;
  const divides = waited >= plateauEpochs;
  return {
    ...firstPosition,
    epoch: position.epoch + 1,
    plateaus: position.plateaus + Number(divides),
    plateauWait: divides ? 0 : waited,
    epochsWithoutBetter: best ? 0 : position.epochsWithoutBetter + 1,
    best: position.best,
  };
}
