import type { RelatedStudies, RelatedStudy } from '../../shared/related-studies';
import { t } from '../words.svelte';

const dayMs = 24 * 3600 * 1000;

/** How far two ISO dates lie apart, in the unit a person would use; '' for the same day. */
export function spanBetween(earlier: string, later: string): string {
  const days = Math.round((Date.parse(later) - Date.parse(earlier)) / dayMs);
  if (days === 0) return '';
  if (days < 60) return t('result:related.days', { count: days });
  if (days < 730) return t('result:related.months', { count: Math.round(days / 30.44) });
  return t('result:related.years', { count: Math.round(days / 365.25) });
}

/** What another study is to the case: 'Earlier study, 14 months before'. Dates are ISO, null where unknown. */
export function relationWords(studyDate: string | null, caseDate: string | null): string {
  if (studyDate === null || caseDate === null) return t('result:related.unknown');
  if (studyDate === caseDate) return t('result:related.sameDay');
  const span = studyDate < caseDate ? spanBetween(studyDate, caseDate) : spanBetween(caseDate, studyDate);
  return studyDate < caseDate ? t('result:related.before', { span }) : t('result:related.after', { span });
}

/** The note where a study has the patient under another name; '' where the names agree. */
export function nameNote({ otherName }: RelatedStudy): string {
  if (otherName === null) return '';
  return otherName === '' ? t('result:related.noName') : t('result:related.otherName', { name: otherName });
}

/** Of the names under one Patient ID those whose studies are not listed as the patient's own: these say their name themselves. */
export function namesApart(names: readonly string[], { earlier, later, undated }: RelatedStudies): readonly string[] {
  const listed = new Set([...earlier, ...later, ...undated].map(({ otherName }) => otherName));
  return names.filter((name) => !listed.has(name));
}

type RelatedGroup = 'earlier' | 'later' | 'onSameDay' | 'undated';

/** The patient's other studies under their headings, without empty ones. On the same day without a time the date is known: only the order isn't. */
export function relatedGroups(
  { earlier, later, undated }: RelatedStudies,
  caseDate: string | null,
): readonly { readonly group: RelatedGroup; readonly studies: readonly RelatedStudy[] }[] {
  const isSameDay = ({ study }: RelatedStudy): boolean => study.studyDate !== null && study.studyDate === caseDate;
  const all: readonly { readonly group: RelatedGroup; readonly studies: readonly RelatedStudy[] }[] = [
    { group: 'earlier', studies: earlier },
    { group: 'later', studies: later },
    { group: 'onSameDay', studies: undated.filter(isSameDay) },
    { group: 'undated', studies: undated.filter((related) => !isSameDay(related)) },
  ];
  return all.filter(({ studies }) => studies.length > 0);
}
