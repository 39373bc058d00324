/** Whether a study has been read: by hand, or by a verdict on one of its images. 'second-look' is set and taken back by hand only. */
export const studyStatuses = ['unread', 'second-look', 'read'] as const;
export type StudyStatus = (typeof studyStatuses)[number];

export const studySorts = ['worklist', 'imported', 'study-date', 'patient-name', 'patient-id', 'probability'] as const;
/** 'worklist' is the order of docs/history.md, the same whatever the direction. */
export type StudySort = (typeof studySorts)[number];

export const studyResults = ['any', 'positive', 'negative', 'refused', 'error', 'pending'] as const;

/** Which studies a list shows, and in what order. All conditions hold at once; what is null, '' or 'any' leaves none out. */
export interface StudyCriteria {
  /** Matched anywhere in patient name, patient id, accession number or study description, without regard to case. */
  readonly search: string;
  readonly status: StudyStatus | 'any';
  /** Today, or today and the six days before, when the question is asked: a saved view means the same every morning. */
  readonly period: 'any' | 'today' | 'last-7-days';
  /** Inclusive ISO dates on the study's day: its Study Date, without one the day on which it came in. */
  readonly dateFrom: string | null;
  readonly dateTo: string | null;
  readonly result: (typeof studyResults)[number];
  /** As the headers of the lead image have them; '' is a header that is silent. */
  readonly modality: string | null;
  readonly view: string | null;
  /** Inclusive bounds on the probability, 0 to 1; a study without one lies in no range. */
  readonly probabilityFrom: number | null;
  readonly probabilityTo: number | null;
  readonly modelId: string | null;
  /** Only studies with an image whose latest verdict is not what the model said of it. */
  readonly disagreement: boolean;
  readonly sort: StudySort;
  readonly descending: boolean;
}

/** Every study, in the worklist's order. */
export const everyStudy: StudyCriteria = {
  search: '',
  status: 'any',
  period: 'any',
  dateFrom: null,
  dateTo: null,
  result: 'any',
  modality: null,
  view: null,
  probabilityFrom: null,
  probabilityTo: null,
  modelId: null,
  disagreement: false,
  sort: 'worklist',
  descending: true,
};

/** How many of the studies that match are at each status, whatever status the criteria ask for. */
export type StatusCounts = Readonly<Record<StudyStatus, number>>;

/** What the history holds to filter by, each sorted. */
export interface StudyFacets {
  readonly modalities: readonly string[];
  readonly views: readonly string[];
  readonly modelIds: readonly string[];
}

/** A study whose status was changed, and what it was before: all that undoing needs. */
export interface StatusChange {
  readonly studyId: number;
  readonly from: StudyStatus;
}

/** What a line of the list can show beside the patient's name, in the order in which it is offered. */
export const listColumns = [
  'thumbnail',
  'sex-age',
  'patient-id',
  'description',
  'accession',
  'modality',
  'view',
  'images',
  'result',
  'spread',
  'model',
  'study-date',
  'imported',
  'reader',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** What a new user's list shows in the narrow column beside the image, and as a table over the whole window. */
export const defaultListColumns: readonly ListColumn[] = [
  'thumbnail',
  'sex-age',
  'patient-id',
  'description',
  'images',
  'result',
  'study-date',
];
export const defaultTableColumns: readonly ListColumn[] = [
  'sex-age',
  'patient-id',
  'description',
  'modality',
  'view',
  'images',
  'result',
  'spread',
  'study-date',
  'reader',
];

/** A list that a reader keeps under a name. */
export interface SavedView {
  /** Tells views apart, whatever the case. */
  readonly name: string;
  readonly criteria: StudyCriteria;
  readonly listColumns: readonly ListColumn[];
  readonly tableColumns: readonly ListColumn[];
}
