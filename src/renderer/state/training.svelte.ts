import { assertNever } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { EpochMetrics, RunDetail, TrainingEvent } from '../../shared/training';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import { withPoint } from '../training/curve-data';
import type { CurvePoint } from '../training/curve-data';

export type TrainingVerb = 'pause' | 'stop' | 'stop-after-epoch';
type StepEvent = Extract<TrainingEvent, { event: 'step' }>;
type EndEvent = Extract<TrainingEvent, { event: 'finished' | 'failed' }>;

/** What is known of the run that goes on, or of the one that ended last while the window was open. */
export interface LiveRun {
  readonly run: number;
  readonly epochs: number;
  readonly stepsAnEpoch: number;
  readonly device: string;
  /** Why equal runs may differ in their last bits here; null where they do not. */
  readonly inexact: string | null;
  /** The latest word on a step; null before the first. */
  readonly step: StepEvent | null;
  readonly stepLosses: readonly CurvePoint[];
  readonly epochMetrics: readonly EpochMetrics[];
  readonly savedAtMs: number | null;
  readonly warnings: readonly string[];
  readonly asked: TrainingVerb | null;
  readonly end: EndEvent | null;
  /** False while only the history speaks of the run: it may be trained by another process, such as the command line. */
  readonly heard: boolean;
}

/** Epochs done, with the part of the one under way: 2.5 is the middle of the third. */
export function epochsDone({ step, epochMetrics, stepsAnEpoch }: LiveRun): number {
  const whole = epochMetrics.at(-1)?.epoch ?? 0;
  return step === null ? whole : Math.max(whole, step.epoch - 1 + step.step / Math.max(1, stepsAnEpoch));
}

/** The run that goes on. */
export class Training {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #live = $state.raw<LiveRun | null>(null);
  #joining: number | null = null;

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  get live(): LiveRun | null {
    return this.#live;
  }
  /** The run that goes on; null where none does. */
  get running(): LiveRun | null {
    return this.#live?.end === null ? this.#live : null;
  }

  /** A run was going on before the window opened: its epochs so far are fetched. */
  async join(run: number): Promise<void> {
    if (this.#live?.run === run || this.#joining === run) return;
    this.#joining = run;
    const detail = await orReport(this.#client.request('runs.show', { run }), this.#report);
    this.#joining = null;
    if (detail?.state !== 'running') return;
    const sofar = liveOf(detail);
    const heard = this.#live?.run === run ? this.#live : null;
    this.#live = heard === null ? sofar : { ...heard, epochMetrics: joined(sofar.epochMetrics, heard.epochMetrics) };
  }

  /** Looks again at a run of which only the history speaks; one that has ended there leaves the screen. */
  async refresh(): Promise<void> {
    const live = this.#live;
    if (live === null || live.heard) return;
    const detail = await orReport(this.#client.request('runs.show', { run: live.run }), this.#report);
    if (detail === null || this.#live !== live) return;
    this.#live = detail.state === 'running' ? liveOf(detail) : null;
  }

  /** Asks the trainer to pause or stop; it says so itself once it has. */
  async control(verb: TrainingVerb): Promise<void> {
    const live = this.running;
    if (live === null) return;
    this.#live = { ...live, asked: verb };
    await orReport(this.#client.request('training.control', { run: live.run, verb }), (failure) => {
      this.#change({ asked: null });
      this.#report(failure);
    });
  }

  async resume(run: number, epochs?: number): Promise<void> {
    await orReport(this.#client.request('training.resume', { run, epochs }), this.#report);
  }

  /** Takes a run that has ended off the screen. */
  close(): void {
    if (this.#live?.end !== null) this.#live = null;
  }

  /** What the trainer says, as it says it. */
  receive(event: TrainingEvent): void {
    if (event.event === 'started') {
      const before = this.#live?.run === event.run ? this.#live : null;
      this.#live = {
        ...(before ?? nothingYet(event.run)),
        epochs: event.epochs,
        stepsAnEpoch: event.stepsAnEpoch,
        device: event.device,
        inexact: event.inexact,
        asked: null,
        end: null,
        heard: true,
      };
      // A run that goes on has epochs behind it.
      if (event.epoch > 0 && before === null) void this.#fetchEpochs(event.run);
      return;
    }
    if (this.#live?.run !== event.run) {
      void this.join(event.run);
      return;
    }
    this.#change({ heard: true });
    this.#take(this.#live, event);
  }

  #take(live: LiveRun, event: Exclude<TrainingEvent, { event: 'started' }>): void {
    switch (event.event) {
      case 'step': {
        const epoch = event.epoch - 1 + event.step / Math.max(1, live.stepsAnEpoch);
        this.#change({ step: event, stepLosses: withPoint(live.stepLosses, { epoch, value: event.loss }) });
        return;
      }
      case 'epoch':
        this.#change({ epochMetrics: joined(live.epochMetrics, [event]) });
        return;
      case 'checkpoint':
        this.#change({ savedAtMs: Date.now() });
        return;
      case 'warning':
        this.#change({ warnings: [...live.warnings, event.message] });
        return;
      case 'finished':
      case 'failed':
        this.#change({ end: event, asked: null });
        return;
      default:
        assertNever(event);
    }
  }

  #change(change: Partial<LiveRun>): void {
    if (this.#live !== null) this.#live = { ...this.#live, ...change };
  }

  async #fetchEpochs(run: number): Promise<void> {
    const detail = await orReport(this.#client.request('runs.show', { run }), this.#report);
    if (detail !== null && this.#live?.run === run) this.#change({ epochMetrics: joined(detail.epochs, this.#live.epochMetrics) });
  }
}

/** Epochs of two tellings in order; the later telling counts. */
function joined(earlier: readonly EpochMetrics[], later: readonly EpochMetrics[]): readonly EpochMetrics[] {
  const toldAgain = new Set(later.map(({ epoch }) => epoch));
  return [...earlier.filter(({ epoch }) => !toldAgain.has(epoch)), ...later].sort((one, other) => one.epoch - other.epoch);
}

function nothingYet(run: number): LiveRun {
  return {
    run,
    epochs: 0,
    stepsAnEpoch: 0,
    device: '',
    inexact: null,
    step: null,
    stepLosses: [],
    epochMetrics: [],
    savedAtMs: null,
    warnings: [],
    asked: null,
    end: null,
    heard: false,
  };
}

function liveOf(detail: RunDetail): LiveRun {
  const { settings, trainingImages, epochs, warnings, device } = detail;
  // As the trainer has it: whole batches only, and one where there are fewer images than a batch.
  const stepsAnEpoch = Math.max(1, Math.floor(trainingImages / settings.batchSize));
  return { ...nothingYet(detail.run), epochs: settings.epochs, stepsAnEpoch, device, epochMetrics: epochs, warnings };
}
