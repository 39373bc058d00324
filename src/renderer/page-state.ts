import type { AppClient } from './app-client';
import type { Command } from './frame/commands';
import { printRequest } from './report/print-request';
import { Keymap } from './frame/keymap';
import { looksActions } from './looks-actions';
import { Application } from './state/application.svelte';
import { buildInstallation } from './state/installation';
import { markActions } from './marks/commands';
import type { PageState } from './state/context';
import { buildExplaining } from './state/explaining';
import { Imports } from './state/imports.svelte';
import { buildLearning } from './state/learning';
import { DeskState } from './state/desk.svelte';
import { Exports } from './state/exports.svelte';
import { OpenCase } from './state/open-case.svelte';
import { Looks } from './state/looks.svelte';
import { Priors } from './state/priors.svelte';
import { ReaderNotes } from './state/reader-notes.svelte';
import { ReadingAhead } from './state/reading-ahead';
import { ReaderVerdict } from './state/reader-verdict.svelte';
import { ReportDesk } from './state/report-desk.svelte';
import { ReportTemplates } from './state/report-templates.svelte';
import { StudyList } from './state/study-list.svelte';
import { StudySelection } from './state/study-selection.svelte';
import { Worklist } from './state/worklist.svelte';
import { Tour } from './state/tour.svelte';
import type { ShortcutGroup } from './frame/shortcuts';
import { type LayoutSetting, Panes, viewerOfActivePane } from './viewer/panes.svelte';

interface WindowParts {
  openShortcuts(): void;
  /** Where the window keeps its layout. */
  readonly layoutSetting?: LayoutSetting;
  /** The keys that mean something in it; all of them without it. */
  readonly shortcuts?: readonly ShortcutGroup[];
}

/** An import of more files than this is an archive being filled, not a case being opened. */
const mostFilesToOpen = 20;

