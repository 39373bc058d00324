import type { Rectangle } from '../../../shared/image';
import type { CsvCell } from '../../encoding/csv';
import type { CaseRecord, ImageRecord } from './case-record';

/** The table's columns, in order, each with what it says of an image; docs/export.md explains them. */
const columns = {
  case: ({ one }) => one.case,
  study: ({ one }) => one.study,
  patient_name: ({ one }) => one.patient.name,
  patient_id: ({ one }) => one.patient.id,
  patient_sex: ({ one }) => one.patient.sex,
  patient_age_years: ({ one }) => one.patient.ageYears,
  study_date: ({ one }) => one.studyDate,
  study_description: ({ one }) => one.studyDescription,
  accession_number: ({ one }) => one.accessionNumber,
  study_instance_uid: ({ one }) => one.studyInstanceUid,
  series_instance_uid: ({ image }) => image.seriesInstanceUid,
  sop_instance_uid: ({ image }) => image.sopInstanceUid,
  instance: ({ image }) => image.instance,
  file_name: ({ image }) => image.fileName,
  modality: ({ image }) => image.modality,
  view: ({ image }) => image.view,
  rows: ({ image }) => image.rows,
  columns: ({ image }) => image.columns,
  result: ({ image }) => image.result.status,
  failure_code: ({ image: { result } }) => (result.status === 'refused' || result.status === 'error' ? result.code : null),
  probability: ({ scored }) => scored?.probability ?? null,
  probability_low: ({ scored }) => scored?.probabilityLow ?? null,
  probability_high: ({ scored }) => scored?.probabilityHigh ?? null,
  threshold: ({ scored }) => scored?.threshold ?? null,
  positive: ({ scored }) => scored?.positive ?? null,
  boxes: ({ scored }) => (scored === null ? null : boxesText(scored.boxes)),
  model_name: ({ scored }) => scored?.modelName ?? null,
  model_id: ({ scored }) => scored?.modelId ?? null,
  model_sha256: ({ scored }) => scored?.modelSha256 ?? null,
  preprocessing_version: ({ scored }) => scored?.preprocessingVersion ?? null,
  computed_at: ({ scored }) => scored?.computedAt ?? null,
  verdict_positive: ({ image }) => image.verdict?.positive ?? null,
  verdict_class: ({ image }) => image.verdict?.class ?? null,
  verdict_findings: ({ image }) => image.verdict?.findings.join('; ') ?? null,
  verdict_comment: ({ image }) => image.verdict?.comment ?? null,
  verdict_reader: ({ image }) => image.verdict?.reader ?? null,
  verdict_boxes: ({ image }) => (image.verdict === null ? null : boxesText(image.verdict.boxes)),
  verdict_at: ({ image }) => image.verdict?.decidedAt ?? null,
  report_status: ({ one }) => one.report.status,
  report_by: ({ one }) => one.report.by,
  png_file: ({ image }) => image.files.png ?? null,
  dicom_file: ({ image }) => image.files.dicom ?? null,
  pdf_file: ({ one }) => one.report.file,
} as const satisfies Readonly<Record<string, (row: Row) => CsvCell>>;

interface Row {
  readonly one: CaseRecord;
  readonly image: ImageRecord;
  /** The image's score; null where it has none. */
  readonly scored: (ImageRecord['result'] & { status: 'ok' }) | null;
}

export const tableHead: readonly string[] = Object.keys(columns);

/** A case's lines of the table: one an image. */
export function tableRows(one: CaseRecord): readonly (readonly CsvCell[])[] {
  return one.images.map((image) => {
    const row: Row = { one, image, scored: image.result.status === 'ok' ? image.result : null };
    return Object.values(columns).map((read) => read(row));
  });
}

/** 'x y width height' of each, in pixels of the image, with semicolons between. */
function boxesText(boxes: readonly Rectangle[]): string {
  return boxes.map(({ x, y, width, height }) => [x, y, width, height].map((side) => Math.round(10 * side) / 10).join(' ')).join('; ');
}
