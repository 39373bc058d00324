import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Failure, type FailureCode, fail, toFailure } from '../../shared/failure';
import type { TrainingEvent, TrainingSettings } from '../../shared/training';
import { openPictureStore } from '../dataset/picture-store-file';
import type { TrainerCase } from '../dataset/trainer-case';
import { type Checkpoint, loadCheckpoint, readBest, type RunOrigin, type RunPosition } from '../ml/checkpoint';
import { batchesAnEpoch } from '../ml/epoch-order';
import { estimateTraining } from '../ml/estimate-training';
import { finishRun } from '../ml/finish-run';
import { type BuiltNetwork, buildNetwork } from '../ml/networks/build-network';
import { reportDevice } from '../ml/tensorflow';
import { firstPosition, train, type TrainingControl, type TrainingRun } from '../ml/training-loop';
import { createTrainingStep, type TrainingStep } from '../ml/training-step';
import { holdRun } from './run-lock';
import type { TrainerReply, TrainerRequest, TrainingOrder, TrainingOutcome } from './training-protocol';

// The trainer's process: it takes one order, tells how it goes, and ends. It ends at once when its parent is gone; the run goes on from its latest
// checkpoint when it is resumed.

const control: TrainingControl = { verb: 'go-on' };

async function carryOut(order: TrainingOrder): Promise<TrainingOutcome> {
  const tell = (event: TrainingEvent): void => void reply({ kind: 'event', event });
  const warn = (code: FailureCode) => (message: string) => tell({ event: 'warning', run: order.run, code, message });
  await holdRun(order.runFolder);
  needBothClasses(order);
  const { built, step } = await prepare(order);
  const checkpoint = order.resume ? latestCheckpoint(order, warn('checkpoint-damaged')) : beginAnew(order);
  if (checkpoint !== null) step.restore(checkpoint.state);
  else if (order.startFolder !== null) startFrom(order.startFolder, step);
  const run: TrainingRun = {
    ...order,
    pictures: openPictureStore(order.picturesFile),
    step,
    origin: originOf(order),
    hasPretrainedLayers: built.pretrainedLayers.size > 0,
  };
  const position = positionOf(order.settings, checkpoint);
  tell(startedEvent(run, position, checkpoint));

  const training = train(run, position, control);
  let next = await training.next();
  for (; next.done !== true; next = await training.next()) tell(next.value);
  const { state, position: ended, weightsSha256 } = next.value;
  const best = ended.best?.metrics ?? null;
  if (state === 'paused' || ended.best === null) return { state, weightsSha256, best, modelFolder: null, candidate: null };
  const candidate = await finishRun(run, built, ended.best, order.test, warn('model-unusable'));
  return { state, weightsSha256, best, modelFolder: join(order.runFolder, 'model'), candidate };
}

async function prepare({ settings, training, pretrainedFolder }: TrainingOrder): Promise<{ built: BuiltNetwork; step: TrainingStep }> {
  const built = await buildNetwork(settings, pretrainedFolder);
  const positives = training.filter((one) => one.positive).length;
  return { built, step: createTrainingStep(built, settings, positives / training.length) };
}

function latestCheckpoint({ runFolder, datasetSha256 }: TrainingOrder, warn: (message: string) => void): Checkpoint | null {
  const checkpoint = loadCheckpoint(runFolder, warn);
  if (checkpoint !== null && checkpoint.origin.datasetSha256 !== datasetSha256)
    fail('dataset-changed', 'The dataset is not the one that this run began with. Start a new run with the same settings.');
  return checkpoint;
}

function beginAnew({ runFolder }: TrainingOrder): null {
  for (const name of ['checkpoints', 'best', 'model', 'validation.json']) rmSync(join(runFolder, name), { recursive: true, force: true });
  return null;
}

/** Gives a fresh run the best weights of an earlier one. */
function startFrom(folder: string, step: TrainingStep): void {
  const best = loadCheckpoint(folder, () => undefined)?.position.best ?? null;
  if (best === null) fail('not-found', `The run in ${folder} has no finished epoch to start from.`, folder);
  const [weights, state] = [readBest(folder, best), step.state()];
  if (weights.length !== state.weights.length)
    fail(
      'invalid-request',
      `The run in ${folder} trained another network: ${weights.length} weights, not ${state.weights.length}.`,
      folder,
    );
  step.restore({ ...state, weights, average: state.average === null ? null : weights });
}

