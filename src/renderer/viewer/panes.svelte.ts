/* eslint-disable svelte/prefer-svelte-reactivity -- the reactive map is replaced, never changed in place */
import type { InstanceRecord, StudyDetail } from '../../shared/study';
import type { Application } from '../state/application.svelte';
import type { OpenCase } from '../state/open-case.svelte';
import type { Priors } from '../state/priors.svelte';
import { frontalOf, hang, type Hung, type Layout } from './hanging';
import { shareGreys } from './linking';
import { ToolChoice, ViewerState } from './viewer-state.svelte';
import type { ViewerLibrary } from './viewport';

/** One of the panes: what hangs in it, and the viewer that shows it. */
export interface PaneContent extends Hung {
  readonly place: number;
  readonly viewer: ViewerState;
}

/** What the reader changed about the hanging of a study: which pane is active, and which images were put where. */
interface Choice {
  readonly studyId: number | null;
  readonly active: number;
  readonly images: ReadonlyMap<number, InstanceRecord>;
}

const nothingChosen: Choice = { studyId: null, active: 0, images: new Map() };
export type LayoutSetting = 'layout' | 'viewerWindowLayout';

const mostPanes = 4;

/** The panes of the reading room: the layout, which image each shows, and which one keys and tools act on. */
export class Panes {
  readonly #openCase: OpenCase;
  readonly #priors: Pick<Priors, 'compared'>;
  readonly #application: Pick<Application, 'settings' | 'change'>;
  readonly #layoutSetting: LayoutSetting;
  readonly #viewers: readonly ViewerState[];
  #choice = $state.raw<Choice>(nothingChosen);
  readonly #shown = $derived.by(() => this.#fill());
  #opening: Promise<ViewerLibrary> | null = null;

  /** @param layoutSetting which setting keeps the layout: each window has its own */
  constructor(
    openCase: OpenCase,
    priors: Pick<Priors, 'compared'>,
    application: Pick<Application, 'settings' | 'change'>,
    layoutSetting: LayoutSetting = 'layout',
  ) {
    this.#openCase = openCase;
    this.#priors = priors;
    this.#application = application;
    this.#layoutSetting = layoutSetting;
    const tool = new ToolChoice();
    this.#viewers = Array.from({ length: mostPanes }, () => new ViewerState(tool, (viewer, what) => this.#lead(viewer, what)));
  }

  get linked(): boolean {
    return this.#application.settings.panesLinked;
  }
  /** Links the panes, or lets each go its own way. */
  link(panesLinked: boolean): void {
    this.#application.change({ panesLinked });
  }

  get layout(): Layout {
    return this.#application.settings[this.#layoutSetting];
  }
  /** The panes of the layout, row by row. */
  get shown(): readonly PaneContent[] {
    return this.#shown;
  }
  get active(): PaneContent {
    const { active } = this.#chosen;
    return this.#pane(active) ?? this.#pane(0) ?? { place: 0, viewer: this.#viewer(0), slot: 'frontal', instance: null };
  }
  /** The other study that hangs beside the case; null where there is none. */
  get beside(): number | null {
    const studyId = this.#openCase.detail?.study.studyId ?? null;
    return this.shown.find(({ instance }) => instance !== null && instance.studyId !== studyId)?.instance?.studyId ?? null;
  }
  /** True once all that hangs is on the screen, or is said to be unshowable. */
  get settled(): boolean {
    return this.shown.every(({ instance, viewer: { image } }) => {
      if (instance === null) return true;
      const shown = image.state === 'shown' ? image.image.instanceId : image.state === 'failed' ? image.instanceId : null;
      return shown === instance.instanceId;
    });
  }

  /** The viewer library, loaded when the first pane asks: nobody needs it for the first paint. */
  library(): Promise<ViewerLibrary> {
    this.#opening ??= import('./viewport').then(({ openViewerLibrary }) => openViewerLibrary());
    return this.#opening;
  }

  /** The pane that shows an image; null where none does. */
  showing(instanceId: number | null): PaneContent | null {
    return this.shown.find(({ instance }) => instance !== null && instance.instanceId === instanceId) ?? null;
  }

  arrange(layout: Layout): void {
    this.#application.change({ [this.#layoutSetting]: layout });
  }

  /** Makes a pane the one that keys and tools act on. The result column turns to its image, where that is of this case. */
  activate(place: number): void {
    this.#choose({ active: place });
    this.#turnTo(this.#pane(place)?.instance ?? null);
  }

  /** Makes the next pane the active one, from the last the first. */
  activateNext(): void {
    this.activate((this.active.place + 1) % this.shown.length);
  }

