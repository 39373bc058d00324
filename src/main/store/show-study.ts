import { fail } from '../../shared/failure';
import type { InstanceRecord, StudyDetail, StudyRow } from '../../shared/study';
import type { Database } from './database';
import { failNotInHistory } from './not-in-history';
import { latestResult } from './results';
import { withSqliteFailures } from './sqlite-failure';
import { prepared } from './statements';
import { studyRows } from './study-rows';

/** A study with all its images, in the order of their series and instance numbers. Throws 'not-in-history'. */
export function showStudy(database: Database, studyId: number): StudyDetail {
  return withSqliteFailures(() => {
    const study = studyRows(database, [studyId])[0];
    if (study === undefined) fail('not-in-history', `The history holds no study with the number ${String(studyId)}.`);
    const order = 'ORDER BY instances.series_key, instances.instance_number ASC NULLS LAST, instances.instance_id';
    const rows = prepared<[number], InstanceColumns>(database, `${selectInstances} WHERE instances.study_id = ? ${order}`).all(studyId);
    return { study, namesOfSameId: namesOfSameId(database, study), instances: rows.map((row) => instanceOf(database, row)) };
  });
}

/**
 * Hospitals number independently and names change: the same Patient ID under another name is for the reader to judge, so it is said. Those
 * who share the birth date too are left out: their studies stand beside this one, with the note that the name differs (related-studies.ts).
 */
function namesOfSameId(database: Database, { studyId }: StudyRow): readonly string[] {
  const sql = `SELECT DISTINCT other.patient_name FROM studies
      JOIN patients AS own USING (patient_key)
      JOIN patients AS other ON other.patient_id = own.patient_id AND other.patient_id <> '' AND other.patient_name <> own.patient_name
    WHERE studies.study_id = ? AND NOT coalesce(other.patient_birth_date = own.patient_birth_date
      AND (other.patient_sex = own.patient_sex OR other.patient_sex = '' OR own.patient_sex = ''), FALSE)
    ORDER BY other.patient_name`;
  return prepared<[number], string>(database, sql).pluck().all(studyId);
}

/** One image with its header and its latest result. Throws 'not-in-history'. */
export function showInstance(database: Database, instanceId: number): InstanceRecord {
  const sql = `${selectInstances} WHERE instances.instance_id = ?`;
  const row = withSqliteFailures(() => prepared<[number], InstanceColumns>(database, sql).get(instanceId));
  return row === undefined ? failNotInHistory(instanceId) : instanceOf(database, row);
}

/**
 * The studies that a reader's `text` names: a Study Instance UID, or the study's number in this history. More than one only
 * where several patients' images claim the same UID. Throws 'not-in-history' for none.
 */
export function findStudies(database: Database, text: string): readonly StudyRow[] {
  const name = text.trim();
  return withSqliteFailures(() => {
    const byUid = prepared<[string], number>(
      database,
      "SELECT study_id FROM studies WHERE study_instance_uid = ? AND study_instance_uid <> '' ORDER BY study_id",
    )
      .pluck()
      .all(name);
    const studyIds = byUid.length > 0 || !/^\d{1,15}$/.test(name) ? byUid : [Number(name)];
    const found = studyRows(database, studyIds);
    if (found.length === 0) fail('not-in-history', `The history holds no study with the UID or number ${name}.`);
    return found;
  });
}

/** Images that this model (by the hex SHA-256 of its files) has neither scored nor refused, newest first. */
export function pendingInstances(database: Database, modelSha256: string, limit: number): readonly InstanceRecord[] {
  const sql = `${selectInstances}
    WHERE NOT EXISTS (SELECT 1 FROM results AS other WHERE other.instance_id = instances.instance_id AND other.model_sha256 = ?)
    ORDER BY instances.instance_id DESC LIMIT ?`;
  return withSqliteFailures(() => {
    const rows = prepared<[string, number], InstanceColumns>(database, sql).all(modelSha256, limit);
    return rows.map((row) => instanceOf(database, row));
  });
}

type InstanceColumns = Omit<InstanceRecord, 'pixelSpacing' | 'result' | 'otherNames'> & {
  readonly rowSpacing: number | null;
  readonly columnSpacing: number | null;
};

const selectInstances = `
  SELECT instances.instance_id AS instanceId, instances.study_id AS studyId, instances.sha256 AS sha256,
    instances.byte_length AS byteLength, instances.original_name AS originalName, instances.imported_at_ms AS importedAtMs,
    instances.file_format AS fileFormat, patients.patient_id AS patientId, patients.patient_name AS patientName,
    patients.patient_sex AS patientSex, patients.patient_birth_date AS patientBirthDate,
    studies.patient_age_years AS patientAgeYears, studies.study_instance_uid AS studyInstanceUid, studies.study_date AS studyDate,
    studies.study_time AS studyTime, studies.study_description AS studyDescription, studies.accession_number AS accessionNumber,
    series.series_instance_uid AS seriesInstanceUid, series.series_description AS seriesDescription, series.modality AS modality,
    series.body_part_examined AS bodyPartExamined, instances.view_position AS viewPosition, series.laterality AS laterality,
    series.manufacturer AS manufacturer, instances.sop_instance_uid AS sopInstanceUid, instances.sop_class_uid AS sopClassUid,
    instances.transfer_syntax_uid AS transferSyntaxUid, instances.instance_number AS instanceNumber, instances.rows_pixels AS rows,
    instances.columns_pixels AS columns, instances.number_of_frames AS numberOfFrames, instances.samples_per_pixel AS samplesPerPixel,
    instances.bits_allocated AS bitsAllocated, instances.bits_stored AS bitsStored,
    instances.photometric_interpretation AS photometricInterpretation, instances.row_spacing_mm AS rowSpacing,
    instances.column_spacing_mm AS columnSpacing, instances.spacing_kind AS pixelSpacingKind,
    instances.pixel_aspect AS pixelAspect
  FROM instances
    JOIN series USING (series_key)
    JOIN studies ON studies.study_id = instances.study_id
    JOIN patients USING (patient_key)`;

function instanceOf(database: Database, row: InstanceColumns): InstanceRecord {
  const { rowSpacing, columnSpacing, ...image } = row;
  const pixelSpacing = rowSpacing === null || columnSpacing === null ? null : ([rowSpacing, columnSpacing] as const);
  const otherNames = prepared<[number], string>(
    database,
    'SELECT name FROM instance_names WHERE instance_id = ? ORDER BY first_seen_at_ms, name',
  )
    .pluck()
    .all(row.instanceId);
  return { ...image, pixelSpacing, otherNames, result: latestResult(database, row.instanceId) };
}
