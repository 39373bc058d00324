import { expect, test } from 'vitest';
import type { PictureStore } from '../../src/main/dataset/picture-store';
import type { TrainerCase } from '../../src/main/dataset/trainer-case';
import { loadCheckpoint, readBest } from '../../src/main/ml/checkpoint';
import { firstPosition, train, type TrainingControl, type TrainingRun } from '../../src/main/ml/training-loop';
import type { TrainingStep } from '../../src/main/ml/training-step';
import type { TrainingEvent, TrainingSettings } from '../../src/shared/training';
import { defaultsOf } from '../../src/shared/training-presets';
import { temporaryFolder } from '../store/builders';

// What decides when a run ends, how fast it learns and what of it moves, on a network whose validation AUC after each epoch is written down here.

const stepsAnEpoch = 2;
const caseOf = (_: unknown, record: number): TrainerCase => ({
  record,
  patient: record,
  positive: record % 2 === 0,
  threeClass: null,
  boxes: [],
});
const training = Array.from({ length: 4 * stepsAnEpoch }, caseOf);
/** Positive, negative, positive, negative. */
const validation = Array.from({ length: 4 }, caseOf);
/** Logits of those four by the AUC that they have. */
const logitsOf: ReadonlyMap<number, readonly number[]> = new Map([
  [0.25, [1, 2, -1, 0]],
  [0.5, [0, 0, 0, 0]],
  [0.75, [3, 2, 1, 0]],
  [1, [3, 1, 2, 0]],
]);

interface Taken {
  readonly epoch: number;
  readonly rate: number;
  readonly frozen: boolean;
}

/** Its one weight is the number of steps taken. */
function scriptedStep(aucs: readonly number[], taken: Taken[]): TrainingStep {
  let steps = 0;
  const none = new Float32Array();
  return {
    parameters: 1,
    take(_, { epoch }, rate, frozen) {
      steps += 1;
      taken.push({ epoch: epoch + 1, rate, frozen });
      return 0.5;
    },
    score: () => ({ logits: Float32Array.from(logitsOf.get(aucs[Math.ceil(steps / stepsAnEpoch) - 1] ?? NaN) ?? []), loss: 0.5 }),
    useAverage: () => undefined,
    state: () => ({ weights: Float32Array.of(steps), mean: none, square: none, average: null, steps }),
    restore: (state) => void (steps = state.steps),
    dispose: () => undefined,
  };
}

const pictures: PictureStore = { size: 1, count: 8, read: () => undefined, close: () => undefined };

interface Scripted {
  readonly run: TrainingRun;
  readonly taken: Taken[];
}

function scripted(aucs: readonly number[], changed: Partial<TrainingSettings>, hasPretrainedLayers = true): Scripted {
  const settings: TrainingSettings = {
    ...{ ...defaultsOf('transfer'), epochs: aucs.length, batchSize: 4, learningRate: 1, schedule: 'constant' },
    ...{ warmUpEpochs: 0, frozenEpochs: 0, averageDecay: 0, ...changed },
  };
  const taken: Taken[] = [];
  const versions = { datasetSha256: '', applicationVersion: '', tensorflowVersion: '', threads: '', oneDnn: '' };
  const origin = { settings, ...versions };
  const runFolder = temporaryFolder();
  const step = scriptedStep(aucs, taken);
  return { run: { run: 1, settings, runFolder, training, validation, pictures, step, origin, hasPretrainedLayers }, taken };
}

async function follow(
  { run, taken }: Scripted,
  position = firstPosition,
  onEvent: (event: TrainingEvent, control: TrainingControl) => void = () => undefined,
) {
  const control: TrainingControl = { verb: 'go-on' };
  const steps = train(run, position, control);
  const betterEpochs: number[] = [];
  let next = await steps.next();
  for (; next.done !== true; next = await steps.next()) {
    if (next.value.event === 'epoch' && next.value.best) betterEpochs.push(next.value.epoch);
    onEvent(next.value, control);
  }
  const { best } = next.value.position;
  const keptSteps = best === null ? null : [...readBest(run.runFolder, best)];
  return { state: next.value.state, position: next.value.position, epochs: taken.at(-1)?.epoch, betterEpochs, keptSteps };
}

const ratesOf = ({ taken }: Scripted): readonly number[] => taken.filter((_, index) => index % stepsAnEpoch === 0).map(({ rate }) => rate);

test('a run ends after so many epochs without a better AUC, an equal one being no better, and keeps the best epoch', async () => {
  const run = scripted([0.5, 0.75, 0.75, 0.5, 1], { patience: 2 });
  expect(await follow(run)).toMatchObject({ state: 'finished', epochs: 4, betterEpochs: [1, 2], keptSteps: [2 * stepsAnEpoch] });
});

