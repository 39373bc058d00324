import type { LanguageChoice } from './language';
import { defaultListColumns, defaultTableColumns, type ListColumn, type SavedView } from './worklist';
import type { Paper } from './report';

/** A window that a reader keeps under a key. */
export interface OwnPreset {
  readonly key: '6' | '7' | '8' | '9';
  readonly name: string;
  /** The ends of the window among an image's percentiles, so that it means the same on every image: 0 most transparent, 100 densest. */
  readonly low: number;
  readonly high: number;
  readonly curve: 'linear' | 'sigmoid';
}

/** Colours that those who see colours differently tell apart as well. */
export const colourMapNames = ['inferno', 'viridis', 'cividis', 'greys'] as const;
export type ColourMapName = (typeof colourMapNames)[number];

/** How large a display's pixels are: found by laying a card of known size on it. */
export interface DisplayCalibration {
  /** The whole display as the system states it, by which it is known again. */
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** Device pixels a millimetre. */
  readonly pixelsPerMillimetre: number;
}

/** A key that the reader chose for a command of the window, in place of the sheet's own. */
export interface KeyChoice {
  readonly command: string;
  /** KeyboardEvent.key; letters as capitals. */
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

/** That somebody has read and accepted what the application is for. */
export interface ResearchUseAcceptance {
  /** The application's version whose notice it was. */
  readonly version: string;
  readonly acceptedAtMs: number;
}

/** What a reader has set for this application, kept in the history. */
export interface Settings {
  /** In which the window, its menu and its dialogs speak. */
  readonly language: LanguageChoice;
  readonly theme: 'dark' | 'light' | 'system';
  /** Stronger lines and text, also where the system does not ask for it. */
  readonly highContrast: boolean;
  /** Nothing moves, also where the system does not ask for it. */
  readonly reducedMotion: boolean;
  /** How much larger than usual text and controls are: 1, 1.15 or 1.3. */
  readonly textScale: number;
  readonly keys: readonly KeyChoice[];
  readonly overlayVisible: boolean;
  /** 0 to 1 */
  readonly overlayOpacity: number;
  readonly overlayColours: ColourMapName;
  /** Values of the map below this are not drawn, 0 to 1; also the level of the outline. */
  readonly overlayThreshold: number;
  readonly overlayStyle: 'fill' | 'outline';
  readonly overlayBoxes: boolean;
  readonly windowPresets: readonly OwnPreset[];
  readonly cornerText: 'full' | 'short' | 'none';
  /** True while patients' names and numbers are hidden, for a shared screen. */
  readonly namesHidden: boolean;
  readonly displays: readonly DisplayCalibration[];
  readonly listCollapsed: boolean;
  readonly resultCollapsed: boolean;
  /** How many images are shown at once: one, two beside each other, or two by two. */
  readonly layout: '1' | '1+1' | '2x2';
  /** The same in the viewer's own window. */
  readonly viewerWindowLayout: Settings['layout'];
  /** Whether zoom, pan and window of one pane are those of the others. */
  readonly panesLinked: boolean;
  /** Whether the next cases of the list are fetched and scored before they are asked for. */
  readonly readsAhead: boolean;
  /** The case that was open last, to be opened again at the next start; null where there was none. */
  readonly lastStudyId: number | null;
  /** Who reads, as verdicts, reports and the audit trail name them; '' where the reader has not said. */
  readonly readerName: string;
  /** The reader's own views of the study list, in the order in which they were saved. */
  readonly savedViews: readonly SavedView[];
  /** What each line of the study list shows. */
  readonly listColumns: readonly ListColumn[];
  /** What the study list shows where it is a table over the whole window. */
  readonly tableColumns: readonly ListColumn[];
  /** What reports are printed on. */
  readonly reportPaper: Paper;
  /** null until the notice of the first start was accepted; no score is shown before. Written by the main process only. */
  readonly researchUse: ResearchUseAcceptance | null;
}

/** What a new user sees. */
export const defaultSettings: Settings = {
  language: 'system',
  theme: 'dark',
  highContrast: false,
  reducedMotion: false,
  textScale: 1,
  keys: [],
  overlayVisible: true,
  overlayOpacity: 0.5,
  overlayColours: 'inferno',
  overlayThreshold: 0.15,
  overlayStyle: 'fill',
  overlayBoxes: true,
  windowPresets: [],
  cornerText: 'full',
  namesHidden: false,
  displays: [],
  listCollapsed: false,
  resultCollapsed: false,
  layout: '1',
  viewerWindowLayout: '1',
  panesLinked: true,
  readsAhead: true,
  lastStudyId: null,
  readerName: '',
  savedViews: [],
  listColumns: defaultListColumns,
  tableColumns: defaultTableColumns,
  reportPaper: 'A4',
  researchUse: null,
};

/** Some settings and their new values; what is undefined stays as it is. */
export type SettingChanges = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };
