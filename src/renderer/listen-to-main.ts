import type { MenuCommand } from '../shared/app-api';
import { assertNever } from '../shared/failure';
import type { AppClient } from './app-client';
import { listenToDesk, obeyDesk } from './desk/listen';
import type { Command } from './frame/commands';
import type { PageState } from './state/context';
import { listenToExplaining } from './state/explaining';
import { listenToLearning } from './state/learning';

function commandOfMenu(command: MenuCommand): Command {
  switch (command) {
    case 'open-files':
    case 'open-folder':
    case 'report':
    case 'print':
    case 'export':
    case 'collect-diagnostics':
    case 'viewer-window':
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

/** Hands on what the main process says of images that may be on the screen; returns what stops it. */
export function listenToImages(client: AppClient, { openCase, priors, application }: PageState): (() => void)[] {
  return [
    client.listen('studies.changed', ({ studyIds }) => {
      void openCase.refresh(studyIds);
      priors.refresh();
    }),
    client.listen('prediction.changed', ({ studyId, instanceId, result }) => openCase.receive(studyId, instanceId, result)),
    client.listen('engine.changed', (engine) => application.engineChanged(engine)),
    client.listen('model.changed', () => {
      // The case on the screen gets its result from the model that is in force now.
      const instanceId = openCase.instance?.instanceId;
      if (instanceId !== undefined) void openCase.predict(instanceId);
    }),
  ];
}

/** Hands on what the main process says unasked; returns what stops it. */
export function listenToMain(client: AppClient, page: PageState): () => void {
  const { application, list, openCase, imports, learning, explaining, exports, installation, run } = page;
  const stops = [
    ...listenToImages(client, page),
    client.listen('import.progress', (progress) => imports.receive(progress)),
    client.listen('export.progress', (progress) => exports.receive(progress)),
    client.listen('studies.changed', () => list.refresh()),
    client.listen('prediction.changed', () => list.refresh()),
    client.listen('study.open', ({ studyId }) => {
      application.showReading();
      void openCase.open(studyId);
    }),
    client.listen('updates.changed', (status) => installation.updates.receive(status)),
    client.listen('cuda.changed', (library) => installation.cuda.receive(library)),
    client.listen('menu.command', (command) => {
      if (command === 'find' || command === 'show-tour' || command === 'report') application.showReading();
      run(commandOfMenu(command));
    }),
  ];
  stops.push(...listenToDesk(client, page), obeyDesk(client, page));
  stops.push(...listenToLearning(client, learning, application), listenToExplaining(client, explaining));
  return () => stops.forEach((stop) => stop());
}
