/** An element on its way into a de-identified file. */
export interface CleanElement {
  readonly tag: number;
  /** '' where the original's encoding names none. */
  readonly vr: string;
  readonly value: Uint8Array | readonly (readonly CleanElement[])[];
}
