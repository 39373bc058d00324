import type { ComputerCheck } from './computer-check';
import type { CudaState, CudaStatus } from './cuda';
import type { DatasetAudit, DatasetSource, DatasetSummary, IngestProgress } from './dataset';
import type { AuditCheck, AuditPage, AuditQuery, FlipPage, FlipQuery, RerunProgress, RerunScope, StoredResult } from './explain';
import type { ExportOrder, ExportProgress } from './export';
import type { CaseAhead, Desk, DeskOrder, OpenOnDesk } from './desk';
import type { Failure } from './failure';
import type { Figures, FiguresQuery } from './figures';
import type { Heatmap } from './image';
import type { ImageTags } from './image-tags';
import type { Mark, MarkChange } from './marks';
import type { ActiveModel, EngineState, ModelComparison, ModelSummary } from './model';
import type { OperatingPointName } from './model-card';
import type { InstanceResult } from './prediction';
import type { FilledTemplate, PrintRequest, ReportBody, ReportState, ReportTemplate, StoredReport, TemplateText } from './report';
import type { SettingChanges, Settings } from './settings';
import type { RelatedStudies } from './related-studies';
import type { ImportProgress, SampleStudy, StudyDetail, StudyPage, StudyQuery } from './study';
import type { StatusChange, StatusCounts, StudyCriteria, StudyFacets, StudyStatus } from './worklist';
import type { RunCurves, RunDetail, RunSummary, TrainingEstimate, TrainingEvent, TrainingSettings } from './training';
import type { UpdateStatus } from './updates';
import type { Verdict, VerdictContent } from './verdict';

export interface AppDescription {
  readonly version: string;
  readonly electronVersion: string;
  readonly chromeVersion: string;
  readonly nodeVersion: string;
  /** The folder that holds the history, the stored images and the models. */
  readonly home: string;
  /** True where the home folder cannot be written: the history can be read, nothing can be added. */
  readonly readOnly: boolean;
  readonly diskFreeBytes: number;
  readonly model: ActiveModel;
  /** Why the model that should be in force is not, and the one that came along is; null where all is well. */
  readonly modelProblem: Failure | null;
  readonly engine: EngineState;
  /** True until what the application is for has been accepted; no score is shown before. */
  readonly researchUseDue: boolean;
}

