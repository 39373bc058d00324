import type { OwnPreset } from '../../shared/settings';
import type { VoiFunction } from '../../shared/voi';
import { ownWindow, relativeTo } from './own-presets';
import { nextSharpening, type Sharpening } from '../../shared/sharpening';
import type { GreyWindow, Point, View } from './view';
import { ViewTools } from './view-tools';
import type { ShownImage, Viewport } from './viewport';
import { type BuiltInPreset, type Curve, type PresetName, presetWindow, shapeOf } from './window-presets';

/** A full sweep across this many canvas pixels moves the window by the image's whole range. */
const sweepPixels = 800;

/** The tools that light the image: windows, presets, the curve between black and white, sharpening. */
export abstract class GreyTools extends ViewTools {
  #preset = $state<PresetName | null>('default');
  /** The own preset in force, which linked panes take over. */
  #own: OwnPreset | null = null;
  /** The reader's choice for the image on the screen; null for what the file says. */
  #curve: Curve | null = null;

  protected abstract override get viewport(): Viewport | null;
  abstract get view(): View | null;
  abstract get shown(): ShownImage | null;

  /** The preset in force; null once the window was dragged. */
  get preset(): PresetName | null {
    return this.#preset;
  }
  get curve(): Curve {
    return this.view?.shape === 'SIGMOID' ? 'sigmoid' : 'linear';
  }
  get sharpening(): Sharpening {
    return this.view?.sharpening ?? 'off';
  }

  /** Another image has come: it is shown as its file asks. */
  protected forgetGreys(): void {
    this.#named('default');
    this.#curve = null;
  }

  /** The reader changed the greys: linked panes follow. */
  protected lit(): void {
    // Who links nothing needs to know of nothing.
  }

  apply(preset: BuiltInPreset): void {
    this.#takeBuiltIn(preset);
    this.lit();
  }

  /** One of several windows that the file offers. */
  applyFileWindow(place: number): void {
    this.#takeFileWindow(place);
    this.lit();
  }

  applyOwn(preset: OwnPreset): void {
    this.#takeOwn(preset);
    this.lit();
  }

  /** Applies the preset that is in force in a linked pane, as what it means for this image. */
  takePresetOf(leader: GreyTools): void {
    const name = leader.#preset;
    if (name === null) return;
    if (leader.#own !== null) this.#takeOwn(leader.#own);
    else if (name.startsWith('file-')) this.#takeFileWindow(Number(name.slice('file-'.length)));
    else this.#takeBuiltIn(name as BuiltInPreset);
    if (leader.#curve !== null) this.#bend(leader.#curve);
  }

  /** Takes the window of a linked pane. */
  takeWindow(window: GreyWindow, shape?: VoiFunction): void {
    this.viewport?.change(shape === undefined ? { window } : { window, shape });
    this.#named(null);
  }

  /** The window in force; null while the file's own look-up table is, and while no image is shown. */
  get window(): GreyWindow | null {
    return this.viewport?.view?.window ?? null;
  }

  #named(preset: PresetName | null, own: OwnPreset | null = null): void {
    this.#preset = preset;
    this.#own = own;
  }

  #takeBuiltIn(preset: BuiltInPreset): void {
    const image = this.shown;
    if (image === null) return;
    if (preset === 'default') {
      this.#curve = null;
      this.viewport?.restoreGreys(image);
    } else this.#light(image, presetWindow(preset, image.greys, null), false);
    this.#named(preset);
  }

  #takeFileWindow(place: number): void {
    const image = this.shown;
    const window = image?.file.windows[place];
    if (image === null || window === undefined) return;
    this.#light(image, { centre: window.centre, width: window.width }, true);
    this.#named(`file-${place}`);
  }

  #takeOwn(preset: OwnPreset): void {
    const image = this.shown;
    if (image === null) return;
    this.#curve = preset.curve;
    this.#light(image, ownWindow(image.greys, preset), false);
    this.#named(`own-${preset.key}`, preset);
  }

  /** The window in force as an own preset would keep it; null while none is. */
  get windowToKeep(): Omit<OwnPreset, 'key' | 'name'> | null {
    const window = this.view?.window ?? null;
    const image = this.shown;
    return window === null || image === null ? null : { ...relativeTo(image.greys, window), curve: this.curve };
  }

  /** Draws the window in force with another curve. */
  bend(curve: Curve): void {
    this.#bend(curve);
    this.lit();
  }

  #bend(curve: Curve): void {
    const image = this.shown;
    if (image === null) return;
    this.#curve = curve;
    const window = this.view?.window ?? presetWindow('default', image.greys, image.fileWindow);
    const isOfFile = this.#preset?.startsWith('file-') === true || (this.#preset === 'default' && image.fileWindow !== null);
    if (this.view?.window === null) this.#named(null);
    this.#light(image, window, isOfFile);
  }

  #light(image: ShownImage, window: GreyWindow, isOfFile: boolean): void {
    this.viewport?.change({ window, shape: shapeOf(isOfFile, image.file.shape, this.#curve) });
  }

  dragWindow(change: Point): void {
    const image = this.shown;
    if (image === null) return;
    const { minimum, maximum } = image.greys;
    const step = Math.max(maximum - minimum, 1) / sweepPixels;
    const from = this.viewport?.view?.window ?? presetWindow('full', image.greys, null);
    // Down is darker and right is flatter, as on most workstations; what is darker depends on which end is shown dark.
    const darker = image.highIsDark !== (this.view?.inverted ?? false) ? -step : step;
    const window = { centre: from.centre + change.y * darker, width: Math.max(from.width + change.x * step, step) };
    this.takeWindow(window);
    this.lit();
  }

  sharpen(to: Sharpening = nextSharpening(this.sharpening)): void {
    this.viewport?.change({ sharpening: to });
  }

  /** Everything as the file asks to be shown. */
  reset(): void {
    this.viewport?.change({ rotation: 0, flippedHorizontally: false, flippedVertically: false, inverted: false, sharpening: 'off' });
    this.apply('default');
    this.fit();
  }
}
