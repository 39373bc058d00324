/** What a reader has set for this application, kept in the history. */
export interface Settings {
  readonly theme: 'dark' | 'light' | 'system';
  readonly overlayVisible: boolean;
  /** 0 to 1 */
  readonly overlayOpacity: number;
  readonly listCollapsed: boolean;
  readonly resultCollapsed: boolean;
  /** How many images are shown at once: one, two beside each other, or two by two. */
  readonly layout: '1' | '1+1' | '2x2';
  /** Whether zoom, pan and window of one pane are those of the others. */
  readonly panesLinked: boolean;
  /** Whether the next cases of the list are fetched and scored before they are asked for. */
  readonly readsAhead: boolean;
  /** The case that was open last, to be opened again at the next start; null where there was none. */
  readonly lastStudyId: number | null;
  /** Who reads, as verdicts, reports and the audit trail name them; '' where the reader has not said. */
  readonly readerName: string;
}

/** What a new user sees. */
export const defaultSettings: Settings = {
  theme: 'dark',
  overlayVisible: true,
  overlayOpacity: 0.5,
  listCollapsed: false,
  resultCollapsed: false,
  layout: '1',
  panesLinked: true,
  readsAhead: true,
  lastStudyId: null,
  readerName: '',
};

/** Some settings and their new values; what is undefined stays as it is. */
export type SettingChanges = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };
