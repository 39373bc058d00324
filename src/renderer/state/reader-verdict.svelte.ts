import type { Verdict } from '../../shared/dataset';
import type { Failure } from '../../shared/failure';
import type { Rectangle } from '../../shared/image';
import type { InstanceResult } from '../../shared/prediction';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

/** The reader's own verdict on the image on the screen. */
export class ReaderVerdict {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #instanceId: number | null = null;
  #verdict = $state.raw<Verdict | null>(null);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** null where the reader has not decided yet. */
  get verdict(): Verdict | null {
    return this.#verdict;
  }

  /** Another image came on the screen. */
  async show(instanceId: number | null): Promise<void> {
    this.#instanceId = instanceId;
    this.#verdict = null;
    if (instanceId === null) return;
    const found = await orReport(this.#client.request('verdict.read', { instanceId }), this.#report);
    if (this.#instanceId === instanceId) this.#verdict = found;
  }

  /** Records a verdict; `boxes` are in pixels of the image. */
  async decide(positive: boolean, boxes: readonly Rectangle[]): Promise<void> {
    const instanceId = this.#instanceId;
    if (instanceId === null) return;
    const written = await orReport(this.#client.request('verdict.write', { instanceId, positive, boxes }), this.#report);
    if (written !== null && this.#instanceId === instanceId) this.#verdict = written;
  }

  /** Agrees or disagrees with the model's answer. Without one there is nothing to agree with. Boxes are accepted by hand only. */
  async answer(result: InstanceResult, agrees: boolean): Promise<void> {
    if (result.status === 'ok') await this.decide(result.positive === agrees, []);
  }
}