/** Builds the page's state and joins its parts: what an import's end opens, what a command does. */
export function buildPageState(client: AppClient, parts: WindowParts): PageState {
  const application = new Application(client);
  const installation = buildInstallation(client, application.report);
  const keymap = new Keymap(() => application.settings.keys, parts.shortcuts);
  const list = new StudyList(client);
  const openCase = new OpenCase(client);
  const worklist = new Worklist({ client, application, list, openCase });
  const selection = new StudySelection({ client, list, openCase, report: application.report });
  const priors = new Priors(client, openCase.findings, application.report);
  const panes = new Panes(openCase, priors, application, parts.layoutSetting);
  const desk = new DeskState(client, application.report);
  const ahead = new ReadingAhead(client, { application, list, panes, tellAhead: (cases) => void desk.leadAhead(cases) });
  const viewer = viewerOfActivePane(panes);
  const looks = new Looks(application, viewer);
  const notes = new ReaderNotes(client, application.report);
  const verdict = new ReaderVerdict(notes);
  const learning = buildLearning(client, application);
  const explaining = buildExplaining(client, application);
  const report = new ReportDesk(client, application.report);
  const reportTemplates = new ReportTemplates(client, application.report);
  const exports = new Exports(client, application.report);
  const imports = new Imports(client, application.report, ({ filesFound, firstStudyId }) => {
    void application.describe();
    list.refresh();
    const fewFiles = filesFound <= mostFilesToOpen || openCase.studyId === null;
    if (firstStudyId !== null && fewFiles) void openCase.open(firstStudyId);
  });

  const tour = new Tour({ list, openCase, imports });

  function stepCase(by: 1 | -1): void {
    const row = worklist.order.next(by);
    if (row === null) return;
    ahead.turn(by);
    selection.clear();
    void openCase.open(row.studyId);
  }

  async function print(): Promise<void> {
    const request = printRequest({ application, openCase, viewer }, application.settings.reportPaper, false);
    if (request === null) return;
    await report.print(request);
    // With the report closed there is no other place for it.
    if (report.failure !== null && !report.isOpen) application.report(report.failure);
  }

  const actions: Readonly<Record<Command, () => void>> = {
    'next-case': () => stepCase(1),
    'previous-case': () => stepCase(-1),
    agree: () => verdict.respond(openCase.result, true),
    disagree: () => verdict.respond(openCase.result, false),
    'toggle-read': () => void worklist.status.toggle(selection.studyIds, 'read'),
    'toggle-second-look': () => void worklist.status.toggle(selection.studyIds, 'second-look'),
    'toggle-worklist': () => worklist.expand(!worklist.expanded),
    'next-image': () => panes.step(1),
    'previous-image': () => panes.step(-1),
    'layout-one': () => panes.arrange('1'),
    'layout-two': () => panes.arrange('1+1'),
    'layout-four': () => panes.arrange('2x2'),
    'next-pane': () => panes.activateNext(),
    'link-panes': () => panes.link(!panes.linked),
    'viewer-window': () => void desk.toggleViewerWindow(),
    'preset-default': () => viewer.apply('default'),
    'preset-lung': () => viewer.apply('lung'),
    'preset-mediastinum': () => viewer.apply('mediastinum'),
    'preset-bone': () => viewer.apply('bone'),
    'preset-full': () => viewer.apply('full'),
    'tool-window': () => viewer.choose('window'),
    'tool-zoom': () => viewer.choose('zoom'),
    'tool-pan': () => viewer.choose('pan'),
    invert: () => viewer.invert(),
    rotate: () => viewer.rotate(),
    'flip-horizontal': () => viewer.flipHorizontally(),
    'flip-vertical': () => viewer.flipVertically(),
    fit: () => viewer.fit(),
    reset: () => viewer.reset(),
    'zoom-in': () => viewer.zoomIn(),
    'zoom-out': () => viewer.zoomOut(),
    'pan-left': () => viewer.nudge(-1, 0),
    'pan-right': () => viewer.nudge(1, 0),
    'pan-up': () => viewer.nudge(0, -1),
    'pan-down': () => viewer.nudge(0, 1),
    brighter: () => viewer.dragWindow({ x: 0, y: -20 }),
    darker: () => viewer.dragWindow({ x: 0, y: 20 }),
    flatter: () => viewer.dragWindow({ x: 20, y: 0 }),
    steeper: () => viewer.dragWindow({ x: -20, y: 0 }),
    'toggle-overlay': () => application.change({ overlayVisible: !application.settings.overlayVisible }),
    'toggle-list': () => application.change({ listCollapsed: !application.settings.listCollapsed }),
    'toggle-result': () => application.change({ resultCollapsed: !application.settings.resultCollapsed }),
    ...looksActions(looks, { application, openCase, viewer }),
    search: () => {
      if (application.settings.listCollapsed) application.change({ listCollapsed: false });
      // The field appears with the list, after this turn.
      setTimeout(() => document.getElementById('study-search')?.focus());
    },
    shortcuts: () => parts.openShortcuts(),
    settings: () => application.showSettings(),
    tour: () => void tour.start(),
    'collect-diagnostics': () => {
      // Where it says what came of it.
      application.showSettings('about');
      void installation.diagnostics.collect();
    },
    'open-files': () => void imports.choose('files'),
    'open-folder': () => void imports.choose('folder'),
    report: () => report.toggle(),
    print: () => void print(),
    export: () => exports.open(),
    ...markActions({ application, notes, viewer }),
  };
  return {
    client,
    application,
    installation,
    list,
    openCase,
    imports,
    report,
    reportTemplates,
    exports,
    panes,
    priors,
    ahead,
    viewer,
    looks,
    notes,
    verdict,
    worklist,
    selection,
    learning,
    explaining,
    tour,
    desk,
    keymap,
    keysOf: (command) => keymap.keysOf(command),
    run: (command) => {
      // Whoever asks, a key or the system's menu: first things first.
      if (!application.covered) actions[command]();
    },
  };
}