/** A run that patience had ended and that is continued with more epochs waits anew. */
function positionOf({ epochs }: TrainingSettings, checkpoint: Checkpoint | null): RunPosition {
  if (checkpoint === null) return firstPosition;
  const { position, origin } = checkpoint;
  return epochs > origin.settings.epochs ? { ...position, epochsWithoutBetter: 0 } : position;
}

function originOf({ settings, datasetSha256, applicationVersion }: TrainingOrder): RunOrigin {
  return {
    settings,
    datasetSha256,
    applicationVersion,
    tensorflowVersion: reportDevice().tensorflowVersion,
    threads: process.env.TF_NUM_INTRAOP_THREADS ?? '',
    oneDnn: process.env.TF_ENABLE_ONEDNN_OPTS ?? '',
  };
}

function startedEvent(
  { run, settings, training, step, origin }: TrainingRun,
  position: RunPosition,
  from: Checkpoint | null,
): TrainingEvent {
  return {
    event: 'started',
    run,
    epochs: settings.epochs,
    stepsAnEpoch: batchesAnEpoch(training.length, settings.batchSize),
    epoch: position.epoch,
    step: position.step,
    parameters: step.parameters,
    device: deviceName(),
    tensorflowVersion: origin.tensorflowVersion,
    inexact: whyInexact(origin, from),
  };
}

function whyInexact(origin: RunOrigin, from: Checkpoint | null): string | null {
  if (reportDevice().kind === 'gpu')
    return 'On a GPU the last bits may differ between equal runs, although TensorFlow’s deterministic kernels are on.';
  if (from === null) return null;
  const made = ({ tensorflowVersion, threads, oneDnn }: RunOrigin): string =>
    `TensorFlow ${tensorflowVersion}, ${threads} threads, oneDNN ${oneDnn === '1' ? 'on' : 'off'}`;
  return made(origin) === made(from.origin) ? null : `The run began with ${made(from.origin)} and goes on with ${made(origin)}.`;
}

function deviceName(): string {
  const { kind, name } = reportDevice();
  return kind === 'gpu' ? name : `CPU, ${process.env.TF_NUM_INTRAOP_THREADS ?? String(availableParallelism())} threads`;
}

function needBothClasses({ training, validation }: TrainingOrder): void {
  const lacking = (cases: readonly TrainerCase[]): boolean => !cases.some((one) => one.positive) || !cases.some((one) => !one.positive);
  for (const [name, cases] of [
    ['training', training],
    ['validation', validation],
  ] as const)
    if (lacking(cases))
      fail('dataset-unusable', `The ${name} part holds ${cases.length} images of one class only; training takes both in each part.`);
}

async function estimate(order: TrainingOrder): Promise<TrainerReply> {
  const { step } = await prepare(order);
  const { settings, training, validation } = order;
  return { kind: 'estimate', estimate: estimateTraining(step, settings, training.length, validation.length, deviceName()) };
}

/** TensorFlow's, the C++ library's, the kernel's and V8's words for the same thing. */
const outOfMemory = /OOM when allocating|bad_alloc|ENOMEM|Cannot allocate memory|Array buffer allocation failed|failed to allocate/i;

function failureOf(error: unknown, { settings: { batchSize } }: TrainingOrder): Failure {
  if (!(error instanceof Error) || !outOfMemory.test(error.message)) return toFailure(error);
  const advice =
    batchSize > 1 ? `A new run with a batch size of ${Math.floor(batchSize / 2)} needs about half.` : 'Choose a smaller picture side.';
  return { code: 'out-of-memory', message: `Memory ran out while training with batches of ${batchSize} images. ${advice}` };
}

async function answer(order: TrainingOrder, work: (order: TrainingOrder) => Promise<TrainerReply>): Promise<void> {
  await reply(await work(order).catch((error: unknown): TrainerReply => ({ kind: 'failure', failure: failureOf(error, order) })));
  process.exit(0);
}

function reply(message: TrainerReply): Promise<void> {
  return new Promise((sent) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => sent());
    else sent();
  });
}

process.on('message', (request: TrainerRequest) => {
  if (request.kind === 'control') control.verb = request.verb;
  else if (request.kind === 'estimate') void answer(request.order, estimate);
  else void answer(request.order, async (order) => ({ kind: 'outcome', outcome: await carryOut(order) }));
});
process.on('disconnect', () => process.exit(0));
// An interrupt from the keyboard reaches the whole group; the parent's wish is then on its way too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (control.verb = 'pause'));
