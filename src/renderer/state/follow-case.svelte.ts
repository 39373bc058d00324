import { untrack } from 'svelte';
import type { PageState } from './context';
import { rememberSession } from './session';

/** What follows the case under reading: its verdict, its history, its patient's earlier studies, the cases got ready. To be called once, by the page. */
export function followCase(page: PageState): void {
  const { ahead, explaining, list, openCase, panes, priors, verdict, worklist } = page;

  const instanceId = $derived(openCase.instance?.instanceId ?? null);
  $effect(() => void verdict.show(instanceId));
  const result = $derived(openCase.result.status === 'ok' ? openCase.result.predictionId : openCase.result.status);
  $effect(() => {
    void result;
    void explaining.history.show(instanceId);
  });

  const studyId = $derived(openCase.detail?.study.studyId ?? null);
  $effect(() => void priors.follow(studyId));
  $effect(() => void explaining.audit.opened(studyId));
  // A study that hangs beside the case is on the screen like the case itself.
  const beside = $derived(panes.beside);
  $effect(() => void explaining.audit.opened(beside));
  $effect(() => rememberSession(studyId, page));

  const standing = $derived({
    studyId,
    place: studyId === null ? null : list.indexOf(studyId),
    told: null,
    settled: panes.settled,
    answered: openCase.result.status !== 'pending',
  });
  $effect(() => {
    const { ...now } = standing;
    untrack(() => void ahead.follow(now));
  });

  // A verdict marks its study read, and withdrawn it may be unread again.
  const decidedAtMs = $derived(verdict.stored?.decidedAtMs ?? null);
  let decided: { readonly instanceId: number | null; readonly atMs: number | null } = { instanceId: null, atMs: null };
  $effect(() => {
    const before = decided;
    decided = { instanceId, atMs: decidedAtMs };
    if (before.instanceId !== instanceId || before.atMs === decidedAtMs) return;
    untrack(() => {
      list.refresh();
      if (openCase.studyId !== null) void openCase.refresh([openCase.studyId]);
    });
  });
  $effect(() => worklist.order.observe());
}
