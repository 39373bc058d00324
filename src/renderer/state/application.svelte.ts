import type { AppDescription } from '../../shared/app-api';
import type { Failure } from '../../shared/failure';
import type { EngineState } from '../../shared/model';
import { type Settings, defaultSettings } from '../../shared/settings';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

export type PageName = 'reading' | 'settings';
export type SettingsSection =
  'appearance' | 'keyboard' | 'training' | 'datasets' | 'models' | 'figures' | 'flips' | 'audit' | 'reports' | 'data' | 'about';

const lowDiskBytes = 1024 ** 3;
const writeDelayMs = 250;

/** What holds for the whole window: what the application says of itself, the reader's settings, and which page is shown. */
export class Application {
  readonly #client: Pick<AppClient, 'request'>;
  #description = $state.raw<AppDescription | null>(null);
  #engine = $state.raw<EngineState>({ state: 'idle' });
  #settings = $state.raw<Settings>(defaultSettings);
  #page = $state<PageName>('reading');
  #section = $state<SettingsSection>('appearance');
  #notice = $state.raw<Failure | null>(null);
  #unwritten: Partial<Settings> = {};
  #writeTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Pick<AppClient, 'request'>) {
    this.#client = client;
  }

  /** null before the main process has answered. */
  get description(): AppDescription | null {
    return this.#description;
  }
  get engine(): EngineState {
    return this.#engine;
  }
  get settings(): Settings {
    return this.#settings;
  }
  get page(): PageName {
    return this.#page;
  }
  get section(): SettingsSection {
    return this.#section;
  }
  /** A failure that belongs to no case and no import. */
  get notice(): Failure | null {
    return this.#notice;
  }
  get readOnly(): boolean {
    return this.#description?.readOnly ?? false;
  }
  get diskNearlyFull(): boolean {
    return this.#description !== null && this.#description.diskFreeBytes < lowDiskBytes;
  }

  /** Until what the application is for has been accepted nothing of a case may be seen; also while that is not known yet. */
  get covered(): boolean {
    return this.#description?.researchUseDue ?? true;
  }

  async load(): Promise<void> {
    const settings = await orReport(this.#client.request('settings.read', null), this.report);
    if (settings !== null) this.#settings = settings;
    await this.describe();
  }

  /** Asks again what may have changed: free disk space, the model in force. */
  async describe(): Promise<void> {
    const description = await orReport(this.#client.request('app.describe', null), this.report);
    if (description === null) return;
    this.#description = description;
    this.#engine = description.engine;
  }

  async acceptResearchUse(): Promise<void> {
    const settings = await orReport(this.#client.request('research-use.accept', null), this.report);
    if (settings === null) return;
    this.#settings = settings;
    await this.describe();
  }

  engineChanged(engine: EngineState): void {
    this.#engine = engine;
  }

  /** Applies at once, stores a moment later: a slider being dragged writes once. */
  change(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    this.#unwritten = { ...this.#unwritten, ...change };
    if (this.#writeTimer !== null) clearTimeout(this.#writeTimer);
    this.#writeTimer = setTimeout(() => void this.flush(), writeDelayMs);
  }

  /** Another window changed settings. What was changed here and is not stored yet comes after it. */
  receive(settings: Settings): void {
    this.#settings = { ...settings, ...this.#unwritten };
  }

  /** Stores what has not been stored yet. */
  async flush(): Promise<void> {
    const change = this.#unwritten;
    if (Object.keys(change).length === 0) return;
    this.#unwritten = {};
    await orReport(this.#client.request('settings.write', change), this.report);
  }

  showSettings(section: SettingsSection = 'appearance'): void {
    this.#section = section;
    this.#page = 'settings';
    void this.describe();
  }

  showReading(): void {
    this.#page = 'reading';
  }

  readonly report = (failure: Failure): void => {
    if (failure.code !== 'cancelled') this.#notice = failure;
  };

  dismissNotice(): void {
    this.#notice = null;
  }
}
