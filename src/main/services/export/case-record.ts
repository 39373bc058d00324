import type { Rectangle } from '../../../shared/image';
import type { InstanceResult, ScoredBox } from '../../../shared/prediction';
import type { InstanceRecord, StudyDetail } from '../../../shared/study';
import type { Verdict } from '../../../shared/verdict';
import { keyedPseudonym, keyedUid } from '../../dicom/confidentiality/keyed-uid';
import type { Database } from '../../store/database';
import { patientKeyOf } from '../../store/patient-of-study';
import { reportStanding, type ReportStanding } from '../../store/reports';
import { readVerdict } from '../../store/verdicts';

/** Version of the form below (docs/export.md); it grows when a field changes its meaning or goes. */
export const caseSchemaVersion = 1;

/** A case as the JSON export has it. Where the export is de-identified, what could tell who it is is null, and UIDs are others. */
export interface CaseRecord {
  /** Counted from 1 in the order of the export. */
  readonly case: number;
  /** The study's number in this history. */
  readonly study: number | null;
  readonly studyInstanceUid: string;
  /** A pseudonym for name and id where the export is de-identified. */
  readonly patient: { readonly name: string; readonly id: string; readonly sex: string | null; readonly ageYears: number | null };
  readonly studyDate: string | null;
  readonly studyDescription: string | null;
  readonly accessionNumber: string | null;
  readonly report: {
    readonly status: ReportStanding['status'];
    readonly by: string | null;
    /** Its PDF, relative to this export's folder. */
    readonly file: string | null;
  };
  readonly images: readonly ImageRecord[];
}

export interface ImageRecord {
  readonly instance: number | null;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly fileName: string | null;
  readonly modality: string;
  readonly view: string;
  readonly rows: number;
  readonly columns: number;
  readonly result: ResultRecord;
  readonly verdict: VerdictRecord | null;
  /** Files of this export, relative to its folder. */
  readonly files: Readonly<Partial<Record<'png' | 'dicom', string>>>;
}

type ResultRecord =
  | { readonly status: 'pending' }
  | { readonly status: 'refused' | 'error'; readonly code: string; readonly reason: string | null }
  | {
      readonly status: 'ok';
      readonly probability: number;
      readonly probabilityLow: number | null;
      readonly probabilityHigh: number | null;
      readonly threshold: number;
      readonly positive: boolean;
      readonly boxes: readonly ScoredBox[];
      readonly modelName: string;
      readonly modelId: string;
      readonly modelSha256: string;
      readonly preprocessingVersion: string;
      readonly overlayMethod: string;
      readonly computedAt: string | null;
    };

interface VerdictRecord {
  readonly positive: boolean;
  readonly class: string;
  readonly findings: readonly string[];
  /** What the reader wrote; null where the export is de-identified. */
  readonly comment: string | null;
  readonly reader: string | null;
  readonly boxes: readonly Rectangle[];
  readonly decidedAt: string | null;
}

/** What was written of a case: its images' files by the image's number, and its report's. */
export interface CaseFiles {
  readonly images: ReadonlyMap<number, ImageRecord['files']>;
  readonly report: string | null;
}

/** Null where names stay in; else the secret of this export. */
export type ExportKey = Uint8Array | null;

/** Everything the tables say of a case. */
export function caseRecord(db: Database, { study, instances }: StudyDetail, place: number, key: ExportKey, files: CaseFiles): CaseRecord {
  const [first] = instances;
  const standing = reportStanding(db, study.studyId);
  return {
    case: place,
    study: key === null ? study.studyId : null,
    studyInstanceUid: uidOf(study.studyInstanceUid, key),
    patient:
      key === null
        ? { name: study.patientName, id: study.patientId, sex: study.patientSex, ageYears: study.patientAgeYears }
        : { name: '', id: pseudonymOf(db, study.studyId, key), sex: null, ageYears: null },
    studyDate: key === null ? study.studyDate : null,
    studyDescription: key === null ? study.studyDescription : null,
    accessionNumber: key === null ? (first?.accessionNumber ?? '') : null,
    report: { status: standing.status, by: key === null ? standing.by : null, file: files.report },
    images: instances.map((instance) => imageRecord(db, instance, key, files.images.get(instance.instanceId) ?? {})),
  };
}

/** The same for all studies of a patient, however their images name them. */
export function pseudonymOf(db: Database, studyId: number, key: Uint8Array): string {
  return keyedPseudonym(key, String(patientKeyOf(db, studyId)));
}

const uidOf = (uid: string, key: ExportKey): string => (key === null ? uid : keyedUid(key, uid));

function imageRecord(db: Database, instance: InstanceRecord, key: ExportKey, files: ImageRecord['files']): ImageRecord {
  const verdict = readVerdict(db, instance.instanceId);
  return {
    instance: key === null ? instance.instanceId : null,
    sopInstanceUid: uidOf(instance.sopInstanceUid, key),
    seriesInstanceUid: uidOf(instance.seriesInstanceUid, key),
    fileName: key === null ? instance.originalName : null,
    modality: instance.modality,
    view: instance.viewPosition,
    rows: instance.rows,
    columns: instance.columns,
    result: resultRecord(instance.result, key),
    verdict: verdict === null ? null : verdictRecord(verdict, key),
    files,
  };
}

function verdictRecord(
  { positive, class: chosen, findings, otherText, comment, reader, boxes, decidedAtMs }: Verdict,
  key: ExportKey,
): VerdictRecord {
  const written = [otherText, comment].filter((text) => text !== '').join('. ');
  return {
    positive,
    class: chosen,
    findings,
    comment: key === null ? written : null,
    reader: key === null ? reader : null,
    boxes,
    decidedAt: momentOf(decidedAtMs, key),
  };
}

const momentOf = (atMs: number, key: ExportKey): string | null => (key === null ? new Date(atMs).toISOString() : null);

function resultRecord(result: InstanceResult, key: ExportKey): ResultRecord {
  if (result.status === 'pending') return { status: 'pending' };
  // A reason's sentence names the file, and files are named after patients.
  if (result.status !== 'ok')
    return { status: result.status, code: result.failure.code, reason: key === null ? result.failure.message : null };
  const { probability, spread, threshold, positive, boxes, modelName, modelId, modelSha256, preprocessingVersion, overlayMethod } = result;
  return {
    status: 'ok',
    probability,
    probabilityLow: spread?.low ?? null,
    probabilityHigh: spread?.high ?? null,
    threshold,
    positive,
    boxes,
    modelName,
    modelId,
    modelSha256,
    preprocessingVersion,
    overlayMethod,
    computedAt: momentOf(result.computedAtMs, key),
  };
}
