import type { CaseAhead, Desk, DeskCommand, OpenOnDesk } from '../../shared/desk';
import { nothingOnDesk } from '../../shared/desk';
import type { Failure } from '../../shared/failure';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

/** The reading desk of one window or two: the main window leads, the viewer's own window follows it. */
export class DeskState {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #desk = $state.raw<Desk>({ ...nothingOnDesk, ahead: [], viewerWindow: false });
  #saidAhead: readonly CaseAhead[] = [];

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** What the main window has open, as the viewer's window was told last. */
  get open(): OpenOnDesk {
    return this.#desk;
  }
  /** The cases that come next there, as the viewer's window was told last. */
  get ahead(): readonly CaseAhead[] {
    return this.#desk.ahead;
  }
  /** True while the viewer has a window of its own. */
  get viewerWindow(): boolean {
    return this.#desk.viewerWindow;
  }

  async load(): Promise<void> {
    const desk = await orReport(this.#client.request('desk.read', null), this.#report);
    if (desk !== null) this.#desk = desk;
  }

  receive(desk: Desk): void {
    this.#desk = desk;
  }

  async toggleViewerWindow(): Promise<void> {
    await orReport(this.#client.request('desk.viewer-window', { open: !this.viewerWindow }), this.#report);
  }

  /** Says what is open here, for the viewer's window to follow. */
  async lead(open: OpenOnDesk): Promise<void> {
    await orReport(this.#client.request('desk.lead', open), this.#report);
  }

  /** Says which cases come next here, where that is news. */
  async leadAhead(cases: readonly CaseAhead[]): Promise<void> {
    const known = this.#saidAhead;
    if (cases.length === known.length && cases.every(({ studyId }, place) => studyId === known[place]?.studyId)) return;
    this.#saidAhead = cases;
    await orReport(this.#client.request('desk.ahead', { cases }), this.#report);
  }

  /** Asks the main window for what only it can do. */
  async order(command: DeskCommand, instanceId: number | null): Promise<void> {
    await orReport(this.#client.request('desk.order', { command, instanceId }), this.#report);
  }
}
