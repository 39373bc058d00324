import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';

interface Offer {
  /** What was done, in the language that is spoken when it is asked for: 'Marked 3 studies read'. */
  readonly message: () => string;
  readonly undo: () => Promise<void>;
}

/** Instead of asking beforehand, what was done to the list is said, and can be taken back until something else is done. */
export class UndoOffer {
  readonly #report: (failure: Failure) => void;
  #offer = $state.raw<Offer | null>(null);

  constructor(report: (failure: Failure) => void) {
    this.#report = report;
  }

  get message(): string | null {
    return this.#offer?.message() ?? null;
  }

  offer(message: () => string, undo: () => Promise<void>): void {
    this.#offer = { message, undo };
  }

  /** Where undoing fails the offer stands, so that it can be tried again. */
  async undo(): Promise<void> {
    const offer = this.#offer;
    if (offer === null) return;
    try {
      await offer.undo();
      if (this.#offer === offer) this.#offer = null;
    } catch (error) {
      this.#report(toFailure(error));
    }
  }

  dismiss(): void {
    this.#offer = null;
  }
}
