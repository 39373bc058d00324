import type { UpdateStatus } from '../../shared/updates';
import { tellFailure } from '../../shared/words/tell-failure';
import { formatMoment } from '../format';
import { currentLanguage, t } from '../words.svelte';

/** Where updates stand, in a sentence or two. */
export function updateSentence({ update, policyFile }: UpdateStatus): string {
  switch (update.state) {
    case 'off':
      return t(`installed:updates.off.${update.why}`, { policyFile });
    case 'idle':
      return update.checkedAtMs === null
        ? t('installed:updates.unchecked')
        : t('installed:updates.newest', { when: formatMoment(update.checkedAtMs) });
    case 'checking':
      return t('installed:updates.checking');
    case 'downloading':
      return t('installed:updates.downloading', { version: update.version, percent: Math.floor(update.share * 100) });
    case 'ready':
      return t('installed:updates.ready', { version: update.version });
    case 'failed':
      return tellFailure(currentLanguage(), update.failure).sentence;
  }
}
