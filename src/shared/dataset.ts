import type { Failure } from './failure';

/** Where a dataset's images and labels come from. Paths are absolute. */
export type DatasetSource =
  /** The RSNA challenge's own layout: a folder of DICOM files named by patientId, its labels and, optionally, its classes. */
  | { readonly kind: 'challenge'; readonly images: string; readonly labels: string; readonly classes: string | null }
  /** A CSV with the columns file, Target and optionally patientId; files are relative to the images folder. */
  | { readonly kind: 'table'; readonly images: string; readonly labels: string }
  /** A folder with one folder a class; `positive` names the classes that count as opacity. */
  | { readonly kind: 'folders'; readonly images: string; readonly positive: readonly string[] }
  /** The reader's own verdicts and boxes, out of the case history. */
  | { readonly kind: 'labelled-cases' };

/** A dataset under its name, as it was last ingested. */
export interface DatasetSummary {
  readonly name: string;
  readonly source: DatasetSource;
  /** Held for comparing models: it can't be trained on. */
  readonly locked: boolean;
  readonly ingestedAtMs: number;
  /** Hex SHA-256 over every case's file hash, patient, label and boxes: pins what a run saw. */
  readonly contentSha256: string;
  readonly images: number;
  readonly positives: number;
  readonly patients: number;
  /** Cases that the labels name and that could not be taken, and images without labels. */
  readonly problems: number;
}

export interface IngestProgress {
  readonly name: string;
  readonly state: 'running' | 'finished' | 'cancelled' | 'failed';
  readonly imagesDone: number;
  readonly imagesFound: number;
  readonly elapsedMilliseconds: number;
  readonly remainingMilliseconds: number | null;
  readonly failure: Failure | null;
}

/** How many cases of each class a value of some header field or a range of some figure has. */
export interface AuditGroup {
  readonly name: string;
  readonly positives: number;
  readonly negatives: number;
}

/** What a field that should say nothing about the label says about it. */
export interface Confounder {
  readonly field: 'view' | 'scanner' | 'sex' | 'age' | 'image size' | 'photometric interpretation';
  /** Area under the ROC curve of guessing the label from this field alone, 0.5 to 1; null where the field has one value only. */
  readonly auc: number | null;
  /** True where that is more than an honest dataset would show (AUC of at least 0.65). */
  readonly warns: boolean;
}

/** What is wrong with a dataset: words/tell-warning.ts says it as a sentence. */
export type DatasetWarning =
  /** It can't be trained on: a class has no image, or one patient only. */
  | { readonly kind: 'no-image' | 'one-patient'; readonly positive: boolean }
  /** Images of patients that a locked dataset has too. */
  | { readonly kind: 'locked-patients'; readonly count: number; readonly dataset: string }
  | {
      readonly kind: 'same-otherwise' | 'alike-otherwise' | 'alike-apart' | 'several-parts' | 'same' | 'few' | 'not-taken';
      readonly count: number;
    }
  | { readonly kind: 'confounder'; readonly field: Confounder['field']; readonly auc: number }
  /** Most images are of one class; `share` from 0 to 1. */
  | { readonly kind: 'lopsided'; readonly share: number }
  | { readonly kind: 'unknown-patients' };

/** A box by the share of its picture that it covers. */
export type BoxSizeName = 'under 1 %' | '1 to 2 %' | '2 to 5 %' | '5 to 10 %' | '10 to 20 %' | '20 % and more';

/** What a person should look at before training on a dataset. */
export interface DatasetAudit {
  readonly name: string;
  readonly contentSha256: string;
  readonly images: number;
  readonly positives: number;
  readonly patients: number;
  /** Share of the larger class: what always giving that answer scores. */
  readonly majorityAccuracy: number;
  readonly classes: readonly AuditGroup[];
  readonly sex: readonly AuditGroup[];
  /** Decades of age, and 'unknown'. */
  readonly age: readonly AuditGroup[];
  readonly view: readonly AuditGroup[];
  readonly scanner: readonly AuditGroup[];
  readonly imageSizes: readonly AuditGroup[];
  readonly photometricInterpretations: readonly AuditGroup[];
  /** How many boxes cover each cell of a square picture, row-major, `side` x `side`. */
  readonly boxMap: { readonly side: number; readonly counts: readonly number[] };
  readonly boxes: number;
  /** Boxes by the share of the picture they cover: under 1 %, 1-2, 2-5, 5-10, 10-20, over 20 %. */
  readonly boxSizes: readonly { readonly name: BoxSizeName; readonly count: number }[];
  /** Groups of files with the same bytes. */
  readonly duplicates: readonly (readonly string[])[];
  /** Groups of files whose pictures look alike (perceptual hash). */
  readonly nearDuplicates: readonly (readonly string[])[];
  /** Patients that are in both parts of the split that training would make; empty for a split by patient. */
  readonly patientsInSeveralParts: readonly string[];
  readonly confounders: readonly Confounder[];
  /** Every file or row that could not be taken, and why. */
  readonly problems: readonly Failure[];
  /** What is wrong with this dataset, most important first. */
  readonly warnings: readonly DatasetWarning[];
}
