/* eslint-disable svelte/prefer-svelte-reactivity -- the reactive map is replaced, never changed in place */
import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { Heatmap } from '../../shared/image';
import type { InstanceResult } from '../../shared/prediction';
import type { InstanceRecord, StudyDetail } from '../../shared/study';
import type { AppClient } from '../app-client';

/** Passing through the list with the arrow keys must not queue a prediction for every case on the way. */
const restMs = 150;

/** The study on the screen: its images, which one is shown, and what is known of it. */
export class OpenCase {
  readonly #client: Pick<AppClient, 'request'>;
  #studyId = $state<number | null>(null);
  #detail = $state.raw<StudyDetail | null>(null);
  #instanceId = $state<number | null>(null);
  #results = $state.raw<ReadonlyMap<number, InstanceResult>>(new Map());
  #heatmap = $state.raw<{ readonly predictionId: number; readonly heatmap: Heatmap } | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #overlayFailure = $state.raw<Failure | null>(null);
  /** Results of this study that the main process announced; also of images that are not known here yet. */
  readonly #announced = new Map<number, InstanceResult>();
  #restTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Pick<AppClient, 'request'>) {
    this.#client = client;
  }

  get studyId(): number | null {
    return this.#studyId;
  }
  get detail(): StudyDetail | null {
    return this.#detail;
  }
  get instance(): InstanceRecord | null {
    return this.#detail?.instances.find(({ instanceId }) => instanceId === this.#instanceId) ?? null;
  }
  /** What is known of the image on the screen; pending while it is being computed. */
  get result(): InstanceResult {
    return this.resultOf(this.#instanceId) ?? { status: 'pending' };
  }
  /** Why the study could not be opened. */
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Why there is a score but no overlay. */
  get overlayFailure(): Failure | null {
    return this.#overlayFailure;
  }
  /** The heatmap of the result on the screen; null while there is none, or where the model gives none. */
  get heatmap(): Heatmap | null {
    const result = this.result;
    if (result.status !== 'ok' || result.overlayMethod === '' || this.#heatmap?.predictionId !== result.predictionId) return null;
    return this.#heatmap.heatmap;
  }

  resultOf(instanceId: number | null): InstanceResult | null {
    return instanceId === null ? null : (this.#results.get(instanceId) ?? null);
  }

  /** Opens a study at its lead image, or at the one that is named. */
  async open(studyId: number, instanceId?: number): Promise<void> {
    if (this.#studyId === studyId && this.#failure === null) return;
    this.#studyId = studyId;
    this.#failure = null;
    this.#announced.clear();
    try {
      const detail = await this.#client.request('studies.show', { studyId });
      if (this.#studyId !== studyId) return;
      this.#accept(detail);
      this.show(instanceId ?? detail.study.leadInstanceId);
    } catch (error) {
      if (this.#studyId !== studyId) return;
      this.#detail = null;
      this.#instanceId = null;
      this.#failure = toFailure(error);
    }
  }

  /** Tries again to open a study that could not be opened. */
  async reopen(): Promise<void> {
    const studyId = this.#studyId;
    if (studyId !== null) await this.open(studyId);
  }

  /** Shows another image of the study. */
  show(instanceId: number): void {
    this.#instanceId = instanceId;
    this.#overlayFailure = null;
    if (this.#restTimer !== null) clearTimeout(this.#restTimer);
    const known = this.resultOf(instanceId);
    if (known?.status === 'ok') void this.#fetchHeatmap(instanceId);
    this.#restTimer = setTimeout(() => void this.predict(instanceId), restMs);
  }

  /** The next (1) or previous (-1) image of the study, if there is one. */
  step(by: 1 | -1): void {
    const instances = this.#detail?.instances ?? [];
    const place = instances.findIndex(({ instanceId }) => instanceId === this.#instanceId);
    const next = instances[place + by];
    if (place >= 0 && next !== undefined) this.show(next.instanceId);
  }

  /** Asks for the result of the model in force: the stored one, or a fresh one. */
  async predict(instanceId: number): Promise<void> {
    try {
      const result = await this.#client.request('prediction.request', { instanceId });
      this.#take(instanceId, result);
    } catch (error) {
      this.#take(instanceId, { status: 'error', failure: toFailure(error), computedAtMs: Date.now() });
    }
  }

  /** Computes again after a failure. */
  async retry(): Promise<void> {
    const instanceId = this.#instanceId;
    if (instanceId === null) return;
    this.#take(instanceId, { status: 'pending' });
    await this.predict(instanceId);
  }

  /** A result that the main process announces, for whichever image: it may come before the image itself is known here. */
  receive(studyId: number, instanceId: number, result: InstanceResult): void {
    if (studyId !== this.#studyId) return;
    this.#announced.set(instanceId, result);
    this.#take(instanceId, result);
  }

  /** The study may have gained images. */
  async refresh(studyIds: readonly number[]): Promise<void> {
    const studyId = this.#studyId;
    if (studyId === null || !studyIds.includes(studyId)) return;
    try {
      const detail = await this.#client.request('studies.show', { studyId });
      if (this.#studyId !== studyId) return;
      this.#accept(detail);
    } catch {
      // What is on the screen stays; the next opening says what is wrong.
    }
  }

  /** What was announced since the study was asked for is newer than what came with it. */
  #accept(detail: StudyDetail): void {
    const known = this.#results;
    const newest = ({ instanceId, result }: InstanceRecord): InstanceResult =>
      this.#announced.get(instanceId) ?? known.get(instanceId) ?? result;
    this.#detail = detail;
    this.#results = new Map(detail.instances.map((instance) => [instance.instanceId, newest(instance)]));
  }

  /** An answer that comes after the reader went on to another study is dropped. */
  #take(instanceId: number, result: InstanceResult): void {
    if (!this.#results.has(instanceId)) return;
    this.#results = new Map(this.#results).set(instanceId, result);
    if (instanceId === this.#instanceId && result.status === 'ok') void this.#fetchHeatmap(instanceId);
  }

  async #fetchHeatmap(instanceId: number): Promise<void> {
    const result = this.resultOf(instanceId);
    if (result?.status !== 'ok' || this.#heatmap?.predictionId === result.predictionId) return;
    const { predictionId } = result;
    try {
      const heatmap = await this.#client.request('prediction.heatmap', { predictionId });
      if (this.#instanceId === instanceId) this.#heatmap = { predictionId, heatmap };
    } catch (error) {
      if (this.#instanceId === instanceId) this.#overlayFailure = toFailure(error);
    }
  }
}
