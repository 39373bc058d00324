import type { DatasetWarning } from '../dataset';
import type { Language } from '../language';
import { localFixed } from '../local-format';
import { wordsIn } from '.';

/** What is wrong with a dataset, as a sentence. */
export function tellWarning(language: Language, warning: DatasetWarning): string {
  const t = wordsIn(language);
  switch (warning.kind) {
    case 'no-image':
      return t(warning.positive ? 'datasets:warnings.noImageWith' : 'datasets:warnings.noImageWithout');
    case 'one-patient':
      return t(warning.positive ? 'datasets:warnings.onePatientWith' : 'datasets:warnings.onePatientWithout');
    case 'locked-patients':
      return t('datasets:warnings.locked-patients', { count: warning.count, dataset: warning.dataset });
    case 'confounder': {
      const field = t(`datasets:warnings.fields.${warning.field}`);
      return t('datasets:warnings.confounder', { field, auc: localFixed(language, warning.auc, 2) });
    }
    case 'lopsided':
      return t('datasets:warnings.lopsided', { percent: Math.round(warning.share * 100) });
    case 'unknown-patients':
      return t('datasets:warnings.unknown-patients');
    default:
      return t(`datasets:warnings.${warning.kind}`, { count: warning.count });
  }
}
