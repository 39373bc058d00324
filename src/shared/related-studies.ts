import type { StudyRow } from './study';

/** Another study of the patient of a case. */
export interface RelatedStudy {
  readonly study: StudyRow;
  /** HH:MM:SS; null where the header is silent. */
  readonly studyTime: string | null;
  /** Of the image that stands for the study; '' where the header is silent. */
  readonly bodyPartExamined: string;
  /** The patient's name as that study has it, where the case has another one; null where they agree. */
  readonly otherName: string | null;
}

/** The patient's other studies, newest first. */
export interface RelatedStudies {
  readonly earlier: readonly RelatedStudy[];
  readonly later: readonly RelatedStudy[];
  /** Of these the dates do not tell whether they are earlier: a date is missing, or the day is the same and a time is missing. */
  readonly undated: readonly RelatedStudy[];
}
