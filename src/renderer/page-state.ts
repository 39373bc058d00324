import { assertNever } from '../shared/failure';
import type { MenuCommand } from '../shared/app-api';
import type { AppClient } from './app-client';
import type { Command } from './frame/commands';
import { Keymap } from './frame/keymap';
import { Application } from './state/application.svelte';
import type { PageState } from './state/context';
import { Imports } from './state/imports.svelte';
import { buildLearning, listenToLearning } from './state/learning';
import { OpenCase } from './state/open-case.svelte';
import { ReaderVerdict } from './state/reader-verdict.svelte';
import { StudyList } from './state/study-list.svelte';
import { Tour } from './state/tour.svelte';
import { Panes, viewerOfActivePane } from './viewer/panes.svelte';

interface WindowVerbs {
  openShortcuts(): void;
}

/** An import of more files than this is an archive being filled, not a case being opened. */
const mostFilesToOpen = 20;

/** Builds the page's state and joins its parts: what an import's end opens, what a command does. */
export function buildPageState(client: AppClient, verbs: WindowVerbs): PageState {
  const application = new Application(client);
  const keymap = new Keymap(() => application.settings.keys);
  const list = new StudyList(client);
  const openCase = new OpenCase(client);
  const panes = new Panes(openCase, application);
  const viewer = viewerOfActivePane(panes);
  const verdict = new ReaderVerdict(client, application.report);
  const learning = buildLearning(client, application);
  const imports = new Imports(client, application.report, ({ filesFound, firstStudyId }) => {
    void application.describe();
    list.refresh();
    const fewFiles = filesFound <= mostFilesToOpen || openCase.studyId === null;
    if (firstStudyId !== null && fewFiles) void openCase.open(firstStudyId);
  });

  const tour = new Tour({ list, openCase, imports });

  function stepCase(by: 1 | -1): void {
    const at = openCase.studyId === null ? null : list.indexOf(openCase.studyId);
    const row = list.rowAt(at === null ? 0 : at + by);
    if (row === null) return;
    void openCase.open(row.studyId);
    const beyond = at === null ? null : list.rowAt(at + 2 * by);
    if (beyond !== null) panes.preload(beyond.leadInstanceId);
  }

  const actions: Readonly<Record<Command, () => void>> = {
    'next-case': () => stepCase(1),
    'previous-case': () => stepCase(-1),
    agree: () => void verdict.answer(openCase.result, true),
    disagree: () => void verdict.answer(openCase.result, false),
    'next-image': () => panes.step(1),
    'previous-image': () => panes.step(-1),
    'layout-one': () => panes.arrange('1'),
    'layout-two': () => panes.arrange('1+1'),
    'layout-four': () => panes.arrange('2x2'),
    'next-pane': () => panes.activateNext(),
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
    search: () => {
      if (application.settings.listCollapsed) application.change({ listCollapsed: false });
      // The field appears with the list, after this turn.
      setTimeout(() => document.getElementById('study-search')?.focus());
    },
    shortcuts: () => verbs.openShortcuts(),
    settings: () => application.showSettings(),
    tour: () => void tour.start(),
    'open-files': () => void imports.choose('files'),
    'open-folder': () => void imports.choose('folder'),
  };
  return {
    application,
    list,
    openCase,
    imports,
    panes,
    viewer,
    verdict,
    learning,
    tour,
    keymap,
    keysOf: (command) => keymap.keysOf(command),
    run: (command) => actions[command](),
  };
}

function commandOfMenu(command: MenuCommand): Command {
  switch (command) {
    case 'open-files':
    case 'open-folder':
      return command;
    case 'show-settings':
      return 'settings';
    case 'show-shortcuts':
      return 'shortcuts';
    case 'find':
      return 'search';
    case 'show-tour':
      return 'tour';
    default:
      return assertNever(command);
  }
}

/** Hands on what the main process says unasked; returns what stops it. */
export function listenToMain(client: AppClient, { application, list, openCase, imports, learning, run }: PageState): () => void {
  const stops = [
    client.listen('import.progress', (progress) => imports.receive(progress)),
    client.listen('studies.changed', ({ studyIds }) => {
      list.refresh();
      void openCase.refresh(studyIds);
    }),
    client.listen('prediction.changed', ({ studyId, instanceId, result }) => {
      openCase.receive(studyId, instanceId, result);
      list.refresh();
    }),
    client.listen('engine.changed', (engine) => application.engineChanged(engine)),
    client.listen('study.open', ({ studyId }) => {
      application.showReading();
      void openCase.open(studyId);
    }),
    client.listen('menu.command', (command) => {
      if (command === 'find' || command === 'show-tour') application.showReading();
      run(commandOfMenu(command));
    }),
  ];
  stops.push(...listenToLearning(client, learning, { application, openCase }));
  return () => stops.forEach((stop) => stop());
}
