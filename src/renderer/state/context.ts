import { createContext } from 'svelte';
import type { Command } from '../frame/commands';
import type { AppClient } from '../app-client';
import type { Keymap } from '../frame/keymap';
import type { Panes } from '../viewer/panes.svelte';
import type { ViewerState } from '../viewer/viewer-state.svelte';
import type { Application } from './application.svelte';
import type { Installation } from './installation';
import type { DeskState } from './desk.svelte';
import type { Explaining } from './explaining';
import type { Imports } from './imports.svelte';
import type { Learning } from './learning';
import type { Looks } from './looks.svelte';
import type { OpenCase } from './open-case.svelte';
import type { Priors } from './priors.svelte';
import type { ReaderNotes } from './reader-notes.svelte';
import type { ReadingAhead } from './reading-ahead';
import type { ReaderVerdict } from './reader-verdict.svelte';
import type { Exports } from './exports.svelte';
import type { ReportDesk } from './report-desk.svelte';
import type { ReportTemplates } from './report-templates.svelte';
import type { StudyList } from './study-list.svelte';
import type { StudySelection } from './study-selection.svelte';
import type { Worklist } from './worklist.svelte';
import type { Tour } from './tour.svelte';

/** The page's state, built once by App.svelte or, for the viewer's own window, by ViewerWindow.svelte. */
export interface PageState {
  readonly client: AppClient;
  readonly application: Application;
  readonly installation: Installation;
  readonly list: StudyList;
  readonly openCase: OpenCase;
  readonly imports: Imports;
  readonly notes: ReaderNotes;
  readonly verdict: ReaderVerdict;
  readonly panes: Panes;
  readonly priors: Priors;
  readonly ahead: ReadingAhead;
  /** The active pane's viewer, whichever that is at the moment: it can be kept. */
  readonly viewer: ViewerState;
  readonly looks: Looks;
  readonly worklist: Worklist;
  readonly selection: StudySelection;
  readonly learning: Learning;
  readonly explaining: Explaining;
  readonly report: ReportDesk;
  readonly reportTemplates: ReportTemplates;
  readonly exports: Exports;
  readonly tour: Tour;
  readonly desk: DeskState;
  readonly keymap: Keymap;
  /** The keys of a command in one string for tooltips; '' where it has none. */
  readonly keysOf: (command: Command) => string;
  readonly run: (command: Command) => void;
}

export const [pageState, providePageState] = createContext<PageState>();
