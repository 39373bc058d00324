import { join } from 'node:path';
import { fail, toFailure } from '../../shared/failure';
import type { RunCurves, RunDetail, RunSummary, TrainingEstimate, TrainingEvent, TrainingSettings } from '../../shared/training';
import { pictureFormFor } from '../dataset/trainer-cases';
import type { EngineLibrary } from '../engine/engine-library';
import { isRunHeld } from '../engine/run-lock';
import { startTrainer } from '../engine/start-trainer';
import { orderEstimate, orderTraining, type TrainerClient } from '../engine/trainer-client';
import type { TrainingOutcome } from '../engine/training-protocol';
import type { Database } from '../store/database';
import { listRuns, recordRunEnd, reopenRun, showRun, writeRunNotes } from '../store/training-runs';
import type { Datasets } from './datasets';
import { readCurves } from './run-curves';
import { concludeRun, recordEvent, recordFailure } from './run-records';
import { estimateOrder, pinnedDevice, recordNewRun, requireSameDataset, requireTrainable, trainingOrder } from './training-order';

export interface TrainingSessionOptions {
  readonly db: Database;
  readonly datasets: Datasets;
  /** A folder a run goes here. */
  readonly runsFolder: string;
  /** Candidates go here. */
  readonly modelsFolder: string;
  readonly trainerEntry: string;
  /** What trainers compute with. */
  readonly library?: EngineLibrary;
  readonly pretrainedFolder: string;
  readonly applicationVersion: string;
  /** A run began, ended or was noted on. */
  readonly onRunsChanged: () => void;
}

export type TrainingVerb = 'pause' | 'stop' | 'stop-after-epoch';

export interface TrainingSession {
  /** Takes a few steps on pictures of noise. Rejects with run-busy while a run is under way, out-of-memory, not-found, dataset-unusable. */
  estimate(request: { readonly dataset: string; readonly settings: TrainingSettings }): Promise<TrainingEstimate>;
  /**
   * Begins a run; resolves once its trainer is started, after the pictures are there. Rejects with run-busy, not-found, dataset-locked,
   * dataset-unusable (one class only, too few patients), dataset-changed, disk-full, read-only.
   */
  start(request: { readonly dataset: string; readonly settings: TrainingSettings }): Promise<{ readonly run: number }>;
  /**
   * Goes on with a run from its latest sound checkpoint, whatever ended it. A finished one needs more epochs than it had; `epochs` counts
   * from the run's beginning. Rejects with run-busy, not-found, invalid-request, dataset-changed.
   */
  resume(run: number, epochs?: number): Promise<void>;
  /** Throws run-busy where the run is not this process's own. */
  control(run: number, verb: TrainingVerb): void;
  /** Takes a checkpoint and ends the trainer; resolves when it is gone. */
  pause(run: number): Promise<void>;
  /** Resolves when this process's run, if there is one, has ended and its end is in the history. */
  ended(): Promise<void>;
  current(): { readonly run: number; readonly epoch: number; readonly epochs: number } | null;
  /** True from the first look at a run's dataset to its recorded end. */
  isBusy(): boolean;
  /** Newest first. Runs whose trainer is gone without a word are marked as interrupted on the way. */
  list(): Promise<readonly RunSummary[]>;
  show(run: number): Promise<RunDetail>;
  curves(run: number): Promise<RunCurves>;
  note(run: number, notes: string): void;
  /** Hears every event of this process's own run, in order, once it is in the history. Answers the function that stops listening. */
  listen(listener: (event: TrainingEvent) => void): () => void;
  /** Pauses what runs. */
  close(): Promise<void>;
}

interface GoingRun {
  readonly run: number;
  readonly epochs: number;
  epoch: number;
  readonly trainer: TrainerClient<TrainingOutcome>;
  readonly ended: Promise<void>;
}

/** How long a trainer may take to its checkpoint when the application ends. */
const pauseMilliseconds = 60_000;

