import type { StudyResult } from '../../shared/prediction';
import type { StudyRow } from '../../shared/study';
import type { Database } from './database';
import { knownCode } from './result-columns';
import { prepared } from './statements';

/** The list's line of each of these studies, in their order; a study that is not there is left out. */
export function studyRows(database: Database, studyIds: readonly number[]): readonly StudyRow[] {
  const select = prepared<[number], StudyRowColumns>(database, selectStudyRow);
  return studyIds.flatMap((studyId) => select.all(studyId).map(studyRowOf));
}

type StudyRowColumns = Omit<StudyRow, 'result' | 'disagreement'> & {
  readonly disagreement: number;
  readonly resultStatus: 'ok' | 'refused' | 'error' | null;
  readonly probability: number | null;
  readonly threshold: number | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
};

const selectStudyRow = `
  SELECT studies.study_id AS studyId, studies.study_instance_uid AS studyInstanceUid, patients.patient_name AS patientName,
    patients.patient_id AS patientId, patients.patient_sex AS patientSex, studies.patient_age_years AS patientAgeYears,
    studies.study_date AS studyDate, studies.study_description AS studyDescription, studies.accession_number AS accessionNumber,
    studies.image_count AS imageCount, studies.lead_instance_id AS leadInstanceId, studies.modality AS modality,
    studies.view_position AS viewPosition, studies.imported_at_ms AS importedAtMs, studies.spread AS spread, studies.model_id AS modelId,
    studies.status AS status, coalesce(study_statuses.reader, '') AS statusReader, study_statuses.set_at_ms AS statusAtMs,
    studies.disagreement AS disagreement, results.status AS resultStatus, results.probability AS probability,
    results.threshold AS threshold, results.failure_code AS failureCode, results.failure_message AS failureMessage
  FROM studies
    JOIN patients USING (patient_key)
    LEFT JOIN results ON results.result_id = studies.lead_result_id
    LEFT JOIN study_statuses ON study_statuses.entry_id =
      (SELECT max(entry_id) FROM study_statuses AS latest WHERE latest.study_id = studies.study_id)
  WHERE studies.study_id = ?`;

type ResultColumns = Pick<StudyRowColumns, 'resultStatus' | 'probability' | 'threshold' | 'failureCode' | 'failureMessage'>;

function studyRowOf({
  resultStatus,
  probability,
  threshold,
  failureCode,
  failureMessage,
  disagreement,
  ...study
}: StudyRowColumns): StudyRow {
  const result = studyResultOf({ resultStatus, probability, threshold, failureCode, failureMessage });
  return { ...study, disagreement: disagreement === 1, result };
}

function studyResultOf({ resultStatus: status, probability, threshold, failureCode, failureMessage }: ResultColumns): StudyResult {
  if (status === null) return { status: 'pending' };
  if (status !== 'ok') return { status, code: knownCode(failureCode ?? ''), message: failureMessage ?? '' };
  if (probability === null || threshold === null) throw new Error('A result that is ok has no score.');
  return { status, probability, threshold, positive: probability >= threshold };
}
