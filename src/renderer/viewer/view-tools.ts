import { placeIn, relativePlace, type RelativePlace } from './linking';
import { panForShift, panForZoom, panToCentre } from './overlay-geometry';
import type { Point } from './view';
import { largestScale, quarterTurn, smallestScale } from './view';
import type { Viewport } from './viewport';

const zoomStep = 1.2;
/** Canvas pixels. */
const panStep = 60;

/** The tools that turn, move and flip the image; each does nothing while no image is shown. */
export abstract class ViewTools {
  /** The element that draws; null while there is none. */
  protected abstract get viewport(): Pick<Viewport, 'view' | 'placement' | 'change' | 'fit'> | null;

  /** The reader moved or zoomed the image: linked panes follow. */
  protected moved(): void {
    // Who links nothing needs to know of nothing.
  }

  /** Where the image lies in terms that other panes understand; null while none is shown. */
  get relativePlace(): RelativePlace | null {
    const placement = this.viewport?.placement;
    return placement ? relativePlace(placement) : null;
  }

  /** Puts the image where a linked pane has its own. */
  takePlace(place: RelativePlace): void {
    const placement = this.viewport?.placement;
    if (placement) this.viewport?.change(placeIn(placement, place));
  }

  zoomAt(anchor: Point, factor: number): void {
    const placement = this.viewport?.placement;
    if (!placement) return;
    const scale = Math.min(Math.max(placement.scale * factor, smallestScale), largestScale);
    this.viewport?.change({ scale, pan: panForZoom(placement, anchor, scale) });
    this.moved();
  }

  panBy(change: Point): void {
    const placement = this.viewport?.placement;
    if (!placement) return;
    const shift = panForShift(placement, change);
    this.viewport?.change({ pan: { x: placement.pan.x + shift.x, y: placement.pan.y + shift.y } });
    this.moved();
  }

  /** Brings a point of the image to the middle. */
  centreOn(point: Point): void {
    const placement = this.viewport?.placement;
    if (!placement) return;
    this.viewport?.change({ pan: panToCentre(placement, point) });
    this.moved();
  }

  zoomIn(): void {
    this.#zoomMiddle(zoomStep);
  }
  zoomOut(): void {
    this.#zoomMiddle(1 / zoomStep);
  }
  #zoomMiddle(factor: number): void {
    const placement = this.viewport?.placement;
    if (placement) this.zoomAt({ x: placement.canvasWidth / 2, y: placement.canvasHeight / 2 }, factor);
  }

  /** Pans by keyboard: directions are -1, 0 or 1. */
  nudge(directionX: number, directionY: number): void {
    this.panBy({ x: directionX * panStep, y: directionY * panStep });
  }

  invert(): void {
    this.viewport?.change({ inverted: !(this.viewport?.view?.inverted ?? false) });
  }
  rotate(): void {
    this.viewport?.change({ rotation: quarterTurn(this.viewport?.view?.rotation ?? 0) });
    this.fit();
  }
  flipHorizontally(): void {
    this.#flip('horizontal');
  }
  flipVertically(): void {
    this.#flip('vertical');
  }
  /** Flips are along the screen's axes, whichever way the image has been turned. */
  #flip(axis: 'horizontal' | 'vertical'): void {
    const view = this.viewport?.view;
    if (!view) return;
    const turned = view.rotation === 90 || view.rotation === 270;
    if ((axis === 'horizontal') !== turned) this.viewport?.change({ flippedHorizontally: !view.flippedHorizontally });
    else this.viewport?.change({ flippedVertically: !view.flippedVertically });
  }

  fit(): void {
    this.viewport?.fit();
    this.moved();
  }
}
