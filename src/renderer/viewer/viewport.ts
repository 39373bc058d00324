import * as cornerstoneModule from 'cornerstone-core';
import type { Rectangle } from '../../shared/image';
import type { PixelBlock } from '../../shared/mark-measure';
import type { Cornerstone, Image, Viewport as LibraryViewport } from './cornerstone-types';
import { drawRadiograph, drawThrough } from './draw-radiograph';
import { type FileWindows, readFileWindows, withinValues } from './file-windows';
import { prepareImageLoader } from './image-loader';
import { sourceOf } from './image-source';
import { ImageStock } from './image-stock';
import { libraryChange, placementOf, viewOf } from './library-viewport';
import { modalityValue, valuesOf } from './modality-values';
import { sidesOf } from './orientation';
import type { StatedSides } from './orientation';
import { imageToCanvas } from './overlay-geometry';
import { invert, transformPoint } from '../../shared/matrix';
import { measureGreys, presetWindow, shapeOf } from './window-presets';
import type { GreyStatistics } from './window-presets';
import type { GreyWindow, PixelReadout, Placement, Point, View } from './view';

/** What is known of an image once it is on the screen. */
export interface ShownImage {
  readonly instanceId: number;
  readonly width: number;
  readonly height: number;
  readonly sides: StatedSides;
  /** True for MONOCHROME1, where high values are shown dark. */
  readonly highIsDark: boolean;
  readonly greys: GreyStatistics;
  /** Stored values to the modality's: value = slope x stored + intercept (PS3.3 C.11.1.1.2). */
  readonly rescale: { readonly slope: number; readonly intercept: number };
  /** The window the file asks for; null where it has none that can be used. */
  readonly fileWindow: GreyWindow | null;
  /** All windows of the file, and how they are meant. */
  readonly file: FileWindows;
  /** True where the file has a look-up table of its own, which is how it wants to be shown. */
  readonly hasFileTable: boolean;
}

// The library is UMD: depending on the bundler its exports are the module or its default.
const cornerstone = (cornerstoneModule.default ?? cornerstoneModule) as Cornerstone;

/** The viewer library, ready to draw in as many panes as there are. */
export interface ViewerLibrary {
  /** A viewport that fills `host`; `onRendered` is called after every drawing of the image. */
  createViewport(host: HTMLElement, onRendered: () => void): Viewport;
  readonly images: ImageStock;
  /**
   * Loads an instance and works out what it is drawn from at the size that fits a window like this one, so that showing it takes no more than a drawing.
   * @throws ExpectedFailure as loadImage does
   */
  prepare(instanceId: number): Promise<void>;
}

/** Loads what decodes images; to be called once a page. */
export async function openViewerLibrary(): Promise<ViewerLibrary> {
  await prepareImageLoader(cornerstone);
  const images = new ImageStock(cornerstone);
  const prepare = async (instanceId: number): Promise<void> => {
    const image = await images.load(instanceId, '');
    const fit = Math.min(window.innerWidth / image.width, window.innerHeight / image.height) * window.devicePixelRatio;
    if (!image.color) sourceOf(image).at(fit, 'off');
  };
  return { images, prepare, createViewport: (host, onRendered) => new Viewport(host, images, onRendered) };
}

/** The element in which Cornerstone draws, and the only place that knows Cornerstone. Speaks View and Placement to the rest. */
export class Viewport {
  readonly #element: HTMLDivElement;
  readonly #watcher: ResizeObserver;
  #image: Image | null = null;

