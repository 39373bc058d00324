import type { RelatedStudy } from '../../shared/related-studies';

const dayMs = 24 * 3600 * 1000;

/** How far two ISO dates lie apart, in the unit a person would use; '' for the same day. */
export function spanBetween(earlier: string, later: string): string {
  const days = Math.round((Date.parse(later) - Date.parse(earlier)) / dayMs);
  const [count, unit] = days < 60 ? [days, 'day'] : days < 730 ? [Math.round(days / 30.44), 'month'] : [Math.round(days / 365.25), 'year'];
  return count === 0 ? '' : `${count} ${count === 1 ? unit : `${unit}s`}`;
}

/** What another study is to the case: 'Earlier study, 14 months before'. Dates are ISO, null where unknown. */
export function relationWords(studyDate: string | null, caseDate: string | null): string {
  if (studyDate === null || caseDate === null) return 'Another study of this patient, date unknown';
  if (studyDate === caseDate) return 'Another study of the same day';
  const span = studyDate < caseDate ? spanBetween(studyDate, caseDate) : spanBetween(caseDate, studyDate);
  return studyDate < caseDate ? `Earlier study, ${span} before` : `Later study, ${span} after`;
}

/** The note where a study has the patient under another name; '' where the names agree. */
export function nameNote({ otherName }: RelatedStudy): string {
  if (otherName === null) return '';
  return otherName === '' ? 'Name differs: none given' : `Name differs: ${otherName}`;
}