/** Every request from the window to the main process: its input and what it answers. */
export interface AppRequests {
  'app.describe': { input: null; output: AppDescription };
  'settings.read': { input: null; output: Settings };
  'settings.write': { input: SettingChanges; output: Settings };
  'studies.list': { input: StudyQuery; output: StudyPage };
  'studies.show': { input: { studyId: number }; output: StudyDetail };
  /** Opens the system's dialog; null when the user closed it. */
  'import.choose': { input: { kind: 'files' | 'folder' }; output: { importId: number } | null };
  'import.start': { input: { paths: readonly string[] }; output: { importId: number } };
  'import.cancel': { input: { importId: number }; output: null };
  'samples.list': { input: null; output: readonly SampleStudy[] };
  'samples.import': { input: null; output: { importId: number } };
  /** The stored result of the model in force, or a fresh one. */
  'prediction.request': { input: { instanceId: number }; output: InstanceResult };
  /** A fresh result where the stored one was called at another threshold than the one in force, which may have been chosen since. */
  'prediction.call-again': { input: { instanceId: number }; output: InstanceResult };
  'prediction.heatmap': { input: { predictionId: number }; output: Heatmap };
  'datasets.list': { input: null; output: readonly DatasetSummary[] };
  /** Starts ingesting; ingest.progress tells how it goes. Adding a known name again takes in what changed. */
  'datasets.add': { input: { name: string; source: DatasetSource; locked: boolean }; output: null };
  'datasets.cancel': { input: { name: string }; output: null };
  'datasets.audit': { input: { name: string }; output: DatasetAudit };
  /** Opens the system's dialog; null when the user closed it. */
  'datasets.choose': { input: { what: 'images' | 'labels' | 'classes' }; output: string | null };
  'training.estimate': { input: { dataset: string; settings: TrainingSettings }; output: TrainingEstimate };
  'training.start': { input: { dataset: string; settings: TrainingSettings }; output: { run: number } };
  'training.resume': { input: { run: number; epochs?: number | undefined }; output: null };
  'training.control': { input: { run: number; verb: 'pause' | 'stop' | 'stop-after-epoch' }; output: null };
  'runs.list': { input: null; output: readonly RunSummary[] };
  'runs.show': { input: { run: number }; output: RunDetail };
  'runs.curves': { input: { run: number }; output: RunCurves };
  'runs.note': { input: { run: number; notes: string }; output: null };
  /** Asks where to, and writes runs' epochs as CSV and JSON and as TensorBoard event files; null when the user closed the dialog. */
  'runs.export': { input: { run: number }; output: { folder: string } | null };
  /** Copies a run's image into the history, as opening its file would. */
  'runs.open-image': { input: { run: number; record: number }; output: { importId: number } };
  'models.list': { input: null; output: readonly ModelSummary[] };
  /** Scores a test set with both models: a locked dataset, or (null) the test part of the candidate's own run. */
  'models.compare': { input: { modelId: string; dataset: string | null }; output: ModelComparison };
  /** Puts a compared model in force; what was compared is written to the audit trail. `despite`: a verdict of 'worse', or no comparison. */
  'models.activate': { input: { modelId: string; despite: boolean }; output: ActiveModel };
  /** Calls images positive from another of the model's operating points on; null for the model's own. Only of the model in force. */
  'models.choose-point': { input: { modelId: string; point: OperatingPointName | null }; output: ActiveModel };
  'models.rollback': { input: null; output: ActiveModel };
  'models.export': { input: { modelId: string; form: 'package' | 'layers-model' }; output: { file: string } | null };
  'models.import': { input: null; output: ModelSummary | null };
  // The reading room's panes: the patient's other studies.
  'studies.related': { input: { studyId: number }; output: RelatedStudies };
  // The reader's marks and verdict
  'marks.read': { input: { instanceId: number }; output: readonly Mark[] };
  'marks.write': { input: { instanceId: number; changes: readonly MarkChange[] }; output: null };
  /** The reader's latest verdict on an image; null where there is none, or where it was withdrawn. */
  'verdict.read': { input: { instanceId: number }; output: Verdict | null };
  /** Gives a verdict, or withdraws it (null), with the marks that changed along with it; its boxes are the marks of that kind. */
  'verdict.write': {
    input: { instanceId: number; verdict: VerdictContent | null; changes: readonly MarkChange[] };
    output: Verdict | null;
  };
  // Explaining: how results came about, other models beside the one in force, the audit trail, figures.
  /** Every stored result of an image, newest first. */
  'results.history': { input: { instanceId: number }; output: readonly StoredResult[] };
  /** Has another model look at images in the background; rerun.progress tells how it goes. One at a time. */
  'rerun.start': { input: { modelId: string; scope: RerunScope }; output: null };
  'rerun.cancel': { input: null; output: null };
  /** The latest re-run; null where there was none since the application started. */
  'rerun.read': { input: null; output: RerunProgress | null };
  'flips.list': { input: FlipQuery; output: FlipPage };
  'figures.read': { input: FiguresQuery; output: Figures };
  'audit.list': { input: AuditQuery; output: AuditPage };
  /** Writes to the audit trail that a case came on the screen. */
  'audit.opened': { input: { studyId: number }; output: null };
  'audit.verify': { input: null; output: AuditCheck };
  /** Asks where to, and writes the trail as JSON lines; null when the user closed the dialog. */
  'audit.export': { input: null; output: { file: string; entries: number } | null };

  // the worklist
  /** Sets the status of up to 500 studies and answers those that had another one; `undo` says that it puts a status back. */
  'worklist.mark': { input: { studyIds: readonly number[]; status: StudyStatus; undo: boolean }; output: readonly StatusChange[] };
  /** The studies at these places of a list, by their numbers: what a selection holds. */
  'worklist.ids': { input: { criteria: StudyCriteria; offset: number; limit: number }; output: readonly number[] };
  'worklist.counts': { input: { criteria: StudyCriteria }; output: StatusCounts };
  'worklist.facets': { input: null; output: StudyFacets };

