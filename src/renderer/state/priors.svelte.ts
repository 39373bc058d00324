import type { RelatedStudies } from '../../shared/related-studies';
import type { Failure } from '../../shared/failure';
import type { StudyDetail } from '../../shared/study';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import { studyToCompare } from '../viewer/hanging';
import type { Findings } from './findings.svelte';

const refreshDelayMs = 300;
const none: RelatedStudies = { earlier: [], later: [], undated: [] };

/** The other studies of the patient under reading, and the one that the case is compared with. */
export class Priors {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #findings: Findings;
  readonly #report: (failure: Failure) => void;
  #studyId: number | null = null;
  #related = $state.raw<RelatedStudies>(none);
  #compared = $state.raw<StudyDetail | null>(null);
  #refreshTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Pick<AppClient, 'request'>, findings: Findings, report: (failure: Failure) => void) {
    this.#client = client;
    this.#findings = findings;
    this.#report = report;
  }

  get related(): RelatedStudies {
    return this.#related;
  }
  /** The study that hangs beside the case; null where there is none. */
  get compared(): StudyDetail | null {
    return this.#compared;
  }

  /** Another case is under reading: finds its patient's other studies, and takes the latest earlier one of the chest to compare with. */
  async follow(studyId: number | null): Promise<void> {
    if (this.#studyId === studyId) return;
    this.#studyId = studyId;
    this.#related = none;
    this.#compared = null;
    await this.#load();
  }

  /** Studies came in or changed: they may be this patient's. Looked up a few times a second at most. */
  refresh(): void {
    this.#refreshTimer ??= setTimeout(() => {
      this.#refreshTimer = null;
      void this.#load();
    }, refreshDelayMs);
  }

  /** Takes another study to compare with; null where it could not be read. */
  async compare(studyId: number): Promise<StudyDetail | null> {
    const current = this.#studyId;
    if (this.#compared?.study.studyId === studyId) return this.#compared;
    this.#findings.expect(studyId);
    const detail = await orReport(this.#client.request('studies.show', { studyId }), this.#report);
    if (detail === null || this.#studyId !== current) return null;
    this.#findings.hold(detail);
    this.#compared = detail;
    return detail;
  }

  async #load(): Promise<void> {
    const studyId = this.#studyId;
    if (studyId === null) return;
    const related = await orReport(this.#client.request('studies.related', { studyId }), this.#report);
    if (related === null || this.#studyId !== studyId) return;
    this.#related = related;
    const first = studyToCompare(related.earlier);
    if (first !== null && this.#compared === null) await this.compare(first.study.studyId);
  }
}
