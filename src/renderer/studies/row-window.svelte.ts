import { untrack } from 'svelte';
import { rowsInSight, scrollToRow } from './list-window';

interface RowSizes {
  readonly rowPixels: number;
  /** What stays above the rows while they scroll. */
  readonly headPixels: number;
  /** Rows drawn beyond either edge. */
  readonly spareRows: number;
}

/** Which rows of a long list are drawn: those in sight and a few beyond. */
export class RowWindow {
  /** Of the element that scrolls, in pixels. */
  scrollTop = $state(0);
  height = $state(600);
  readonly #sizes: RowSizes;
  readonly #total: () => number;
  readonly #range = $derived.by(() =>
    rowsInSight(this.scrollTop, this.visiblePixels, this.#sizes.rowPixels, this.#total(), this.#sizes.spareRows),
  );
  readonly #places = $derived(Array.from({ length: this.#range.last - this.#range.first + 1 }, (_, step) => this.#range.first + step));

  constructor(total: () => number, sizes: RowSizes) {
    this.#total = total;
    this.#sizes = sizes;
  }

  /** The rows' own part of the height. */
  get visiblePixels(): number {
    return this.height - this.#sizes.headPixels;
  }
  get range(): { readonly first: number; readonly last: number } {
    return this.#range;
  }
  /** The places in the list of the rows that are drawn. */
  get places(): readonly number[] {
    return this.#places;
  }

  /** Where to scroll to by the smallest move so that a row is in sight. Called in an effect it does not follow the scrolling itself. */
  topFor(place: number): number {
    const { rowPixels } = this.#sizes;
    return scrollToRow(
      place,
      untrack(() => this.scrollTop),
      this.visiblePixels,
      rowPixels,
    );
  }
}
