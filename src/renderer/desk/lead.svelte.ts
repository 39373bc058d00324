import type { PageState } from '../state/context';

/** In the main window, while its component lives: tells the viewer's window what is open here whenever that changes. */
export function leadDesk({ desk, openCase, priors }: PageState): void {
  const open = $derived({
    // A study that could not be opened is shown to be so in both windows.
    studyId: openCase.failure === null ? (openCase.detail?.study.studyId ?? null) : openCase.studyId,
    instanceId: openCase.instance?.instanceId ?? null,
    comparedStudyId: priors.compared?.study.studyId ?? null,
  });
  $effect(() => void desk.lead(open));
}
