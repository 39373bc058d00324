import type { OwnPreset } from '../../shared/settings';
import { freeKey } from '../viewer/own-presets';
import { calibrated, displayOf, pixelsPerMillimetreOf, trueScale } from '../viewer/true-size';
import type { ViewerState } from '../viewer/viewer-state.svelte';
import { t } from '../words.svelte';
import type { Application } from './application.svelte';

/** A note stays this long unless the reader goes on. */
const noteMs = 8000;

/** A sentence that answers a key which could not do what it is for. */
export interface LookNote {
  readonly words: string;
  /** True where measuring the display would help. */
  readonly wantsDisplay: boolean;
}

/** How images look beyond one view of one image: the reader's own windows, the lens, true size, hidden names. */
export class Looks {
  readonly #application: Pick<Application, 'settings' | 'change'>;
  readonly #viewer: ViewerState;
  #magnifying = $state(false);
  #note = $state.raw<LookNote | null>(null);
  #noteTimer: ReturnType<typeof setTimeout> | null = null;
  #deleted = $state.raw<OwnPreset | null>(null);
  /** What is open above the image; one at a time. */
  dialog = $state<'tags' | 'presets' | null>(null);

  constructor(application: Pick<Application, 'settings' | 'change'>, viewer: ViewerState) {
    this.#application = application;
    this.#viewer = viewer;
  }

  get magnifying(): boolean {
    return this.#magnifying;
  }
  get note(): LookNote | null {
    return this.#note;
  }
  get presets(): readonly OwnPreset[] {
    return this.#application.settings.windowPresets;
  }
  /** The preset deleted last, for as long as it can be brought back. */
  get deleted(): OwnPreset | null {
    return this.#deleted;
  }

  magnify(on: boolean): void {
    this.#magnifying = on;
  }

  toggleOverlayStyle(): void {
    const isFill = this.#application.settings.overlayStyle === 'fill';
    this.#application.change({ overlayStyle: isFill ? 'outline' : 'fill' });
  }

  applyOwn(key: OwnPreset['key']): void {
    const preset = this.presets.find((one) => one.key === key);
    if (preset !== undefined) this.#viewer.applyOwn(preset);
    else this.say(t('viewer:note.noWindow', { key }));
  }

  /** Keeps the window in force under the first free key. */
  keep(name: string): void {
    const window = this.#viewer.windowToKeep;
    const key = freeKey(this.presets);
    if (window === null || key === null || name.trim() === '') return;
    this.#write([...this.presets, { key, name: name.trim(), ...window }]);
    this.#deleted = null;
  }

  rename(key: OwnPreset['key'], name: string): void {
    if (name.trim() === '') return;
    this.#write(this.presets.map((preset) => (preset.key === key ? { ...preset, name: name.trim() } : preset)));
  }

  remove(key: OwnPreset['key']): void {
    this.#deleted = this.presets.find((preset) => preset.key === key) ?? null;
    this.#write(this.presets.filter((preset) => preset.key !== key));
  }

  bringBack(): void {
    if (this.#deleted !== null) this.#write([...this.presets, this.#deleted]);
    this.#deleted = null;
  }

  #write(presets: readonly OwnPreset[]): void {
    this.#application.change({ windowPresets: [...presets].sort((one, other) => one.key.localeCompare(other.key)) });
  }

  /** Shows a millimetre of the image as a millimetre of the display, or says why that cannot be. */
  showTrueSize(spacing: readonly [number, number] | null): void {
    if (this.#viewer.shown === null) return;
    const density = this.#pixelsPerMillimetre;
    if (spacing === null) this.say(t('viewer:note.noSpacing'));
    else if (density === null) this.say(t('viewer:note.noDisplay'), true);
    else this.#viewer.zoomTo(trueScale(spacing, density));
  }

  isTrueSize(spacing: readonly [number, number] | null, scale: number): boolean {
    const density = this.#pixelsPerMillimetre;
    return spacing !== null && density !== null && Math.abs(scale / trueScale(spacing, density) - 1) < 0.005;
  }

  get #pixelsPerMillimetre(): number | null {
    return pixelsPerMillimetreOf(this.#application.settings.displays, displayOf(window));
  }

  /** Keeps how large the pixels of the display under the window are. */
  measured(pixelsPerMillimetre: number): void {
    this.#application.change({ displays: calibrated(this.#application.settings.displays, displayOf(window), pixelsPerMillimetre) });
  }

  say(words: string, wantsDisplay = false): void {
    this.#note = { words, wantsDisplay };
    if (this.#noteTimer !== null) clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => this.closeNote(), noteMs);
  }

  closeNote(): void {
    this.#note = null;
  }
}
