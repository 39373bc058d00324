import { languages } from '../../shared/language';
import { localDay } from '../../shared/local-format';
import { withoutKnown } from '../../shared/redact';
import type { StudyDetail } from '../../shared/study';
import { t } from '../words.svelte';

/**
 * What a report says, for a shared screen: without the patient's names, numbers and birth date as the history knows them. Nothing of it while
 * it is not known whose report it is.
 * @param detail the study that is open; null while it is being read
 */
export function withoutNames(text: string, studyId: number, detail: StudyDetail | null): string {
  const mask = t('report:hidden.mask');
  if (detail === null || detail.study.studyId !== studyId) return text === '' ? '' : mask;
  const { study, instances, namesOfSameId } = detail;
  const known = [
    ...[study.patientName, study.patientId, study.accessionNumber, ...namesOfSameId],
    ...instances.flatMap((instance) => [instance.accessionNumber, ...daysOf(instance.patientBirthDate), instance.originalName]),
  ];
  return withoutKnown(text, known, mask);
}

/** In every language: the report may have been begun in another one. */
const daysOf = (day: string | null): readonly string[] => (day === null ? [] : languages.map((language) => localDay(language, day)));
