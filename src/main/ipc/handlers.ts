import { app, dialog, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { AppDescription } from '../../shared/app-api';
import type { Services } from '../compose';
import type { ResearchUse } from '../services/research-use';
import { diskFreeBytes } from '../services/disk-space';
import { listSamples } from '../services/samples';
import { relatedStudies } from '../store/related-studies';
import { readHeatmap } from '../store/results';
import { readSettings, writeSettings } from '../store/settings';
import { listStudies, showStudy } from '../store/studies';
import type { Speech } from '../speech';
import type { DeskWindows } from '../desk-windows';
import { applySettings } from './apply-settings';
import { deskHandlers } from './desk-handlers';
import { explainHandlers } from './explain-handlers';
import { exportHandlers } from './export-handlers';
import type { RequestHandlers } from './handle';
import { installedHandlers, type Installed } from './installed-handlers';
import { looksHandlers } from './looks-handlers';
import { markHandlers } from './mark-handlers';
import type { PrintPages } from './print-window';
import { reportHandlers } from './report-handlers';
import { trainingHandlers } from './training-handlers';
import { worklistHandlers } from './worklist-handlers';

/** Every request of the window, one line each: what it means is in the services and the store. */
export function requestHandlers(
  services: Services,
  desk: DeskWindows,
  speech: Speech,
  printPages: PrintPages,
  installed: Installed,
): RequestHandlers {
  const { db, importer, classifier, paths } = services;
  const window = desk.main;
  const start = (files: readonly string[]) => ({ importId: importer.start(files).importId });
  return {
    'app.describe': () => describeApp(services, installed.researchUse),
    'settings.read': () => readSettings(db),
    'settings.write': (changed, sender) => {
      const settings = writeSettings(db, changed);
      applySettings(settings, desk.all(), speech);
      desk.pushToOthers(sender, 'settings.changed', settings);
      return settings;
    },
    'studies.list': (query) => listStudies(db, query),
    'studies.show': ({ studyId }) => showStudy(db, studyId),
    'studies.related': ({ studyId }) => relatedStudies(db, studyId),
    'import.choose': async ({ kind }) => {
      const chosen = await choosePaths(kind, window(), speech);
      return chosen.length === 0 ? null : start(chosen);
    },
    'import.start': ({ paths: files }) => start(files),
    'import.cancel': ({ importId }) => {
      importer.cancel(importId);
      return null;
    },
    'samples.list': () => listSamples(paths.bundledSamples),
    'samples.import': () => start(listSamples(paths.bundledSamples).map((sample) => join(paths.bundledSamples, sample.file))),
    'prediction.request': ({ instanceId }) => classifier.classify(instanceId),
    'prediction.call-again': ({ instanceId }) => classifier.classify(instanceId, { atThresholdInForce: true }),
    'prediction.heatmap': ({ predictionId }) => readHeatmap(db, predictionId),
    ...deskHandlers(desk),
    ...looksHandlers(services),
    ...trainingHandlers(services, window, speech),
    ...explainHandlers(services, window, speech),
    ...markHandlers(services, desk),
    ...worklistHandlers(services),
    ...reportHandlers(services, window, speech, printPages),
    ...exportHandlers(services, window, speech, printPages, installed.troubles),
    ...installedHandlers(services, window, speech, installed),
  };
}

async function describeApp({ paths, readOnly, models, engine }: Services, researchUse: ResearchUse): Promise<AppDescription> {
  return {
    version: app.getVersion(),
    electronVersion: process.versions.electron,
    chromeVersion: process.versions.chrome,
    nodeVersion: process.versions.node,
    home: paths.home,
    readOnly,
    diskFreeBytes: await diskFreeBytes(paths.home),
    model: models.active().model,
    modelProblem: models.problem(),
    engine: engine.state(),
    researchUseDue: researchUse.isDue(),
  };
}

async function choosePaths(kind: 'files' | 'folder', parent: BrowserWindow | null, { t }: Speech): Promise<readonly string[]> {
  const options: Electron.OpenDialogOptions = {
    title: t(kind === 'files' ? 'dialogs:openImages' : 'dialogs:openFolder'),
    // No filter by extension: many DICOM files have none.
    properties: kind === 'files' ? ['openFile', 'multiSelections'] : ['openDirectory'],
  };
  const { canceled, filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
  return canceled ? [] : filePaths;
}
