/** A rectangle in shares of the network's square: 0 to 1 from its upper left corner. */
export interface SquareBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The RSNA's classes, by how much there is to see. */
export type ThreeClass = 'normal' | 'not normal' | 'opacity';

/** A case as the trainer knows it: which record of the picture store, what it shows, and whose it is by number only. */
export interface TrainerCase {
  readonly record: number;
  readonly patient: number;
  readonly positive: boolean;
  /** Which of the RSNA's three classes it shows; null where the labels do not say. */
  readonly threeClass: ThreeClass | null;
  readonly boxes: readonly SquareBox[];
}
