import type { DisplayedView, OverlayLook } from './displayed-view';
import type { Failure } from './failure';
import type { StudyQuery } from './study';

export type ExportFormat = 'csv' | 'json' | 'png' | 'pdf' | 'dicom';

/** Which cases: these, or all that a list's filter matches. */
export type ExportScope =
  | { readonly kind: 'studies'; readonly studyIds: readonly number[] }
  | { readonly kind: 'matching'; readonly query: Omit<StudyQuery, 'offset' | 'limit'> };

export interface ExportOrder {
  readonly scope: ExportScope;
  /** At least one. */
  readonly formats: readonly ExportFormat[];
  /** For the PNGs and the PDFs; null for the image alone. */
  readonly overlay: OverlayLook | null;
  /** Draws the reader's marks into the PNGs and the PDFs; de-identified without what was written. */
  readonly marks: boolean;
  /** How the image on the screen is shown; every other one is exported as its file asks to be shown. */
  readonly shown: { readonly instanceId: number; readonly view: DisplayedView } | null;
  readonly deIdentify: boolean;
  /** The reader has looked for text burnt into the pictures; asked for where pictures are to be de-identified. */
  readonly burntInChecked: boolean;
  /** Also export pictures whose file says that text is burnt into them. */
  readonly despiteBurntIn: boolean;
}

export interface ExportProgress {
  readonly exportId: number;
  readonly state: 'running' | 'finished' | 'cancelled' | 'failed';
  readonly casesDone: number;
  readonly cases: number;
  /** Files written so far, tables included. */
  readonly files: number;
  /** Every image that was left out, with its reason. */
  readonly problems: readonly Failure[];
  /** The folder that is there once the export has finished. */
  readonly folder: string;
  /** Why it came to nothing. */
  readonly failure: Failure | null;
  readonly elapsedMilliseconds: number;
  /** Estimated; null before the first case is done. */
  readonly remainingMilliseconds: number | null;
}
