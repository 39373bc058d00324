import { dialog, type BrowserWindow, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { Services } from '../compose';
import { exportRun } from '../services/export-run';
import { readAuditTrail, recordAudit } from '../store/audit-trail';
import type { RequestHandlers } from './handle';
import type { TrainingRequest } from './training-schemas';

/** The requests that are about datasets, training and models, one line each where it can be. */
export function trainingHandlers(services: Services, window: () => BrowserWindow | null): Pick<RequestHandlers, TrainingRequest> {
  const { db, datasets, training, models, modelTests, importer } = services;
  return {
    'datasets.list': () => datasets.list(),
    'datasets.add': ({ name, source, locked }) => {
      // How it ends is told by ingest.progress.
      datasets.add(name, source, { locked }).catch(() => undefined);
      return null;
    },
    'datasets.cancel': ({ name }) => nothing(datasets.cancel(name)),
    'datasets.audit': ({ name }) => datasets.audit(name),
    'datasets.choose': ({ what }) => chooseSource(what, window()),
    'training.estimate': (request) => training.estimate(request),
    'training.start': (request) => training.start(request),
    'training.resume': async ({ run, epochs }) => nothing(await training.resume(run, epochs)),
    'training.control': ({ run, verb }) => nothing(training.control(run, verb)),
    'runs.list': () => training.list(),
    'runs.show': ({ run }) => training.show(run),
    'runs.curves': ({ run }) => training.curves(run),
    'runs.note': ({ run, notes }) => nothing(training.note(run, notes)),
    'runs.export': async ({ run }) => {
      const parent = await openDialog(window(), { title: 'Export the run to', properties: ['openDirectory', 'createDirectory'] });
      if (parent === null) return null;
      const folder = await exportRun(await training.show(run), parent, Date.now());
      recordAudit(db, 'run-exported', { run });
      return { folder };
    },
    'runs.open-image': async ({ run, record }) => {
      const { dataset, datasetSha256 } = await training.show(run);
      const { cases } = datasets.open(dataset, datasetSha256);
      const file = cases[record]?.file ?? fail('not-found', `The dataset ${dataset} has no image ${record}.`);
      return { importId: importer.start([file]).importId };
    },
    'models.list': () => models.list(),
    'models.compare': ({ modelId, dataset }) => modelTests.compare(modelId, dataset),
    'models.activate': ({ modelId, despite }) => models.activate(modelId, { despite }),
    'models.rollback': () => models.rollback(),
    'models.export': async ({ modelId, form }) => {
      const isPackage = form === 'package';
      const file = isPackage
        ? await saveDialog(window(), { title: 'Export the model', defaultPath: `${modelId}.pneumoscope-model` })
        : await openDialog(window(), { title: 'Export the model to', properties: ['openDirectory', 'createDirectory'] });
      if (file === null) return null;
      return { file: await models.export(modelId, isPackage ? file : join(file, modelId), form) };
    },
    'models.import': async () => {
      const filters = [{ name: 'Pneumoscope model', extensions: ['pneumoscope-model'] }];
      const file = await openDialog(window(), { title: 'Import a model', properties: ['openFile'], filters });
      return file === null ? null : models.import(file);
    },
    'audit.list': () => readAuditTrail(db),
  };
}

/** For a request that answers nothing. */
function nothing(_done: unknown): null {
  return null;
}

function chooseSource(what: 'images' | 'labels' | 'classes', parent: BrowserWindow | null): Promise<string | null> {
  if (what === 'images') return openDialog(parent, { title: 'Folder of images', properties: ['openDirectory'] });
  const filters = [
    { name: 'CSV', extensions: ['csv'] },
    { name: 'All files', extensions: ['*'] },
  ];
  return openDialog(parent, { title: what === 'labels' ? 'Labels' : 'Classes', properties: ['openFile'], filters });
}

async function openDialog(parent: BrowserWindow | null, options: OpenDialogOptions): Promise<string | null> {
  const { canceled, filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}

async function saveDialog(parent: BrowserWindow | null, options: SaveDialogOptions): Promise<string | null> {
  const { canceled, filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? null : filePath;
}
