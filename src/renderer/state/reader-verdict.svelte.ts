import type { Rectangle } from '../../shared/image';
import type { InstanceResult } from '../../shared/prediction';
import { withAnswer, type Verdict, type VerdictContent } from '../../shared/verdict';
import { boxesOf, withBoxes, withVerdict } from '../marks/notes';
import type { ReaderNotes } from './reader-notes.svelte';

/** The reader's own verdict on the image on the screen. */
export class ReaderVerdict {
  readonly #notes: ReaderNotes;
  #instanceId = $state<number | null>(null);

  constructor(notes: ReaderNotes) {
    this.#notes = notes;
  }

  /** null where the reader has not decided yet. */
  get verdict(): VerdictContent | null {
    return this.#instanceId === null ? null : (this.#notes.of(this.#instanceId)?.verdict ?? null);
  }
  /** As it was last stored, with its time and its reader. */
  get stored(): Verdict | null {
    return this.#instanceId === null ? null : this.#notes.storedVerdict(this.#instanceId);
  }
  /** In pixels of the image. */
  get boxes(): readonly Rectangle[] {
    const notes = this.#instanceId === null ? null : this.#notes.of(this.#instanceId);
    return notes === null ? [] : boxesOf(notes);
  }

  /** Another image came on the screen. */
  async show(instanceId: number | null): Promise<void> {
    this.#instanceId = instanceId;
    if (instanceId !== null) await this.#notes.load(instanceId);
  }

  /** Says whether there is an opacity; what else was said stays. */
  answer(positive: boolean): void {
    this.#change((verdict) => withAnswer(verdict, positive));
  }

  /** Agrees or disagrees with the model's answer. Without one there is nothing to agree with. Boxes are accepted by hand only. */
  respond(result: InstanceResult, agrees: boolean): void {
    if (result.status === 'ok') this.answer(result.positive === agrees);
  }

  /** Which image it is about; null for none. */
  get instanceId(): number | null {
    return this.#instanceId;
  }

  /** Changes what a verdict says, of the image on the screen unless another is named; nothing where there is none. */
  amend(change: (verdict: VerdictContent) => VerdictContent, instanceId = this.#instanceId): void {
    this.#change((verdict) => (verdict === null ? null : change(verdict)), instanceId);
  }

  withdraw(): void {
    this.#change(() => null);
  }

  /** Takes over boxes, such as the model's, as the reader's own, to be corrected by hand. */
  acceptBoxes(boxes: readonly Rectangle[]): void {
    if (this.#instanceId !== null) this.#notes.change(this.#instanceId, (notes) => withBoxes(notes, boxes, () => crypto.randomUUID()));
  }

  #change(next: (verdict: VerdictContent | null) => VerdictContent | null, instanceId = this.#instanceId): void {
    if (instanceId === null) return;
    this.#notes.change(instanceId, (notes) => {
      const verdict = next(notes.verdict);
      return verdict === notes.verdict ? notes : withVerdict(notes, verdict);
    });
  }
}
