/** Beyond this many steps the oldest are forgotten. */
const mostSteps = 200;

/** What something was, is and, after steps were taken back, would be again. Never changed in place. */
export class History<State> {
  readonly #past: readonly State[];
  readonly #future: readonly State[];

  constructor(
    readonly present: State,
    past: readonly State[] = [],
    future: readonly State[] = [],
  ) {
    this.#past = past;
    this.#future = future;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** A step to another state; what had been taken back can't be done again after it. */
  changed(next: State): History<State> {
    return next === this.present ? this : new History(next, [...this.#past, this.present].slice(-mostSteps));
  }

  /** The state before the last step; the same where there is none. */
  undone(): History<State> {
    const before = this.#past.at(-1);
    return before === undefined ? this : new History(before, this.#past.slice(0, -1), [this.present, ...this.#future]);
  }

  /** The state that was taken back last; the same where there is none. */
  redone(): History<State> {
    const [after, ...later] = this.#future;
    return after === undefined ? this : new History(after, [...this.#past, this.present], later);
  }
}
