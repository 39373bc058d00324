import type { Application } from './application.svelte';
import type { OpenCase } from './open-case.svelte';

interface Reading {
  readonly application: Pick<Application, 'settings' | 'change' | 'description'>;
  readonly openCase: Pick<OpenCase, 'studyId' | 'failure' | 'open' | 'close'>;
}

/** Opens the case of the last session, unless another one was opened meanwhile. One that is no longer in the history is let go. */
export async function restoreSession({ application, openCase }: Reading): Promise<void> {
  const { lastStudyId } = application.settings;
  if (lastStudyId === null || openCase.studyId !== null) return;
  await openCase.open(lastStudyId);
  if (openCase.failure?.code === 'not-in-history') openCase.close();
}

/** Remembers the case that is open, for the next start; in a folder that cannot be written nothing is. */
export function rememberSession(studyId: number | null, { application }: Pick<Reading, 'application'>): void {
  const { description, settings } = application;
  if (studyId === null || description === null || description.readOnly || settings.lastStudyId === studyId) return;
  application.change({ lastStudyId: studyId });
}