test('an epoch that is better makes patience wait anew', async () => {
  const run = scripted([0.5, 0.25, 0.75, 0.5, 0.25, 1], { patience: 2 });
  expect(await follow(run)).toMatchObject({ epochs: 5, betterEpochs: [1, 3], keptSteps: [3 * stepsAnEpoch] });
});

test('without patience a run takes all its epochs, however bad they are', async () => {
  const run = scripted([0.75, 0.5, 0.5, 0.25, 0.25], { patience: 0 });
  expect(await follow(run)).toMatchObject({ state: 'finished', epochs: 5, betterEpochs: [1], keptSteps: [stepsAnEpoch] });
});

test('where the last epoch is kept none is worse, and patience never ends the run', async () => {
  const run = scripted([0.75, 0.5, 0.25], { patience: 1, keptEpoch: 'last' });
  expect(await follow(run)).toMatchObject({ epochs: 3, betterEpochs: [1, 2, 3], keptSteps: [3 * stepsAnEpoch] });
});

test('on a plateau the rate is divided by ten after every three epochs without a better AUC', async () => {
  const run = scripted([0.75, 0.5, 0.5, 0.75, 0.5, 0.5, 0.5, 0.5], { schedule: 'plateau' });
  await follow(run);
  expect(ratesOf(run)).toEqual([1, 1, 1, 1, 0.1, 0.1, 0.1, 0.01]);
});

test('a better epoch makes the plateau wait anew, and the rate stays as low as it is', async () => {
  const run = scripted([0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75, 0.75], { schedule: 'plateau' });
  await follow(run);
  expect(ratesOf(run)).toEqual([1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.01]);
});

test('a run paused on a plateau goes on waiting where it was', async () => {
  const run = scripted([0.75, 0.5, 0.5, 0.5, 0.5, 0.5], { schedule: 'plateau', patience: 4 });
  const paused = await follow(run, firstPosition, (event, control) => {
    if (event.event === 'epoch' && event.epoch === 3) control.verb = 'pause';
  });
  const checkpoint = loadCheckpoint(run.run.runFolder, expect.unreachable);
  expect({ state: paused.state, waited: checkpoint?.position.plateauWait }).toEqual({ state: 'paused', waited: 2 });
  const resumed = await follow(run, checkpoint?.position);
  expect([ratesOf(run), resumed.epochs]).toEqual([[1, 1, 1, 1, 0.1], 5]);
});

test('only the new layers move in the frozen epochs, and only of a network that has pretrained ones', async () => {
  const frozenIn = async (hasPretrainedLayers: boolean): Promise<readonly number[]> => {
    const run = scripted([0.5, 0.5, 0.5], { frozenEpochs: 2 }, hasPretrainedLayers);
    await follow(run);
    return run.taken.filter(({ frozen }) => frozen).map(({ epoch }) => epoch);
  };
  expect([await frozenIn(true), await frozenIn(false)]).toEqual([[1, 1, 2, 2], []]);
});

test('a run told to stop after the epoch ends there, and its best epoch is kept', async () => {
  const run = scripted([0.5, 0.75, 1], {});
  const end = await follow(run, firstPosition, (event, control) => {
    if (event.event === 'epoch' && event.epoch === 1) control.verb = 'stop-after-epoch';
  });
  expect(end).toMatchObject({ state: 'stopped', epochs: 1, keptSteps: [stepsAnEpoch] });
});

test('a run told to stop within an epoch validates what it has of it, and ends with that where it is the best', async () => {
  const run = scripted([0.5, 0.75, 1], { checkpointMinutes: 0 });
  const end = await follow(run, firstPosition, (event, control) => {
    if (event.event === 'checkpoint' && event.epoch === 1 && event.step === 1) control.verb = 'stop';
  });
  expect(end).toMatchObject({ state: 'stopped', epochs: 2, betterEpochs: [1, 2], keptSteps: [stepsAnEpoch + 1] });
});

test('a run told to stop before its first step ends without an epoch to keep', async () => {
  const run = scripted([0.5], {});
  const control: TrainingControl = { verb: 'stop' };
  const events: TrainingEvent[] = [];
  const steps = train(run.run, firstPosition, control);
  let next = await steps.next();
  for (; next.done !== true; next = await steps.next()) events.push(next.value);
  expect(next.value).toMatchObject({ state: 'stopped', position: { best: null } });
  expect([run.taken, events.map(({ event }) => event)]).toEqual([[], ['checkpoint']]);
});
