import type { DatasetSource } from '../../shared/dataset';
import { t } from '../words.svelte';
import type { Datasets } from './datasets.svelte';

export type SourceKind = DatasetSource['kind'];
export type ChosenPath = 'images' | 'labels' | 'classes';

/** What is being filled in to add a dataset. */
export class DatasetForm {
  readonly #datasets: Pick<Datasets, 'choose' | 'add'>;
  #name = $state('');
  #kind = $state<SourceKind>('challenge');
  #paths = $state.raw<Readonly<Record<ChosenPath, string>>>({ images: '', labels: '', classes: '' });
  #positive = $state('');
  #locked = $state(false);

  constructor(datasets: Pick<Datasets, 'choose' | 'add'>) {
    this.#datasets = datasets;
  }

  get name(): string {
    return this.#name;
  }
  set name(name: string) {
    this.#name = name;
  }
  get kind(): SourceKind {
    return this.#kind;
  }
  set kind(kind: SourceKind) {
    this.#kind = kind;
  }
  /** Names of the class folders that count as opacity, as they are typed: with commas between. */
  get positive(): string {
    return this.#positive;
  }
  set positive(names: string) {
    this.#positive = names;
  }
  get locked(): boolean {
    return this.#locked;
  }
  set locked(locked: boolean) {
    this.#locked = locked;
  }

  /** '' where nothing is chosen yet. */
  path(what: ChosenPath): string {
    return this.#paths[what];
  }

  /** Lets the user point at a folder or file; closing the dialog changes nothing. */
  async choose(what: ChosenPath): Promise<void> {
    const path = await this.#datasets.choose(what);
    if (path !== null) this.#paths = { ...this.#paths, [what]: path };
  }

  /** What is missing, as a sentence; '' where the dataset can be added. */
  get missing(): string {
    if (this.#name.trim() === '') return t('state:datasetForm.name');
    if (this.#kind === 'labelled-cases') return '';
    if (this.#paths.images === '') return t('state:datasetForm.images');
    if (this.#kind === 'folders') return this.#positiveNames.length === 0 ? t('state:datasetForm.positive') : '';
    return this.#paths.labels === '' ? t('state:datasetForm.labels') : '';
  }

  /** Adds the dataset; where it has begun the form is empty again. */
  async add(): Promise<void> {
    if (this.missing !== '') return;
    const begun = await this.#datasets.add(this.#name.trim(), this.#source, this.#locked);
    if (!begun) return;
    this.#name = '';
    this.#paths = { images: '', labels: '', classes: '' };
    this.#locked = false;
  }

  get #positiveNames(): readonly string[] {
    return this.#positive
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
  }

  get #source(): DatasetSource {
    const { images, labels, classes } = this.#paths;
    switch (this.#kind) {
      case 'challenge':
        return { kind: 'challenge', images, labels, classes: classes === '' ? null : classes };
      case 'table':
        return { kind: 'table', images, labels };
      case 'folders':
        return { kind: 'folders', images, positive: this.#positiveNames };
      case 'labelled-cases':
        return { kind: 'labelled-cases' };
    }
  }
}
