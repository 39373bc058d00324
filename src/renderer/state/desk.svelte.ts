import type { Desk, DeskCommand, OpenOnDesk } from '../../shared/desk';
import { nothingOnDesk } from '../../shared/desk';
import type { Failure } from '../../shared/failure';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

/** The reading desk of one window or two: the main window leads, the viewer's own window follows it. */
export class DeskState {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #desk = $state.raw<Desk>({ ...nothingOnDesk, viewerWindow: false });

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** What the main window has open, as the viewer's window was told last. */
  get open(): OpenOnDesk {
    return this.#desk;
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

  /** Asks the main window for what only it can do. */
  async order(command: DeskCommand, instanceId: number | null): Promise<void> {
    await orReport(this.#client.request('desk.order', { command, instanceId }), this.#report);
  }
}
