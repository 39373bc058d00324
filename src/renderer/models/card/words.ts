import { cardTexts, type Estimate, type ModelCard, type OperatingPointName, type SubgroupKind } from '../../../shared/model-card';
import { tellRecorded } from '../../../shared/words/tell-recorded';
import { formatFixed } from '../../format';
import { percent } from '../../training/wording';
import { currentLanguage, t } from '../../words.svelte';

/** What an operating point is called and what it is for; null is the model's own threshold, where none of its points has it. */
export function pointWords(point: OperatingPointName | null): { readonly title: string; readonly use: string } {
  const name = point ?? 'own';
  return { title: t(`models:points.${name}.title`), use: t(`models:points.${name}.use`) };
}

/** A group's name as a reader says it. */
export function groupName(kind: SubgroupKind, name: string): string {
  if (kind === 'sex') return t(name === 'F' ? 'models:subgroups.women' : 'models:subgroups.men');
  if (kind === 'view') return name;
  const [from, to] = name.split('-');
  return to === undefined ? t('models:subgroups.years', { ages: name }) : t('models:subgroups.yearsRange', { from, to });
}

/** '87.5 to 93.1 %' */
export function intervalWords({ low, high }: Pick<Estimate, 'low' | 'high'>): string {
  return t('models:figures.range', { low: formatFixed(low * 100, 1), high: percent(high) });
}

export function shareWords(share: number | null): string {
  return share === null ? t('models:points.noShare') : percent(share);
}

/** The prevalence that a reader typed, in per cent, as a share; null for what is none. */
export function prevalenceOf(percentTyped: number | null | undefined): number | null {
  return typeof percentTyped === 'number' && percentTyped >= 0 && percentTyped <= 100 ? percentTyped / 100 : null;
}

/** True where every text of the card can be shown in the page's language; of a model that came from elsewhere, hardly. */
export function isTold(card: ModelCard): boolean {
  const language = currentLanguage();
  return cardTexts(card).every((text) => tellRecorded(language, text).language === language);
}