  // Reports and exports.
  'reports.show': { input: { studyId: number }; output: ReportState };
  /** The text a report begins with, filled in for the study; nothing is kept yet. Empty sections for null. */
  'reports.begin': { input: { studyId: number; templateId: number | null }; output: FilledTemplate };
  /** Keeps what was written so far as the study's draft. */
  'reports.save': { input: { studyId: number; body: ReportBody }; output: StoredReport };
  'reports.discard': { input: { studyId: number }; output: null };
  /** Signs the draft: from then on it is followed by addenda only. */
  'reports.finalise': { input: { studyId: number }; output: StoredReport };
  /** Asks where to, and writes the report with its key image as a PDF; null when the user closed the dialog. */
  'reports.pdf': { input: PrintRequest; output: { file: string } | null };
  /** The system's print dialog. */
  'reports.print': { input: PrintRequest; output: { printed: boolean } };
  'templates.list': { input: null; output: readonly ReportTemplate[] };
  /** Adds (null) or changes a template. */
  'templates.write': { input: { templateId: number | null; template: TemplateText }; output: ReportTemplate };
  'templates.delete': { input: { templateId: number }; output: null };
  'templates.restore': { input: { templateId: number }; output: null };
  /** Asks where to; export.progress tells how it goes. null when the user closed the dialog. */
  'export.start': { input: ExportOrder; output: { exportId: number } | null };
  'export.cancel': { input: { exportId: number }; output: null };
  // The second window, which shows the viewer alone.
  'desk.read': { input: null; output: Desk };
  /** The main window says what it has open; the viewer's window is told by desk.changed. */
  'desk.lead': { input: OpenOnDesk; output: null };
  /** The main window says which cases come next, likewise. */
  'desk.ahead': { input: { cases: readonly CaseAhead[] }; output: null };
  /** Opens or closes the viewer's window. */
  'desk.viewer-window': { input: { open: boolean }; output: null };
  /** The viewer's window asks the main one for something: desk.order. */
  'desk.order': { input: DeskOrder; output: null };
  // How images look
  /** The DICOM header of an image's file, read again from the store. */
  'image.tags': { input: { instanceId: number }; output: ImageTags };
  // The installed application
  /** Keeps that what the application is for was accepted, when, and in which version. */
  'research-use.accept': { input: null; output: Settings };
  /** Runs the model once started, and looks at memory and disk. */
  'computer.check': { input: null; output: ComputerCheck };
  'updates.read': { input: null; output: UpdateStatus };
  /** Begins to look for an update and to fetch it; updates.changed tells how it goes. */
  'updates.check': { input: null; output: UpdateStatus };
  /** Ends the application and starts the new version in its place. */
  'updates.install': { input: null; output: null };
  // TensorFlow's library for NVIDIA GPUs
  'cuda.read': { input: null; output: CudaStatus };
  /**
   * Begins to fetch it, from the network or from a folder that is asked for; cuda.changed tells how it goes. Where it was set aside, engines try it again.
   * false when the user closed the dialog.
   */
  'cuda.fetch': { input: { from: 'network' | 'folder' }; output: boolean };
  'cuda.cancel': { input: null; output: null };
  'cuda.remove': { input: null; output: CudaStatus };
  /** Asks where to, and writes a zip without patients' data; null when the user closed the dialog. */
  'diagnostics.collect': { input: null; output: { file: string } | null };
}

export type RequestName = keyof AppRequests;

/** Every message that the main process sends to the window unasked. */
export interface AppPushes {
  'import.progress': ImportProgress;
  'studies.changed': { readonly studyIds: readonly number[] };
  'prediction.changed': { readonly studyId: number; readonly instanceId: number; readonly result: InstanceResult };
  'engine.changed': EngineState;
  'ingest.progress': IngestProgress;
  'training.event': TrainingEvent;
  'export.progress': ExportProgress;
  /** A run began, ended or was noted on: the list of runs is another one now. */
  'runs.changed': null;
  'model.changed': ActiveModel;
  'rerun.progress': RerunProgress;
  /** A file named on the command line or a second start of the application asks for this study to be shown. */
  'study.open': { readonly studyId: number };
  'updates.changed': UpdateStatus;
  'cuda.changed': CudaState;
  'menu.command': MenuCommand;
  'desk.changed': Desk;
  'desk.order': DeskOrder;
  /** Another window changed settings: these are all of them now. */
  'settings.changed': Settings;
  /** Another window changed the marks or the verdict of an image. */
  'notes.changed': { readonly instanceId: number };
}

export type PushName = keyof AppPushes;

export type MenuCommand =
  | 'open-files'
  | 'open-folder'
  | 'show-settings'
  | 'show-shortcuts'
  | 'show-tour'
  | 'find'
  | 'report'
  | 'print'
  | 'export'
  | 'collect-diagnostics'
  | 'viewer-window';

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** What the preload exposes as `window.pneumoscope`; nothing else of the main process can be reached from the page. */
export interface AppApi {
  request<Name extends RequestName>(name: Name, input: AppRequests[Name]['input']): Promise<Reply<AppRequests[Name]['output']>>;
  /** Returns the function that stops listening. */
  listen<Name extends PushName>(name: Name, listener: (push: AppPushes[Name]) => void): () => void;
  /** The path on disk of a file dropped onto the window; '' for one that has none. */
  pathOfDroppedFile(file: object): string;
}

/** Private schemes: the page itself, and the image bytes. */
export const pageScheme = 'pneumoscope';
export const imageScheme = 'dicom';

/** Where the viewer loads an instance from: a DICOM Part 10 file, whatever the original's format was. */
export function instanceUrl(instanceId: number): string {
  return `${imageScheme}://instance/${instanceId}`;
}

/** Where a run's page loads a small picture of an image from its dataset: a PNG as the network sees it. */
export function recordUrl(run: number, record: number): string {
  return `${imageScheme}://record/${run}/${record}`;
}

/** Where the study list loads a thumbnail from: a PNG, longest side 96 pixels. */
export function thumbnailUrl(instanceId: number): string {
  return `${imageScheme}://thumbnail/${instanceId}`;
}
