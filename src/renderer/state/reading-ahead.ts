import type { CaseAhead } from '../../shared/desk';
import type { StudyRow } from '../../shared/study';
import type { AppClient } from '../app-client';
import { hang, studyToCompare } from '../viewer/hanging';
import type { Panes } from '../viewer/panes.svelte';
import type { Application } from './application.svelte';
import type { StudyList } from './study-list.svelte';

/** How many cases are got ready. */
const casesAhead = 2;

interface Surroundings {
  readonly application: Pick<Application, 'settings'>;
  readonly list: Pick<StudyList, 'rowAt'>;
  readonly panes: Pick<Panes, 'layout' | 'shown' | 'library'>;
  /** Told which cases come next, for another window that follows this one. */
  readonly tellAhead: (cases: readonly CaseAhead[]) => void;
}

/** Where the reader is. */
export interface Standing {
  readonly studyId: number | null;
  /** The case's place in the list; null where it is not in it. */
  readonly place: number | null;
  /** What comes next where that is said by another window, which has the list and sees to the scores; null where the list here says it. */
  readonly told: readonly CaseAhead[] | null;
  /** All that hangs is on the screen. */
  readonly settled: boolean;
  /** The case has its own result. */
  readonly answered: boolean;
}

/**
 * Gets the next cases of the list ready: fetched, decoded and halved to the window's size once the case's own images are on the screen, scored once it has its
 * own result, one at a time. What lies behind is given back, so that a day's reading takes no more memory than a few cases.
 */
export class ReadingAhead {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #around: Surroundings;
  #direction: 1 | -1 = 1;
  /** Grows with every call: what was begun for an older one stops. */
  #turn = 0;
  #onScreen: { readonly studyId: number | null; readonly images: readonly number[] } = { studyId: null, images: [] };
  #before: readonly number[] = [];

  constructor(client: Pick<AppClient, 'request'>, around: Surroundings) {
    this.#client = client;
    this.#around = around;
  }

  /** The reader goes through the list this way: 1 is down. */
  turn(direction: 1 | -1): void {
    this.#direction = direction;
  }

  /** Called whenever the reader's standing changes. A failure ahead is nobody's business: it shows itself when the case is opened. */
  async follow(standing: Standing): Promise<void> {
    this.#turn += 1;
    if (!standing.settled || standing.studyId === null) return;
    this.#remember(standing.studyId);
    await this.#prepare(standing, this.#turn).catch(() => undefined);
  }

  #remember(studyId: number): void {
    const images = this.#around.panes.shown.flatMap(({ instance }) => (instance === null ? [] : [instance.instanceId]));
    if (this.#onScreen.studyId !== studyId) this.#before = this.#onScreen.images;
    this.#onScreen = { studyId, images };
  }

  async #prepare({ place, told, answered }: Standing, turn: number): Promise<void> {
    const isCurrent = (): boolean => this.#turn === turn;
    const rows = told === null ? this.#rowsAhead(place) : [];
    if (told === null) this.#around.tellAhead(rows.map(({ studyId, leadInstanceId }) => ({ studyId, leadInstanceId })));
    const images = await Promise.all((told ?? rows).map((one) => this.#imagesOf(one)));
    const library = await this.#around.panes.library();
    if (!isCurrent()) return;
    const ahead = images.flat();
    library.images.keepOnly(new Set([...this.#onScreen.images, ...this.#before, ...ahead]));
    for (const instanceId of ahead) {
      if (!isCurrent()) return;
      await library.prepare(instanceId).catch(() => undefined);
    }
    if (!answered) return;
    for (const { leadInstanceId, result } of rows) {
      if (!isCurrent()) return;
      if (result.status === 'pending') await this.#client.request('prediction.request', { instanceId: leadInstanceId });
    }
  }

  #rowsAhead(place: number | null): readonly StudyRow[] {
    if (place === null || !this.#around.application.settings.readsAhead) return [];
    const places = Array.from({ length: casesAhead }, (_, step) => place + this.#direction * (step + 1));
    return places.flatMap((at) => (at < 0 ? [] : (this.#around.list.rowAt(at) ?? [])));
  }

  /** The images that will hang when a case is opened. */
  async #imagesOf({ studyId, leadInstanceId }: CaseAhead): Promise<readonly number[]> {
    const { layout } = this.#around.panes;
    if (layout === '1') return [leadInstanceId];
    const [{ instances }, { earlier }] = await Promise.all([
      this.#client.request('studies.show', { studyId }),
      this.#client.request('studies.related', { studyId }),
    ]);
    const prior = studyToCompare(earlier);
    const compared = prior === null ? null : await this.#client.request('studies.show', { studyId: prior.study.studyId });
    const lead = instances.find(({ instanceId }) => instanceId === leadInstanceId) ?? null;
    return hang(layout, lead, instances, compared?.instances ?? []).flatMap(({ instance }) => instance?.instanceId ?? []);
  }
}
