/* eslint-disable svelte/prefer-svelte-reactivity -- reactive maps are replaced, never changed in place; the others steer fetching and are not shown */
import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { Heatmap } from '../../shared/image';
import type { InstanceResult } from '../../shared/prediction';
import type { InstanceRecord, StudyDetail } from '../../shared/study';
import type { AppClient } from '../app-client';

/** An image, and the study that it belongs to. */
export type ImageKey = Pick<InstanceRecord, 'studyId' | 'instanceId'>;

/** Passing through the list with the arrow keys must not queue a prediction for every case on the way. */
const restMs = 150;
const heatmapsKept = 24;
/** The case and its panes, its neighbours in the list, and their earlier studies. */
const studiesKept = 16;

/** What is known of images: their results, and the heatmaps of those that are looked at. Holds the studies it was told of last. */
export class Findings {
  readonly #client: Pick<AppClient, 'request'>;
  #results = $state.raw<ReadonlyMap<number, InstanceResult>>(new Map());
  #heatmaps = $state.raw<ReadonlyMap<number, Heatmap>>(new Map());
  #overlayFailures = $state.raw<ReadonlyMap<number, Failure>>(new Map());
  /** The images of each study that is held. */
  readonly #studies = new Map<number, Set<number>>();
  readonly #looks = new Set<ImageKey>();
  readonly #underWay = new Set<string>();

  constructor(client: Pick<AppClient, 'request'>) {
    this.#client = client;
  }

  resultOf(instanceId: number): InstanceResult | null {
    return this.#results.get(instanceId) ?? null;
  }

  /** The heatmap of an image's result; null while there is none, or where the model gives none. */
  heatmapOf(instanceId: number): Heatmap | null {
    const result = this.resultOf(instanceId);
    return result?.status === 'ok' && result.overlayMethod !== '' ? (this.#heatmaps.get(result.predictionId) ?? null) : null;
  }

  /** Why there is a score but no overlay. */
  overlayFailureOf(instanceId: number): Failure | null {
    return this.#overlayFailures.get(instanceId) ?? null;
  }

  /** A study is asked for: what is announced of it from now on is newer than what comes with it. */
  expect(studyId: number): void {
    const known = this.#studies.get(studyId) ?? new Set();
    this.#studies.delete(studyId);
    this.#studies.set(studyId, known);
    this.#forgetOldest();
  }

  /** Takes in a study's images with their results. */
  hold({ study, instances }: StudyDetail): void {
    this.expect(study.studyId);
    const results = new Map(this.#results);
    for (const { instanceId, result } of instances) {
      this.#studies.get(study.studyId)?.add(instanceId);
      if (!results.has(instanceId)) results.set(instanceId, result);
    }
    this.#results = results;
  }

  /** What is on the screen is never forgotten. */
  #forgetOldest(): void {
    const seen = new Set([...this.#looks].map(({ studyId }) => studyId));
    const old = [...this.#studies.keys()].slice(0, -studiesKept).filter((studyId) => !seen.has(studyId));
    if (old.length === 0) return;
    const results = new Map(this.#results);
    for (const studyId of old) {
      for (const instanceId of this.#studies.get(studyId) ?? []) results.delete(instanceId);
      this.#studies.delete(studyId);
    }
    this.#results = results;
  }

  /** A result that became known; that of a study which is not held is dropped. */
  learn({ studyId, instanceId }: ImageKey, result: InstanceResult): void {
    const known = this.#studies.get(studyId);
    if (known === undefined) return;
    known.add(instanceId);
    this.#results = new Map(this.#results).set(instanceId, result);
    if ([...this.#looks].some((look) => look.instanceId === instanceId)) void this.#fetchHeatmap(instanceId);
  }

  /** An image is on the screen: its result is asked for once the reader rests, and its heatmap fetched. Returns what ends the look. */
  look(image: ImageKey): () => void {
    const look = { ...image };
    this.#looks.add(look);
    void this.#fetchHeatmap(image.instanceId);
    const ask = (): Promise<void> => this.#once(`result ${image.instanceId}`, () => this.predict(image));
    const timer = setTimeout(() => void ask(), restMs);
    return () => {
      clearTimeout(timer);
      this.#looks.delete(look);
    };
  }

  /** Asks for the result of the model in force: the stored one, or a fresh one; `call-again` for one at the operating point in force. */
  async predict(image: ImageKey, by: 'prediction.request' | 'prediction.call-again' = 'prediction.request'): Promise<void> {
    try {
      this.learn(image, await this.#client.request(by, { instanceId: image.instanceId }));
    } catch (error) {
      this.learn(image, { status: 'error', failure: toFailure(error), computedAtMs: Date.now() });
    }
  }

  async #fetchHeatmap(instanceId: number): Promise<void> {
    const result = this.resultOf(instanceId);
    if (result?.status !== 'ok' || this.#heatmaps.has(result.predictionId)) return;
    const { predictionId } = result;
    await this.#once(`heatmap ${predictionId}`, async () => {
      try {
        const heatmap = await this.#client.request('prediction.heatmap', { predictionId });
        const newest = [...this.#heatmaps, [predictionId, heatmap] as const].slice(-heatmapsKept);
        this.#heatmaps = new Map(newest);
        this.#overlayFailures = new Map([...this.#overlayFailures].filter(([id]) => id !== instanceId));
      } catch (error) {
        this.#overlayFailures = new Map(this.#overlayFailures).set(instanceId, toFailure(error));
      }
    });
  }

  /** Two panes may show one image: what is under way is not asked for again. */
  async #once(name: string, work: () => Promise<void>): Promise<void> {
    if (this.#underWay.has(name)) return;
    this.#underWay.add(name);
    try {
      await work();
    } finally {
      this.#underWay.delete(name);
    }
  }
}
