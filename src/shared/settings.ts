import { defaultListColumns, defaultTableColumns, type ListColumn, type SavedView } from './worklist';

/** What a reader has set for this application, kept in the history. */
export interface Settings {
  readonly theme: 'dark' | 'light' | 'system';
  readonly overlayVisible: boolean;
  /** 0 to 1 */
  readonly overlayOpacity: number;
  readonly listCollapsed: boolean;
  readonly resultCollapsed: boolean;
  /** Who reads, as verdicts, reports and the audit trail name them; '' where the reader has not said. */
  readonly readerName: string;
  /** The reader's own views of the study list, in the order in which they were saved. */
  readonly savedViews: readonly SavedView[];
  /** What each line of the study list shows. */
  readonly listColumns: readonly ListColumn[];
  /** What the study list shows where it is a table over the whole window. */
  readonly tableColumns: readonly ListColumn[];
}

/** What a new user sees. */
export const defaultSettings: Settings = {
  theme: 'dark',
  overlayVisible: true,
  overlayOpacity: 0.5,
  listCollapsed: false,
  resultCollapsed: false,
  readerName: '',
  savedViews: [],
  listColumns: defaultListColumns,
  tableColumns: defaultTableColumns,
};

/** Some settings and their new values; what is undefined stays as it is. */
export type SettingChanges = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };
