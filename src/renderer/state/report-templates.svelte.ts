import type { Failure } from '../../shared/failure';
import type { ReportTemplate, TemplateText } from '../../shared/report';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import { t } from '../words.svelte';

interface Undo {
  /** What was done, as a sentence in the language that is spoken when it is asked for. */
  readonly what: () => string;
  readonly back: () => Promise<unknown>;
}

/** The templates of reports: what there is, and the way back from the latest change. */
export class ReportTemplates {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #all = $state.raw<readonly ReportTemplate[] | null>(null);
  #undo = $state.raw<Undo | null>(null);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** null before the first answer. */
  get all(): readonly ReportTemplate[] | null {
    return this.#all;
  }
  /** What can be undone, as a sentence; null for nothing. */
  get undoable(): string | null {
    return this.#undo?.what() ?? null;
  }

  async load(): Promise<void> {
    this.#all = (await orReport(this.#client.request('templates.list', null), this.#report)) ?? this.#all;
  }

  /** Adds a template (null) or changes one; answers it, or null where that failed. */
  async write(templateId: number | null, template: TemplateText): Promise<ReportTemplate | null> {
    const before = this.#all?.find((one) => one.templateId === templateId);
    const written = await orReport(this.#client.request('templates.write', { templateId, template }), this.#report);
    if (written === null) return null;
    this.#undo =
      before === undefined
        ? {
            what: () => t('report:templates.added', { name: written.name }),
            back: () => this.#client.request('templates.delete', { templateId: written.templateId }),
          }
        : {
            what: () => t('report:templates.changed', { name: written.name }),
            back: () => this.#client.request('templates.write', { templateId, template: textOf(before) }),
          };
    await this.load();
    return written;
  }

  async delete({ templateId, name }: ReportTemplate): Promise<void> {
    const done = await orReport(
      this.#client.request('templates.delete', { templateId }).then(() => true),
      this.#report,
    );
    if (done === null) return;
    this.#undo = {
      what: () => t('report:templates.deleted', { name }),
      back: () => this.#client.request('templates.restore', { templateId }),
    };
    await this.load();
  }

  async undo(): Promise<void> {
    const undo = this.#undo;
    if (undo === null) return;
    this.#undo = null;
    await orReport(undo.back(), this.#report);
    await this.load();
  }
}

const textOf = ({ name, sections, analysis }: ReportTemplate): TemplateText => ({ name, sections, analysis });
