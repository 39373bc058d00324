import type { InstanceRecord } from '../../shared/study';
import { fileOf, nameOf } from '../format';
import { t } from '../words.svelte';

/** What a pane's picture is, for those who cannot see it. */
export function imageDescription(instance: InstanceRecord | null, namesHidden: boolean): string {
  if (instance === null) return t('viewer:noImage');
  return t('viewer:describes', { who: nameOf(instance, namesHidden), file: fileOf(instance, namesHidden) });
}
