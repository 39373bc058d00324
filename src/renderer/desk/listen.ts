import { tick } from 'svelte';
import type { DeskOrder } from '../../shared/desk';
import type { AppClient } from '../app-client';
import type { PageState } from '../state/context';

/** What either window has to hear of the other and of the images on its screen; returns what stops it. */
export function listenToDesk(client: AppClient, { application, desk, notes }: PageState): (() => void)[] {
  return [
    client.listen('desk.changed', (now) => desk.receive(now)),
    client.listen('settings.changed', (settings) => application.receive(settings)),
    client.listen('notes.changed', ({ instanceId }) => void notes.changedElsewhere(instanceId)),
  ];
}

/** In the main window: does what a key in the viewer's window asked for, about the image that was on the screen there. */
export function obeyDesk(client: AppClient, page: PageState): () => void {
  return client.listen('desk.order', (order) => void obey(page, order));
}

async function obey({ openCase, run }: PageState, { command, instanceId }: DeskOrder): Promise<void> {
  const isVerdict = command === 'agree' || command === 'disagree';
  if (isVerdict && openCase.instance?.instanceId !== instanceId) {
    const image = openCase.detail?.instances.find((one) => one.instanceId === instanceId);
    // The main window has gone on to another case: what was said of the one before must not be said of this one.
    if (image === undefined) return;
    openCase.show(image.instanceId);
    await tick();
  }
  run(command);
}

/** In the viewer's window: shows what the main window has open. Called again it wins over what it began before. */
export async function followDesk({ desk, openCase, priors }: PageState): Promise<void> {
  const { studyId, instanceId, comparedStudyId } = desk.open;
  if (studyId === null) return openCase.close();
  await openCase.open(studyId);
  if (desk.open.studyId !== studyId || openCase.detail?.study.studyId !== studyId) return;
  if (instanceId !== null && desk.open.instanceId === instanceId && openCase.instance?.instanceId !== instanceId) openCase.show(instanceId);
  // Where the main window has another study beside the case, that one hangs, not the protocol's.
  void priors.follow(studyId);
  if (comparedStudyId !== null && desk.open.comparedStudyId === comparedStudyId) await priors.compare(comparedStudyId);
}
