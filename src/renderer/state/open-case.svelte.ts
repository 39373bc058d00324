import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { Heatmap } from '../../shared/image';
import type { InstanceResult } from '../../shared/prediction';
import type { InstanceRecord, StudyDetail } from '../../shared/study';
import type { AppClient } from '../app-client';
import { Findings } from './findings.svelte';

/** The study under reading: its images, which one the result column is about, and what is known of it. */
export class OpenCase {
  readonly #client: Pick<AppClient, 'request'>;
  /** What is known of the images on the screen, also of those of other studies. */
  readonly findings: Findings;
  #studyId = $state<number | null>(null);
  #detail = $state.raw<StudyDetail | null>(null);
  #leadId = $state<number | null>(null);
  #instanceId = $state<number | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #endLook: () => void = () => undefined;

  constructor(client: Pick<AppClient, 'request'>) {
    this.#client = client;
    this.findings = new Findings(client);
  }

  get studyId(): number | null {
    return this.#studyId;
  }
  get detail(): StudyDetail | null {
    return this.#detail;
  }
  get instance(): InstanceRecord | null {
    return this.#find(this.#instanceId);
  }
  /** The image that the case was opened at. */
  get lead(): InstanceRecord | null {
    return this.#find(this.#leadId);
  }
  /** What is known of the image under reading; pending while it is being computed. */
  get result(): InstanceResult {
    return this.resultOf(this.#instanceId) ?? { status: 'pending' };
  }
  /** Why the study could not be opened. */
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Why there is a score but no overlay. */
  get overlayFailure(): Failure | null {
    return this.#instanceId === null ? null : this.findings.overlayFailureOf(this.#instanceId);
  }
  /** The heatmap of the result; null while there is none, or where the model gives none. */
  get heatmap(): Heatmap | null {
    return this.#instanceId === null ? null : this.findings.heatmapOf(this.#instanceId);
  }

  #find(instanceId: number | null): InstanceRecord | null {
    return this.#detail?.instances.find((instance) => instance.instanceId === instanceId) ?? null;
  }

  resultOf(instanceId: number | null): InstanceResult | null {
    return instanceId === null ? null : this.findings.resultOf(instanceId);
  }

  /** Opens a study at its lead image, or at the one that is named. */
  async open(studyId: number, instanceId?: number): Promise<void> {
    if (this.#studyId === studyId && this.#failure === null) return;
    this.#studyId = studyId;
    this.#failure = null;
    this.findings.expect(studyId);
    try {
      const detail = await this.#client.request('studies.show', { studyId });
      if (this.#studyId !== studyId) return;
      this.findings.hold(detail);
      this.#detail = detail;
      this.#leadId = instanceId ?? detail.study.leadInstanceId;
      this.show(this.#leadId);
    } catch (error) {
      if (this.#studyId !== studyId) return;
      this.#endLook();
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

  /** Closes the case: nothing is under reading. */
  close(): void {
    this.#endLook();
    this.#endLook = () => undefined;
    this.#studyId = null;
    this.#detail = null;
    this.#leadId = null;
    this.#instanceId = null;
    this.#failure = null;
  }

  /** Turns to another image of the study. */
  show(instanceId: number): void {
    const studyId = this.#detail?.study.studyId;
    if (studyId === undefined) return;
    this.#instanceId = instanceId;
    this.#endLook();
    this.#endLook = this.findings.look({ studyId, instanceId });
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
    if (this.#studyId !== null) await this.findings.predict({ studyId: this.#studyId, instanceId });
  }

  /** Computes again after a failure. */
  async retry(): Promise<void> {
    const [studyId, instanceId] = [this.#studyId, this.#instanceId];
    if (studyId === null || instanceId === null) return;
    this.findings.learn({ studyId, instanceId }, { status: 'pending' });
    await this.findings.predict({ studyId, instanceId });
  }

  /** Asks for a result at the operating point in force, where it is another one than the result on the screen was called at. */
  async callAgain(): Promise<void> {
    const [studyId, instanceId] = [this.#studyId, this.#instanceId];
    if (studyId !== null && instanceId !== null) await this.findings.predict({ studyId, instanceId }, 'prediction.call-again');
  }

  /** A result that the main process announces, for whichever image: it may come before the image itself is known here. */
  receive(studyId: number, instanceId: number, result: InstanceResult): void {
    this.findings.learn({ studyId, instanceId }, result);
  }

  /** The study may have gained images. */
  async refresh(studyIds: readonly number[]): Promise<void> {
    const studyId = this.#studyId;
    if (studyId === null || !studyIds.includes(studyId)) return;
    try {
      const detail = await this.#client.request('studies.show', { studyId });
      if (this.#studyId !== studyId) return;
      this.findings.hold(detail);
      this.#detail = detail;
    } catch {
      // What is on the screen stays; the next opening says what is wrong.
    }
  }
}