  /** Puts an image into a pane, which becomes the active one. */
  put(place: number, instance: InstanceRecord): void {
    this.#choose({ active: place, images: new Map(this.#chosen.images).set(place, instance) });
    this.#turnTo(instance);
  }

  /** Shows an image in the active pane. */
  show(instance: InstanceRecord): void {
    this.put(this.active.place, instance);
  }

  /** Hangs the study to compare with beside the case: its frontal view in the second of two panes, both views in the lower two of four. */
  hangPrior(prior: StudyDetail): void {
    const images = new Map(this.#chosen.images);
    for (const place of [1, 2, 3]) images.delete(place);
    const frontal = frontalOf(prior.instances);
    if (this.layout !== '2x2' && frontal !== null) images.set(1, frontal);
    this.#choose({ images });
    if (this.layout === '1') this.arrange('1+1');
  }

  /** The next (1) or previous (-1) image of the study that the active pane shows, if there is one. */
  step(by: 1 | -1): void {
    const at = this.active.instance;
    const { compared } = this.#priors;
    const study = at !== null && compared?.study.studyId === at.studyId ? compared : this.#openCase.detail;
    const images = study?.instances ?? [];
    const place = images.findIndex(({ instanceId }) => instanceId === at?.instanceId);
    const next = images[place + by];
    if (place >= 0 && next !== undefined) this.show(next);
  }

  /**
   * The other panes follow what the reader did in one: zoom and pan relative to each pane's own fit, a preset as each image's own,
   * and a dragged window where it means the same (see shareGreys).
   */
  #lead(leader: ViewerState, what: 'place' | 'greys'): void {
    if (!this.linked) return;
    const led = this.shown.find(({ viewer }) => viewer === leader);
    const place = leader.relativePlace;
    for (const { viewer, instance } of this.shown) {
      if (viewer === leader || led === undefined) continue;
      if (what === 'place') {
        if (place !== null) viewer.takePlace(place);
      } else if (leader.preset !== null) viewer.takePresetOf(leader);
      else if (instance?.studyId === led.instance?.studyId) this.#handWindow(leader, viewer);
    }
  }

  #handWindow(leader: ViewerState, follower: ViewerState): void {
    const { window, shown } = leader;
    if (window !== null && shown !== null && follower.shown !== null && shareGreys(shown, follower.shown))
      follower.takeWindow(window, leader.view?.shape);
  }

  #viewer(place: number): ViewerState {
    return this.#viewers[place] ?? new ViewerState();
  }

  #pane(place: number): PaneContent | null {
    return this.shown[place] ?? null;
  }

  /** Another study hangs as the protocol has it, whatever was put where in the last one. */
  get #chosen(): Choice {
    const studyId = this.#openCase.detail?.study.studyId ?? null;
    return this.#choice.studyId === studyId ? this.#choice : { ...nothingChosen, studyId };
  }

  #choose(change: Partial<Choice>): void {
    this.#choice = { ...this.#chosen, ...change };
  }

  #turnTo(instance: InstanceRecord | null): void {
    const { detail, instance: current } = this.#openCase;
    const ofThisCase = instance !== null && instance.studyId === detail?.study.studyId;
    if (ofThisCase && instance.instanceId !== current?.instanceId) this.#openCase.show(instance.instanceId);
  }

  /** One pane shows the image that the result column is about; several hang by the protocol and by what was put into them. */
  #fill(): readonly PaneContent[] {
    const { detail, lead, instance: current } = this.#openCase;
    const { images, active } = this.#chosen;
    const pane = (hung: Hung, place: number): PaneContent => ({ ...hung, place, viewer: this.#viewer(place) });
    if (this.layout === '1') return [pane({ slot: 'frontal', instance: current }, 0)];
    const hung = hang(this.layout, lead, detail?.instances ?? [], this.#priors.compared?.instances ?? []).map(({ slot, instance }, place) =>
      pane({ slot, instance: images.get(place) ?? instance }, place),
    );
    const isShown = current === null || hung.some(({ instance }) => instance?.instanceId === current.instanceId);
    if (isShown) return hung;
    // The image that the result column is about is always on the screen.
    const place = active < hung.length ? active : 0;
    return hung.map((one) => (one.place === place ? { ...one, instance: current } : one));
  }
}

/**
 * The viewer of whichever pane is active, as one object that can be kept: all that is read of it and asked of it goes to the pane
 * that is active at that moment.
 */
export function viewerOfActivePane(panes: Panes): ViewerState {
  return new Proxy(panes.active.viewer, {
    get: (_first, name) => {
      const { viewer } = panes.active;
      const value: unknown = Reflect.get(viewer, name, viewer);
      return typeof value === 'function' ? (value.bind(viewer) as unknown) : value;
    },
  });
}