export function createTrainingSession(options: TrainingSessionOptions): TrainingSession {
  const { db, datasets, runsFolder, onRunsChanged } = options;
  const listeners = new Set<(event: TrainingEvent) => void>();
  const tell = (event: TrainingEvent): void => listeners.forEach((listener) => listener(event));
  let isPreparing = false;
  let going: GoingRun | null = null;
  let estimating: TrainerClient<TrainingEstimate> | null = null;
  const folderOf = (run: number): string => join(runsFolder, String(run));

  function requireNoOther(): void {
    if (isPreparing || going !== null) fail('run-busy', `${goingSentence()} Pause or stop it, or wait for its end.`);
    estimating?.kill();
  }

  function goingSentence(): string {
    return going === null ? 'Another training run is being prepared.' : `Training run ${going.run} is under way.`;
  }

  /** Keeps others out from the first look at the dataset to the started trainer. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    requireNoOther();
    isPreparing = true;
    try {
      return await work();
    } finally {
      isPreparing = false;
    }
  }

  function launch(detail: RunDetail, picturesFile: string, resume: boolean): void {
    const order = trainingOrder(options, detail, { runFolder: folderOf(detail.run), picturesFile, resume });
    const trainer = orderTraining(startTrainer(options.trainerEntry, detail, options.library), order, (event) => {
      recordEvent(db, event);
      if (going !== null && 'epoch' in event) going.epoch = event.event === 'step' ? event.epoch - 1 : event.epoch;
      tell(event);
    });
    const ended = endOf(detail.run, trainer).then((last) => {
      going = null;
      tell(last);
      onRunsChanged();
    });
    going = { run: detail.run, epochs: detail.settings.epochs, epoch: 0, trainer, ended };
    onRunsChanged();
  }

  /** Waits for a trainer's end, records it, and answers the run's last event. */
  async function endOf(run: number, trainer: TrainerClient<TrainingOutcome>): Promise<TrainingEvent> {
    try {
      return await concludeRun(options, run, await trainer.answer);
    } catch (error) {
      return recordFailure(db, run, toFailure(error));
    }
  }

  async function markInterrupted(): Promise<void> {
    if (db.readonly) return;
    for (const { run, state } of listRuns(db)) {
      if (state !== 'running' || run === going?.run || (await isRunHeld(folderOf(run)))) continue;
      recordRunEnd(db, run, 'interrupted', Date.now(), null);
    }
  }

  function control(run: number, verb: TrainingVerb): void {
    if (going?.run !== run) fail('run-busy', `Run ${run} is not being trained by this process.`);
    going.trainer.control(verb);
  }

  return {
    async estimate({ dataset, settings }) {
      requireNoOther();
      const order = estimateOrder(options, dataset, settings);
      const client = orderEstimate(startTrainer(options.trainerEntry, pinnedDevice(settings), options.library), order);
      estimating = client;
      return client.answer.finally(() => {
        if (estimating === client) estimating = null;
      });
    },
    start: ({ dataset, settings }) =>
      alone(async () => {
        const { contentSha256 } = requireTrainable(options, dataset, settings);
        const picturesFile = await datasets.pictures(dataset, pictureFormFor(settings), contentSha256);
        const run = recordNewRun(options, dataset, settings);
        launch(showRun(db, run), picturesFile, false);
        return { run };
      }),
    resume: (run, epochs) =>
      alone(async () => {
        const found = showRun(db, run);
        if (await isRunHeld(folderOf(run)))
          fail('run-busy', `Run ${run} is being trained by another process. Wait for it to end, or stop it there.`);
        const settings = { ...found.settings, epochs: epochs ?? found.settings.epochs };
        if (found.state === 'finished' && settings.epochs <= found.settings.epochs)
          fail(
            'invalid-request',
            `Run ${run} has finished its ${found.settings.epochs} epochs. To go on with it, give a greater number of epochs.`,
          );
        if (settings.epochs < found.settings.epochs)
          fail('invalid-request', `Run ${run} was begun with ${found.settings.epochs} epochs; it cannot be given fewer.`);
        await requireSameDataset(datasets, found);
        const picturesFile = await datasets.pictures(found.dataset, pictureFormFor(settings), found.datasetSha256);
        reopenRun(db, run, settings);
        launch(showRun(db, run), picturesFile, true);
      }),
    control,
    async pause(run) {
      control(run, 'pause');
      await going?.ended;
    },
    ended: async () => going?.ended,
    current: () => going,
    isBusy: () => isPreparing || going !== null,
    async list() {
      await markInterrupted();
      return listRuns(db);
    },
    async show(run) {
      await markInterrupted();
      return showRun(db, run);
    },
    async curves(run) {
      const { dataset, datasetSha256 } = showRun(db, run);
      const { cases } = datasets.open(dataset, datasetSha256);
      return readCurves(folderOf(run), (record) => cases[record]?.file ?? '');
    },
    note(run, notes) {
      writeRunNotes(db, run, notes);
      onRunsChanged();
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      estimating?.kill();
      const ending = going;
      if (ending === null) return;
      ending.trainer.control('pause');
      const killer = setTimeout(() => ending.trainer.kill(), pauseMilliseconds);
      await ending.ended;
      clearTimeout(killer);
    },
  };
}
