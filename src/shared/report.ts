import type { DisplayedView, OverlayLook } from './displayed-view';

/** The parts of a report that the reader writes, in the order they are read. */
export const reportSections = ['indication', 'technique', 'comparison', 'findings', 'impression'] as const;
export type ReportSection = (typeof reportSections)[number];
export type ReportSections = Readonly<Record<ReportSection, string>>;

/** What the computer's part of a report rests on. */
export interface AnalysisBasis {
  readonly instanceId: number;
  readonly predictionId: number;
  readonly modelName: string;
  readonly modelId: string;
  /** Hex SHA-256 of the model's files. */
  readonly modelSha256: string;
  /** 0 to 1 */
  readonly probability: number;
  readonly threshold: number;
  readonly computedAtMs: number;
}

/** The computer's part: a section of its own, never mixed with what the reader says. */
export interface ComputerAnalysis {
  readonly text: string;
  /** null where there is no score. */
  readonly basis: AnalysisBasis | null;
}

/** What was written: the report itself, or something added after it was final. */
export type ReportBody =
  | { readonly kind: 'report'; readonly sections: ReportSections; readonly analysis: ComputerAnalysis }
  | { readonly kind: 'addendum'; readonly text: string };

/** A report or an addendum as it is kept. A final one is never changed. */
export interface StoredReport {
  readonly reportId: number;
  readonly studyId: number;
  readonly body: ReportBody;
  readonly status: 'draft' | 'final';
  /** Who wrote last, and who signed; '' where the reader has not said. */
  readonly writtenBy: string;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly finalisedBy: string | null;
  readonly finalisedAtMs: number | null;
}

/** All there is of a study's report. */
export interface ReportState {
  /** The report, then its addenda in their order; the last of them may be a draft. */
  readonly reports: readonly StoredReport[];
}

/** The text that a new report begins with; placeholders stand in braces (report-template.ts). */
export interface TemplateText {
  /** The department or kind of examination it is for. */
  readonly name: string;
  readonly sections: ReportSections;
  /** For the computer's part where there is a score. */
  readonly analysis: string;
}

export interface ReportTemplate extends TemplateText {
  readonly templateId: number;
}

/** Where a placeholder stands that cannot be filled, and why. */
export interface PlaceholderProblem {
  readonly section: ReportSection | 'analysis';
  /** Without its braces. */
  readonly placeholder: string;
  /** 'computer': it gives a result of the computer's, which belongs in the computer's part only. */
  readonly why: 'unknown' | 'computer';
}

/** A template filled in for a study. What could not be filled still stands in braces. */
export interface FilledTemplate {
  readonly sections: ReportSections;
  readonly analysis: ComputerAnalysis;
  readonly problems: readonly PlaceholderProblem[];
}

export const papers = ['A4', 'Letter'] as const;
export type Paper = (typeof papers)[number];

/** A report on paper: which study, and the image beside it as it is shown. */
export interface PrintOrder {
  readonly studyId: number;
  /** The key image; one of the study's. */
  readonly instanceId: number;
  readonly view: DisplayedView | null;
  /** null prints the image without its overlay. */
  readonly overlay: OverlayLook | null;
  /** Draws the reader's marks into the picture; de-identified without what was written. */
  readonly marks: boolean;
  readonly deIdentify: boolean;
}

/** What the window asks for: the reader's marks are on the paper as they are on the screen. */
export interface PrintRequest extends Omit<PrintOrder, 'marks'> {
  readonly paper: Paper;
}
