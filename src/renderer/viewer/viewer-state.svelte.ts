import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { Rectangle } from '../../shared/image';
import type { PixelBlock } from '../../shared/mark-measure';
import { GreyTools } from './grey-tools.svelte';
import type { GestureTarget } from './pointer-gestures';
import { isMarkTool } from './view';
import type { Pen, PixelReadout, Placement, Point, PointerTool, View } from './view';
import type { ShownImage, Viewport } from './viewport';

export type ImageState =
  | { readonly state: 'empty' }
  | { readonly state: 'loading'; readonly instanceId: number }
  | { readonly state: 'shown'; readonly image: ShownImage }
  | { readonly state: 'failed'; readonly instanceId: number; readonly failure: Failure };

/** What the left mouse button does, in every pane alike. */
export class ToolChoice {
  #tool = $state<PointerTool>('window');
  #resting: PointerTool = 'window';

  get tool(): PointerTool {
    return this.#tool;
  }
  /** The last tool that did not draw: what the hand goes back to. */
  get resting(): PointerTool {
    return this.#resting;
  }

  choose(tool: PointerTool): void {
    if (!isMarkTool(tool)) this.#resting = tool;
    this.#tool = tool;
  }
}

/** What a pane shows and how: the reactive face of its viewport, with the verbs of the tools. */
export class ViewerState extends GreyTools implements GestureTarget {
  #viewport: Viewport | null = null;
  #image = $state.raw<ImageState>({ state: 'empty' });
  #view = $state.raw<View | null>(null);
  #placement = $state.raw<Placement | null>(null);
  #pixel = $state.raw<PixelReadout | null>(null);
  #pointer = $state.raw<Point | null>(null);
  readonly #choice: ToolChoice;
  #pen: Pen | null = null;
  readonly #onUse: (viewer: ViewerState, what: 'place' | 'greys') => void;
  #wanted: number | null = null;

  /**
   * @param choice the tool in hand, shared by the panes
   * @param onUse called when the reader moved the image or changed its greys: linked panes follow
   */
  constructor(choice = new ToolChoice(), onUse: (viewer: ViewerState, what: 'place' | 'greys') => void = () => undefined) {
    super();
    this.#choice = choice;
    this.#onUse = onUse;
  }

  protected override moved(): void {
    this.#onUse(this, 'place');
  }

  protected override lit(): void {
    this.#onUse(this, 'greys');
  }

  protected override get viewport(): Viewport | null {
    return this.#viewport;
  }
  get image(): ImageState {
    return this.#image;
  }
  override get view(): View | null {
    return this.#view;
  }
  get placement(): Placement | null {
    return this.#placement;
  }
  get pixel(): PixelReadout | null {
    return this.#pixel;
  }
  /** Where the pointer is, in canvas pixels; null while it is elsewhere. */
  get pointer(): Point | null {
    return this.#pointer;
  }
  get tool(): PointerTool {
    return this.#choice.tool;
  }
  get pen(): Pen | null {
    return this.#pen;
  }
  override get shown(): ShownImage | null {
    return this.#image.state === 'shown' ? this.#image.image : null;
  }

  /** Hands over the element that draws; null when it goes away, and the image with it. */
  attach(viewport: Viewport | null): void {
    this.#viewport = viewport;
    this.clear();
  }

  /** Called after every drawing: takes over where the image lies now. */
  takeOver(): void {
    this.#view = this.#viewport?.view ?? null;
    this.#placement = this.#viewport?.placement ?? null;
  }

  /** Shows an instance; a newer call wins over one still loading. */
  async show(instanceId: number, file: string): Promise<void> {
    const viewport = this.#viewport;
    if (viewport === null || this.#wanted === instanceId) return;
    const stillWanted = (): boolean => this.#wanted === instanceId && this.#viewport === viewport;
    this.#wanted = instanceId;
    this.#image = { state: 'loading', instanceId };
    this.#pixel = null;
    try {
      const image = await viewport.show(instanceId, file, stillWanted);
      if (image === null || !stillWanted()) return;
      this.forgetGreys();
      this.#image = { state: 'shown', image };
      this.takeOver();
    } catch (error) {
      if (stillWanted()) this.#image = { state: 'failed', instanceId, failure: toFailure(error, file) };
    }
  }

  /** Tries a failed instance again. */
  retry(instanceId: number, file: string): Promise<void> {
    this.#wanted = null;
    return this.show(instanceId, file);
  }

  clear(): void {
    this.#wanted = null;
    this.#image = { state: 'empty' };
    this.#view = null;
    this.#placement = null;
    this.#pixel = null;
  }

  choose(tool: PointerTool): void {
    this.#pen?.abandon();
    this.#choice.choose(tool);
  }

  /** Gives up what is being drawn, else goes from a mark tool back to the tool before it. */
  leaveTool(): void {
    if (this.#pen?.abandon() !== true) this.choose(this.#choice.resting);
  }

  /** Hands over what draws marks on this image; null when it goes away. */
  takePen(pen: Pen | null): void {
    this.#pen = pen;
  }

  canvasPoint(event: { readonly clientX: number; readonly clientY: number }): Point {
    return this.#viewport?.canvasPoint(event) ?? { x: 0, y: 0 };
  }

  /** Modality values of the whole pixels that a rectangle of the image touches; null for colour and while no image is shown. */
  valuesIn(area: Rectangle): PixelBlock | null {
    return this.#viewport?.valuesIn(area) ?? null;
  }

  pointAt(point: Point | null): void {
    this.#pointer = point;
    this.#pixel = point === null ? null : (this.#viewport?.pixelAt(point) ?? null);
  }

  /** Draws the image under a point, magnified, into a square of `side` pixels. */
  drawLens(context: CanvasRenderingContext2D, at: Point, side: number, factor: number): void {
    this.#viewport?.drawLens(context, at, side, factor);
  }
}
