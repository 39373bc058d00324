import type { AppClient } from '../app-client';
import type { Application } from './application.svelte';
import { Audit } from './audit.svelte';
import { FiguresState } from './figures.svelte';
import { Reruns } from './reruns.svelte';
import { ResultHistory } from './result-history.svelte';

/** The state of what explains results: their history, other models, figures, the audit trail. */
export interface Explaining {
  readonly history: ResultHistory;
  readonly reruns: Reruns;
  readonly figures: FiguresState;
  readonly audit: Audit;
}

export function buildExplaining(client: AppClient, { report }: Pick<Application, 'report'>): Explaining {
  const history = new ResultHistory(client);
  return {
    history,
    reruns: new Reruns(client, report, () => void history.reload()),
    figures: new FiguresState(client),
    audit: new Audit(client, report),
  };
}

/** Hands on what the main process says of re-runs; returns what stops it. */
export function listenToExplaining(client: AppClient, { reruns }: Explaining): () => void {
  return client.listen('rerun.progress', (progress) => reruns.receive(progress));
}
