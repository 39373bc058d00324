import { checkSettings, type SettingProblem } from '../../shared/check-settings';
import { defaultsOf } from '../../shared/training-presets';
import { parseSetting, settingFields } from '../../shared/training-settings';
import type { SettingName } from '../../shared/training-settings';
import type { PresetName, TrainingEstimate, TrainingSettings } from '../../shared/training';
import type { Failure } from '../../shared/failure';
import { toFailure } from '../../shared/failure';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import { formatFigure } from '../format';
import { t } from '../words.svelte';

type Texts = Readonly<Partial<Record<SettingName, string>>>;

/** The choices for the next run: a dataset, a preset, and what differs from the preset, as it is typed. */
export class TrainingForm {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #dataset = $state<string | null>(null);
  #preset = $state<PresetName>('deep-cnn');
  #texts = $state.raw<Texts>({});
  #estimate = $state.raw<TrainingEstimate | null>(null);
  #estimateFailure = $state.raw<Failure | null>(null);
  #estimating = $state(false);
  #starting = $state(false);
  /** Grows with every change, so that an estimate of older choices is not shown beside newer ones. */
  #version = 0;

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  get dataset(): string | null {
    return this.#dataset;
  }
  get preset(): PresetName {
    return this.#preset;
  }
  /** Time and memory of the choices as they are; null before they were measured. */
  get estimate(): TrainingEstimate | null {
    return this.#estimate;
  }
  get estimateFailure(): Failure | null {
    return this.#estimateFailure;
  }
  get estimating(): boolean {
    return this.#estimating;
  }
  get starting(): boolean {
    return this.#starting;
  }
  /** True where something differs from the preset. */
  get changed(): boolean {
    return Object.keys(this.#texts).length > 0;
  }
  /** How many settings under Advanced differ from the preset. */
  get advancedChanges(): number {
    return settingFields.filter(({ name, advanced }) => advanced && this.#texts[name] !== undefined).length;
  }
  /** The settings as they stand; null where they can't be used. */
  get settings(): TrainingSettings | null {
    const checked = this.#checked;
    return 'problem' in checked ? null : checked;
  }
  /** What keeps a run from starting, as a sentence; '' where nothing does. */
  get problem(): string {
    if (this.#dataset === null) return t('state:trainingForm.dataset');
    const checked = this.#checked;
    return 'problem' in checked ? problemWords(checked) : '';
  }

  /** A setting as its control shows it. */
  textOf(name: SettingName): string {
    return this.#texts[name] ?? String(defaultsOf(this.#preset)[name]);
  }

  /** True where a setting by itself has a value that it can't have. */
  isWrong(name: SettingName): boolean {
    const text = this.#texts[name];
    return text !== undefined && 'problem' in checkSettings(defaultsOf(this.#preset), { [name]: parseSetting(name, text) });
  }

  chooseDataset(name: string): void {
    this.#dataset = name;
    this.#touched();
  }

  /** Other settings than the preset's own are kept: they were meant. */
  choosePreset(preset: PresetName): void {
    this.#preset = preset;
    this.#touched();
  }

  /** Takes over what was typed or chosen; the preset's own value counts as no change. */
  change(name: SettingName, text: string): void {
    const own = text === String(defaultsOf(this.#preset)[name]);
    const others = Object.entries(this.#texts).filter(([one]) => one !== name);
    this.#texts = Object.fromEntries(own ? others : [...others, [name, text]]);
    this.#touched();
  }

  /** Back to the preset's own settings. */
  reset(): void {
    this.#texts = {};
    this.#touched();
  }

  /** Fills the form with a run's choices, some of them changed: to repeat it otherwise. */
  fill(dataset: string, settings: TrainingSettings, changed: Partial<TrainingSettings> = {}): void {
    this.#dataset = dataset;
    this.#preset = settings.preset;
    const wanted = { ...settings, ...changed };
    const own = defaultsOf(settings.preset);
    this.#texts = Object.fromEntries(
      settingFields.filter(({ name }) => wanted[name] !== own[name]).map(({ name }) => [name, String(wanted[name])]),
    );
    this.#touched();
  }

  /** Measures a few steps with these choices. */
  async measure(): Promise<void> {
    const chosen = this.#chosen;
    if (chosen === null) return;
    const version = this.#version;
    this.#estimating = true;
    this.#estimateFailure = null;
    try {
      const estimate = await this.#client.request('training.estimate', chosen);
      if (version === this.#version) this.#estimate = estimate;
    } catch (error) {
      if (version === this.#version) this.#estimateFailure = toFailure(error);
    } finally {
      this.#estimating = false;
    }
  }

  /** Starts a run; null where it could not begin. */
  async start(): Promise<number | null> {
    const chosen = this.#chosen;
    if (chosen === null || this.#starting) return null;
    this.#starting = true;
    const started = await orReport(this.#client.request('training.start', chosen), this.#report);
    this.#starting = false;
    return started?.run ?? null;
  }

  get #checked(): TrainingSettings | SettingProblem {
    const changed = Object.entries(this.#texts).map(([name, text]) => [name, parseSetting(name, text)]);
    return checkSettings(defaultsOf(this.#preset), Object.fromEntries(changed));
  }

  get #chosen(): { readonly dataset: string; readonly settings: TrainingSettings } | null {
    const settings = this.settings;
    return this.#dataset === null || settings === null ? null : { dataset: this.#dataset, settings };
  }

  #touched(): void {
    this.#version += 1;
    this.#estimate = null;
    this.#estimateFailure = null;
  }
}

/** Why settings can't be used, as a sentence. */
function problemWords(found: SettingProblem): string {
  if (found.problem === 'unknown') return t('state:trainingForm.unknown', { name: found.name });
  if (found.problem !== 'value') return t(`state:trainingForm.${found.problem}`);
  const { field } = found;
  const { name } = field;
  const label = t(`training:settings.${name}.label`);
  if (field.kind === 'switch') return t('state:trainingForm.switch', { label, name });
  if (field.kind === 'choice') return t('state:trainingForm.choice', { label, name, choices: field.choices.join(', ') });
  const [least, most] = [formatFigure(field.least), formatFigure(field.most)];
  return t(field.whole ? 'state:trainingForm.whole' : 'state:trainingForm.number', { label, name, least, most });
}
