import { createContext } from 'svelte';
import type { Command } from '../frame/commands';
import type { ViewerState } from '../viewer/viewer-state.svelte';
import type { Application } from './application.svelte';
import type { Imports } from './imports.svelte';
import type { Learning } from './learning';
import type { OpenCase } from './open-case.svelte';
import type { ReaderVerdict } from './reader-verdict.svelte';
import type { Exports } from './exports.svelte';
import type { ReportDesk } from './report-desk.svelte';
import type { ReportTemplates } from './report-templates.svelte';
import type { StudyList } from './study-list.svelte';

/** The page's state, built once by App.svelte. */
export interface PageState {
  readonly application: Application;
  readonly list: StudyList;
  readonly openCase: OpenCase;
  readonly imports: Imports;
  readonly verdict: ReaderVerdict;
  readonly viewer: ViewerState;
  readonly learning: Learning;
  readonly report: ReportDesk;
  readonly reportTemplates: ReportTemplates;
  readonly exports: Exports;
  readonly run: (command: Command) => void;
}

export const [pageState, providePageState] = createContext<PageState>();