  constructor(
    readonly host: HTMLElement,
    readonly images: ImageStock,
    onRendered: () => void,
  ) {
    this.#element = document.createElement('div');
    this.#element.style.transformOrigin = '0 0';
    host.append(this.#element);
    this.#fillHost();
    cornerstone.enable(this.#element);
    this.#element.addEventListener(cornerstone.EVENTS.IMAGE_RENDERED, onRendered);
    this.#watcher = new ResizeObserver(this.#refill);
    this.#watcher.observe(host);
    // Another display may have another density at the same size.
    window.addEventListener('resize', this.#refill);
  }

  readonly #refill = (): void => {
    this.#fillHost();
    cornerstone.resize(this.#element, false);
  };

  /** Cornerstone draws one canvas pixel a CSS pixel: on dense displays the element is laid out larger and scaled back. */
  #fillHost(): void {
    const density = window.devicePixelRatio;
    this.#element.style.width = `${Math.max(1, Math.round(this.host.clientWidth * density))}px`;
    this.#element.style.height = `${Math.max(1, Math.round(this.host.clientHeight * density))}px`;
    this.#element.style.transform = `scale(${1 / density})`;
  }

  /**
   * Loads an instance and shows it as its file asks, unless `stillWanted` says meanwhile that another is wanted.
   * @throws ExpectedFailure as loadImage does
   */
  async show(instanceId: number, file: string, stillWanted: () => boolean): Promise<ShownImage | null> {
    const image = await this.images.load(instanceId, file);
    if (!stillWanted()) return null;
    const bitsStored = image.data?.uint16('x00280101') ?? 16;
    const greys = measureGreys(image.getPixelData(), image, bitsStored, image.invert);
    const windows = withinValues(readFileWindows(image.data ?? { string: () => undefined }), greys);
    if (!image.color) image.render = drawRadiograph;
    const shown: ShownImage = {
      instanceId,
      width: image.width,
      height: image.height,
      sides: sidesOf(image.data?.string('x00200020') ?? ''),
      highIsDark: image.invert,
      greys,
      rescale: { slope: image.slope, intercept: image.intercept },
      fileWindow: windows.windows[0] ?? null,
      file: windows,
      hasFileTable: image.voiLUT !== undefined,
    };
    this.#image = image;
    cornerstone.displayImage(this.#element, image, this.#initial(image, shown));
    return shown;
  }

  #initial(image: Image, shown: ShownImage): LibraryViewport {
    // Sharpening is a way of looking that goes from case to case; everything else is as the file asks.
    const sharpening = cornerstone.getViewport(this.#element)?.sharpening ?? 'off';
    return { ...cornerstone.getDefaultViewport(this.#canvas, image), ...this.#greysOf(image, shown), sharpening };
  }

  #greysOf(image: Image, { greys, fileWindow, file }: ShownImage): Pick<LibraryViewport, 'voi' | 'voiLUT' | 'voiFunction'> {
    const { centre, width } = presetWindow('default', greys, fileWindow);
    const voiFunction = shapeOf(fileWindow !== null, file.shape, null);
    return { voi: { windowCenter: centre, windowWidth: width }, voiLUT: image.voiLUT, voiFunction };
  }

  get #canvas(): HTMLCanvasElement {
    const canvas = this.#element.querySelector('canvas');
    if (canvas === null) throw new Error('The viewer has no canvas');
    return canvas;
  }

  /** The reader's view of the image; null before the first image. */
  get view(): View | null {
    const viewport = cornerstone.getViewport(this.#element);
    if (this.#image === null || viewport === undefined) return null;
    return viewOf(viewport, this.#image);
  }

  /** Changes parts of the view; a window replaces the file's own look-up table. */
  change(change: Partial<View>): void {
    if (this.#image !== null) cornerstone.setViewport(this.#element, libraryChange(change, this.#image));
  }

  /** The file's own window or look-up table again. */
  restoreGreys(shown: ShownImage): void {
    if (this.#image !== null) cornerstone.setViewport(this.#element, this.#greysOf(this.#image, shown));
  }

  /** The whole image in the middle. */
  fit(): void {
    if (this.#image !== null) cornerstone.fitToWindow(this.#element);
  }

  /** Where the image lies on the canvas, in canvas pixels; null before the first image. */
  get placement(): Placement | null {
    const view = this.view;
    return this.#image === null || view === null ? null : placementOf(view, this.#image, this.#canvas);
  }

  /** Canvas pixels of a pointer's place in the window. */
  canvasPoint(event: { readonly clientX: number; readonly clientY: number }): Point {
    const box = this.host.getBoundingClientRect();
    return { x: (event.clientX - box.left) * window.devicePixelRatio, y: (event.clientY - box.top) * window.devicePixelRatio };
  }

  /** The pixel under a point of the canvas; null outside the image and for colour. */
  pixelAt(point: Point): PixelReadout | null {
    const image = this.#image;
    const placement = this.placement;
    if (image === null || placement === null || image.color) return null;
    const at = transformPoint(invert(imageToCanvas(placement)), point);
    const x = Math.floor(at.x);
    const y = Math.floor(at.y);
    if (x < 0 || y < 0 || x >= image.width || y >= image.height) return null;
    return { x, y, value: modalityValue(image, image.getPixelData()[y * image.width + x] ?? 0) };
  }

  /** Modality values of the whole pixels that a rectangle of the image touches; null for colour and where it touches none. */
  valuesIn(area: Rectangle): PixelBlock | null {
    const image = this.#image;
    return image === null || image.color ? null : valuesOf(image, area);
  }

  /** Draws what lies under a point of the canvas into a square of `side` pixels, at `factor` times the zoom in force; without overlays. */
  drawLens(context: CanvasRenderingContext2D, at: Point, side: number, factor: number): void {
    const image = this.#image;
    const placement = this.placement;
    const viewport = cornerstone.getViewport(this.#element);
    if (image === null || placement === null || viewport === undefined || image.color) return;
    const { a, b, c, d, e, f } = imageToCanvas(placement);
    const matrix = {
      a: a * factor,
      b: b * factor,
      c: c * factor,
      d: d * factor,
      e: (e - at.x) * factor + side / 2,
      f: (f - at.y) * factor + side / 2,
    };
    context.clearRect(0, 0, side, side);
    drawThrough(context, image, viewport, matrix, { width: side, height: side });
  }

  destroy(): void {
    this.#watcher.disconnect();
    window.removeEventListener('resize', this.#refill);
    cornerstone.disable(this.#element);
    this.#element.remove();
  }
}
