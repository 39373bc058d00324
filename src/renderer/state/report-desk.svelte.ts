import { toFailure, type Failure } from '../../shared/failure';
import type {
  ComputerAnalysis,
  PlaceholderProblem,
  PrintRequest,
  ReportBody,
  ReportSection,
  ReportTemplate,
  StoredReport,
} from '../../shared/report';
import type { AppClient } from '../app-client';
import { ReportDraft, type Written } from './report-draft.svelte';

/** The report on the case on the screen: what is kept of it, what is being written, and what was just thrown away. */
export class ReportDesk {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  readonly #draft: ReportDraft;
  #isOpen = $state(false);
  #studyId = $state<number | null>(null);
  #reports = $state.raw<readonly StoredReport[] | null>(null);
  #templates = $state.raw<readonly ReportTemplate[]>([]);
  #problems = $state.raw<readonly PlaceholderProblem[]>([]);
  #failure = $state.raw<Failure | null>(null);
  #thrownAway = $state.raw<{ readonly studyId: number; readonly body: ReportBody } | null>(null);

  /** @param report told of what would be lost from sight with the case */
  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
    this.#draft = new ReportDraft(client, (kept) => this.#keep(kept));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  get studyId(): number | null {
    return this.#studyId;
  }
  get templates(): readonly ReportTemplate[] {
    return this.#templates;
  }
  /** What is being written; null while the report is final and no addendum was begun. */
  get body(): ReportBody | null {
    return this.#draft.body;
  }
  /** Placeholders of the template that could not be filled in. */
  get problems(): readonly PlaceholderProblem[] {
    return this.#problems;
  }
  get written(): Written {
    return this.#draft.written;
  }
  /** Why something asked for here was not done. */
  get failure(): Failure | null {
    return this.#failure ?? this.#draft.failure;
  }
  /** What is signed: the report, then its addenda. */
  get final(): readonly StoredReport[] {
    return (this.#reports ?? []).filter(({ status }) => status === 'final');
  }
  /** True where a draft is kept. */
  get hasDraft(): boolean {
    return (this.#reports ?? []).some(({ status }) => status === 'draft');
  }
  /** A draft of this study that was thrown away can come back. */
  get canRestore(): boolean {
    return this.#thrownAway !== null && this.#thrownAway.studyId === this.#studyId && !this.hasDraft;
  }

  toggle(): void {
    this.#isOpen = !this.#isOpen;
  }
  close(): void {
    this.#isOpen = false;
    void this.flush();
  }

  /** Another case came on the screen, or the desk was opened; what was written for the former one is kept first. */
  async show(studyId: number | null): Promise<void> {
    await this.flush();
    if (this.#draft.failure !== null) this.#report(this.#draft.failure);
    this.#studyId = studyId;
    this.#reports = null;
    this.#draft.take(studyId, null);
    this.#problems = [];
    this.#failure = null;
    if (studyId === null) return;
    await this.#attempt(async () => {
      const [{ reports }, templates] = await Promise.all([
        this.#client.request('reports.show', { studyId }),
        this.#client.request('templates.list', null),
      ]);
      if (this.#studyId !== studyId) return;
      this.#templates = templates;
      this.#accept(studyId, reports);
      if (reports.length === 0) await this.begin(templates[0]?.templateId ?? null);
    });
  }

  #accept(studyId: number, reports: readonly StoredReport[]): void {
    this.#reports = reports;
    this.#draft.take(studyId, reports.find(({ status }) => status === 'draft')?.body ?? null);
  }

  /** Fills a template in; it is kept with the first change. */
  async begin(templateId: number | null): Promise<void> {
    const studyId = this.#studyId;
    if (studyId === null) return;
    await this.#attempt(async () => {
      const { sections, analysis, problems } = await this.#client.request('reports.begin', { studyId, templateId });
      if (this.#studyId !== studyId) return;
      this.#problems = problems;
      this.#put({ kind: 'report', sections, analysis });
    });
  }

  write(section: ReportSection, text: string): void {
    const { body } = this.#draft;
    if (body?.kind === 'report') this.#draft.change({ ...body, sections: { ...body.sections, [section]: text } });
  }

  writeAddendum(text: string): void {
    this.#draft.change({ kind: 'addendum', text });
  }

  /** The computer's part as the latest result has it; the reader's own text stays. */
  async renewAnalysis(): Promise<void> {
    const studyId = this.#studyId;
    if (studyId === null) return;
    await this.#attempt(async () => {
      const { analysis } = await this.#client.request('reports.begin', { studyId, templateId: this.#templates[0]?.templateId ?? null });
      if (this.#studyId === studyId) this.#takeAnalysis(analysis);
    });
  }

  #takeAnalysis(analysis: ComputerAnalysis): void {
    const { body } = this.#draft;
    if (body?.kind === 'report') this.#put({ ...body, analysis });
  }

  /** Text that the reader did not type: it is kept where a draft is. */
  #put(body: ReportBody): void {
    if (this.hasDraft) this.#draft.change(body);
    else this.#draft.propose(body);
  }

  /** Keeps what was written since the last time, now. */
  async flush(): Promise<void> {
    await this.#draft.flush();
  }

  #keep(kept: StoredReport): void {
    if (kept.studyId !== this.#studyId) return;
    this.#reports = [...(this.#reports ?? []).filter(({ reportId }) => reportId !== kept.reportId), kept];
  }

  /** Signs what was written. */
  async finalise(): Promise<void> {
    const studyId = this.#studyId;
    if (studyId === null) return;
    const { body } = this.#draft;
    if (!this.hasDraft && body !== null) this.#draft.change(body);
    await this.flush();
    if (this.#draft.written === 'failed') return;
    await this.#attempt(async () => {
      await this.#client.request('reports.finalise', { studyId });
      await this.#reload(studyId);
    });
  }

  /** Throws the draft away; restore brings it back as long as the window is open. */
  async discard(): Promise<void> {
    const studyId = this.#studyId;
    const { body } = this.#draft;
    if (studyId === null || body === null) return;
    await this.flush();
    await this.#attempt(async () => {
      await this.#client.request('reports.discard', { studyId });
      this.#thrownAway = { studyId, body };
      await this.show(studyId);
    });
  }

  async restore(): Promise<void> {
    const restored = this.#thrownAway;
    if (restored === null || restored.studyId !== this.#studyId) return;
    this.#thrownAway = null;
    this.#draft.change(restored.body);
    await this.flush();
  }

  /** Asks where to and writes the PDF; the file's path, or null where it came to nothing. */
  async savePdf(request: PrintRequest): Promise<string | null> {
    await this.flush();
    let saved: string | null = null;
    await this.#attempt(async () => {
      saved = (await this.#client.request('reports.pdf', request))?.file ?? null;
    });
    return saved;
  }

  /** The system's print dialog. */
  async print(request: PrintRequest): Promise<void> {
    await this.flush();
    await this.#attempt(async () => void (await this.#client.request('reports.print', request)));
  }

  async #reload(studyId: number): Promise<void> {
    const { reports } = await this.#client.request('reports.show', { studyId });
    if (this.#studyId === studyId) this.#accept(studyId, reports);
  }

  /** The templates were changed elsewhere. */
  async reloadTemplates(): Promise<void> {
    await this.#attempt(async () => {
      this.#templates = await this.#client.request('templates.list', null);
    });
  }

  /** Does what may fail; the failure stands in the panel, where the reader looks. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    this.#failure = null;
    try {
      await work();
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }
}
