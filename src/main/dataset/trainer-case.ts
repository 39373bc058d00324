/** A rectangle in shares of the network's square: 0 to 1 from its upper left corner. */
export interface SquareBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A case as the trainer knows it: which record of the picture store, what it shows, and whose it is by number only. */
export interface TrainerCase {
  readonly record: number;
  readonly patient: number;
  readonly positive: boolean;
  readonly boxes: readonly SquareBox[];
}
