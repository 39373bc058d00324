import type { Paper } from './report';

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
  /** What reports are printed on. */
  readonly reportPaper: Paper;
}

/** What a new user sees. */
export const defaultSettings: Settings = {
  theme: 'dark',
  overlayVisible: true,
  overlayOpacity: 0.5,
  listCollapsed: false,
  resultCollapsed: false,
  readerName: '',
  reportPaper: 'A4',
};

/** Some settings and their new values; what is undefined stays as it is. */
export type SettingChanges = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };
