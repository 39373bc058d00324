import type { Failure } from './failure';
import type { InstanceResult, StudyResult } from './prediction';
import type { StudyCriteria, StudyStatus } from './worklist';

/** What an image's header says, in DICOM's own keywords. Dates are ISO (YYYY-MM-DD); '' or null where the header is silent. */
export interface ImageDescription {
  /** 'png' and 'jpeg' files carry no DICOM header: their UIDs are derived from the file's SHA-256. */
  readonly fileFormat: 'dicom' | 'png' | 'jpeg';
  readonly patientId: string;
  /** As stored, with the carets of a DICOM person name replaced by readable punctuation. */
  readonly patientName: string;
  readonly patientSex: 'M' | 'F' | 'O' | '';
  readonly patientBirthDate: string | null;
  readonly patientAgeYears: number | null;
  readonly studyInstanceUid: string;
  readonly studyDate: string | null;
  /** HH:MM:SS */
  readonly studyTime: string | null;
  readonly studyDescription: string;
  readonly accessionNumber: string;
  readonly seriesInstanceUid: string;
  readonly seriesDescription: string;
  readonly modality: string;
  readonly bodyPartExamined: string;
  readonly viewPosition: string;
  readonly laterality: string;
  readonly manufacturer: string;
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  readonly instanceNumber: number | null;
  readonly rows: number;
  readonly columns: number;
  readonly numberOfFrames: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly photometricInterpretation: string;
  /** Millimetres between rows and between columns, where `pixelSpacingKind` says they hold; null where unknown. */
  readonly pixelSpacing: readonly [number, number] | null;
  /** null without a spacing, and for images taken in before this was recorded. */
  readonly pixelSpacingKind: PixelSpacingKind | null;
  /** Height over width of a pixel, where the file states that and no spacing; null where its shape is that of `pixelSpacing`, or else a square. */
  readonly pixelAspect: number | null;
}

/**
 * Where a pixel spacing holds, as the file says (DICOM PS3.3 10.7.1): in the patient after a calibration on an object of known size
 * ('fiducial'), after a correction for geometric magnification ('geometry') or after one of the two ('calibrated'); in the patient by the
 * detector's spacing over the Estimated Radiographic Magnification Factor ('magnification'); at the detector; on the scanned film;
 * at a place that the file leaves open ('unstated'), or states in two ways that cannot both be true ('contradictory').
 */
export const pixelSpacingKinds = [
  'fiducial',
  'geometry',
  'calibrated',
  'magnification',
  'detector',
  'film',
  'unstated',
  'contradictory',
] as const;
export type PixelSpacingKind = (typeof pixelSpacingKinds)[number];

/** A page of the study list: 1 to 500 rows. */
export interface StudyQuery extends StudyCriteria {
  readonly offset: number;
  readonly limit: number;
}

/** One line of the study list. */
export interface StudyRow {
  readonly studyId: number;
  readonly studyInstanceUid: string;
  readonly patientName: string;
  readonly patientId: string;
  readonly patientSex: 'M' | 'F' | 'O' | '';
  readonly patientAgeYears: number | null;
  readonly studyDate: string | null;
  readonly studyDescription: string;
  readonly accessionNumber: string;
  readonly imageCount: number;
  /** The instance whose thumbnail and result stand for the study. */
  readonly leadInstanceId: number;
  /** The lead instance's. */
  readonly modality: string;
  readonly viewPosition: string;
  readonly importedAtMs: number;
  readonly result: StudyResult;
  /** How far apart the model's passes lay, 0 to 1; null where there is one pass only, or no score. */
  readonly spread: number | null;
  /** The model that gave the result; null before there is one. */
  readonly modelId: string | null;
  readonly status: StudyStatus;
  /** Who set the status, '' where the reader gave no name, and when; null where nobody has. */
  readonly statusReader: string;
  readonly statusAtMs: number | null;
  /** A verdict on one of its images is not what the model said of it. */
  readonly disagreement: boolean;
}

export interface StudyPage {
  /** All studies that match, not only this page's. */
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly StudyRow[];
}

export interface InstanceRecord extends ImageDescription {
  readonly instanceId: number;
  readonly studyId: number;
  /** Hex SHA-256 of the original bytes, and their place in the store. */
  readonly sha256: string;
  readonly byteLength: number;
  /** The name the file had when it was imported; never a path. */
  readonly originalName: string;
  /** Other names under which the same bytes came in later, in that order. */
  readonly otherNames: readonly string[];
  readonly importedAtMs: number;
  /** The latest result. */
  readonly result: InstanceResult;
}

export interface StudyDetail {
  readonly study: StudyRow;
  /** Names under the same Patient ID of whoever is not taken for the same patient: a slip, or another hospital's number. */
  readonly namesOfSameId: readonly string[];
  readonly instances: readonly InstanceRecord[];
}

export interface ImportProgress {
  readonly importId: number;
  readonly state: 'searching' | 'importing' | 'finished' | 'cancelled' | 'failed';
  readonly filesFound: number;
  readonly filesDone: number;
  readonly imported: number;
  readonly duplicates: number;
  /** Every file not taken so far, with its reason. */
  readonly failures: readonly Failure[];
  readonly elapsedMilliseconds: number;
  /** Estimated; null while searching. */
  readonly remainingMilliseconds: number | null;
  /** Lead study to show when a few files were opened: the first study this import touched. */
  readonly firstStudyId: number | null;
  /** Another program has the history locked: the import goes on when it lets go. */
  readonly waitsForHistory: boolean;
}

/** A study that ships with the application for the first run. */
export interface SampleStudy {
  readonly file: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
}
