import type { AuditQuery } from '../../shared/explain';
import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { AuditEntry, ModelComparison, ModelSummary } from '../../shared/model';
import type { OperatingPointName } from '../../shared/model-card';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

/** What the audit trail says of models, the newest of it. */
const ofModels: AuditQuery = {
  actions: ['model-activated', 'model-rolled-back', 'model-imported', 'model-exported', 'run-exported'],
  fromMs: null,
  beforeMs: null,
  beforeNumber: null,
  limit: 500,
};

/** The models, the one that is looked at, how it compares with the one in force, and what the audit trail says of them. */
export class Models {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #all = $state.raw<readonly ModelSummary[] | null>(null);
  #trail = $state.raw<readonly AuditEntry[]>([]);
  #failure = $state.raw<Failure | null>(null);
  #chosenId = $state<string | null>(null);
  /** A locked dataset; null for the test part of the candidate's own run. */
  #testSet = $state<string | null>(null);
  #comparison = $state.raw<ModelComparison | null>(null);
  #comparisonFailure = $state.raw<Failure | null>(null);
  #comparing = $state(false);
  #exportedTo = $state('');

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** null before the first answer. */
  get all(): readonly ModelSummary[] | null {
    return this.#all;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Newest first. */
  get trail(): readonly AuditEntry[] {
    return this.#trail;
  }
  get active(): ModelSummary | null {
    return this.#all?.find(({ active }) => active) ?? null;
  }
  /** The model that is looked at: the chosen one, or the one in force. */
  get chosen(): ModelSummary | null {
    return this.#all?.find(({ id }) => id === this.#chosenId) ?? this.active;
  }
  get testSet(): string | null {
    return this.#testSet;
  }
  /** How the chosen model does beside the one in force; null before they were compared on the chosen test set. */
  get comparison(): ModelComparison | null {
    const { chosen, active } = this;
    const known = this.#comparison;
    return known?.candidateSha256 === chosen?.sha256 && known?.activeSha256 === active?.sha256 ? known : null;
  }
  get comparisonFailure(): Failure | null {
    return this.#comparisonFailure;
  }
  get comparing(): boolean {
    return this.#comparing;
  }
  /** True where an earlier model can be put back in force. */
  get mayRollBack(): boolean {
    const last = this.#trail.find(({ action }) => action === 'model-activated' || action === 'model-rolled-back');
    return last?.action === 'model-activated';
  }
  /** The file that a model was last exported to; '' for none. */
  get exportedTo(): string {
    return this.#exportedTo;
  }

  /** Lists models and what was done with them; also the way to try again after a failure. */
  async load(): Promise<void> {
    try {
      const [all, trail] = await Promise.all([this.#client.request('models.list', null), this.#client.request('audit.list', ofModels)]);
      this.#all = all;
      this.#trail = trail.entries;
      this.#failure = null;
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }

  /** Looks at a model. Its own test part is offered first where a run has one. */
  choose(id: string): void {
    this.#chosenId = id;
    this.#testSet = null;
    this.#exportedTo = '';
    this.#forget();
  }

  chooseTestSet(dataset: string | null): void {
    this.#testSet = dataset;
    this.#forget();
  }

  async compare(): Promise<void> {
    const modelId = this.chosen?.id;
    if (modelId === undefined || this.#comparing) return;
    const dataset = this.#testSet;
    this.#forget();
    this.#comparing = true;
    try {
      const comparison = await this.#client.request('models.compare', { modelId, dataset });
      if (dataset === this.#testSet) this.#comparison = comparison;
    } catch (error) {
      if (this.chosen?.id === modelId) this.#comparisonFailure = toFailure(error);
    } finally {
      this.#comparing = false;
    }
  }

  /** Puts the compared model in force. `despite`: the reader wants it although it does worse. */
  async activate(despite: boolean): Promise<void> {
    const comparison = this.comparison;
    if (comparison === null) return;
    await orReport(this.#client.request('models.activate', { modelId: comparison.candidateId, despite }), this.#report);
    await this.load();
  }

  /** Puts another operating point of the model in force in force; null for the model's own. */
  async choosePoint(point: OperatingPointName | null): Promise<void> {
    const modelId = this.active?.id;
    if (modelId === undefined) return;
    await orReport(this.#client.request('models.choose-point', { modelId, point }), this.#report);
    await this.load();
  }

  /** Puts the model before back in force. */
  async rollBack(): Promise<void> {
    await orReport(this.#client.request('models.rollback', null), this.#report);
    await this.load();
  }

  async export(form: 'package' | 'layers-model'): Promise<void> {
    const modelId = this.chosen?.id;
    if (modelId === undefined) return;
    const exported = await orReport(this.#client.request('models.export', { modelId, form }), this.#report);
    if (exported === null) return;
    this.#exportedTo = exported.file;
    await this.load();
  }

  async import(): Promise<void> {
    const imported = await orReport(this.#client.request('models.import', null), this.#report);
    if (imported === null) return;
    await this.load();
    this.choose(imported.id);
  }

  #forget(): void {
    this.#comparison = null;
    this.#comparisonFailure = null;
  }
}
