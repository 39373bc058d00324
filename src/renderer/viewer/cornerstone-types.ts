import type { VoiFunction } from '../../shared/voi';
import type { GreyValues } from '../../shared/grey-pyramid';
import type { LoadedTable } from './level-table';
import type { Sharpening } from '../../shared/sharpening';

// cornerstone-core 2.6.1 ships no types; these describe the part that the viewer uses.

export interface Image {
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly color: boolean;
  /** True for MONOCHROME1. */
  readonly invert: boolean;
  readonly slope: number;
  readonly intercept: number;
  readonly windowCenter: number;
  readonly windowWidth: number;
  readonly minPixelValue: number;
  readonly maxPixelValue: number;
  /** The file's table in place of slope and intercept: its first entry is for stored values up to `firstValueMapped`. */
  readonly modalityLUT?: LoadedTable;
  readonly voiLUT?: LoadedTable;
  rowPixelSpacing?: number | undefined;
  columnPixelSpacing?: number | undefined;
  /** The parsed file, put there by the image loader. */
  readonly data?: HeaderOfImage;
  getPixelData(): GreyValues;
  /** Draws in the place of the library's own renderer. */
  render?: (element: EnabledElement) => void;
}

/** The part of dicom-parser's data set that is read. */
export interface HeaderOfImage {
  string(tag: string): string | undefined;
  uint16(tag: string): number | undefined;
  int16(tag: string): number | undefined;
}

/** What a renderer is given. */
export interface EnabledElement {
  readonly canvas: HTMLCanvasElement;
  readonly image: Image;
  readonly viewport: Viewport;
}

export interface Viewport {
  scale: number;
  translation: { x: number; y: number };
  voi: { windowWidth: number; windowCenter: number };
  invert: boolean;
  pixelReplication: boolean;
  rotation: number;
  hflip: boolean;
  vflip: boolean;
  voiLUT: LoadedTable | undefined;
  /** The library keeps what it does not know itself; these two are read by drawRadiograph. */
  voiFunction?: VoiFunction;
  sharpening?: Sharpening;
}

export interface Cornerstone {
  enable(element: HTMLElement): void;
  disable(element: HTMLElement): void;
  resize(element: HTMLElement, fit: boolean): void;
  displayImage(element: HTMLElement, image: Image, viewport?: Viewport): void;
  getViewport(element: HTMLElement): Viewport | undefined;
  setViewport(element: HTMLElement, viewport: Partial<Viewport>): void;
  getDefaultViewport(canvas: HTMLCanvasElement, image: Image): Viewport;
  fitToWindow(element: HTMLElement): void;
  loadAndCacheImage(imageId: string): Promise<Image>;
  readonly imageCache: {
    setMaximumSizeBytes(bytes: number): void;
    getImageLoadObject(imageId: string): object | undefined;
    removeImageLoadObject(imageId: string): void;
  };
  readonly EVENTS: { readonly IMAGE_RENDERED: string };
}
