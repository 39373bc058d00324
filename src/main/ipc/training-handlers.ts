import type { BrowserWindow } from 'electron';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { Services } from '../compose';
import { exportRun } from '../services/export-run';
import { recordAudit } from '../store/audit-trail';
import type { Speech } from '../speech';
import { openDialog, saveDialog } from './dialogs';
import type { RequestHandlers } from './handle';
import type { TrainingRequest } from './training-schemas';

/** The requests that are about datasets, training and models, one line each where it can be. */
export function trainingHandlers(
  services: Services,
  window: () => BrowserWindow | null,
  speech: Speech,
): Pick<RequestHandlers, TrainingRequest> {
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
    'datasets.choose': ({ what }) => chooseSource(what, window(), speech),
    'training.estimate': (request) => training.estimate(request),
    'training.start': (request) => training.start(request),
    'training.resume': async ({ run, epochs }) => nothing(await training.resume(run, epochs)),
    'training.control': ({ run, verb }) => nothing(training.control(run, verb)),
    'runs.list': () => training.list(),
    'runs.show': ({ run }) => training.show(run),
    'runs.curves': ({ run }) => training.curves(run),
    'runs.note': ({ run, notes }) => nothing(training.note(run, notes)),
    'runs.export': async ({ run }) => {
      const parent = await openDialog(window(), {
        title: speech.t('dialogs:exportRun'),
        properties: ['openDirectory', 'createDirectory'],
      });
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
    'models.choose-point': ({ modelId, point }) => models.choosePoint(modelId, point),
    'models.rollback': () => models.rollback(),
    'models.export': async ({ modelId, form }) => {
      const isPackage = form === 'package';
      const file = isPackage
        ? await saveDialog(window(), { title: speech.t('dialogs:exportModelFile'), defaultPath: `${modelId}.pneumoscope-model` })
        : await openDialog(window(), { title: speech.t('dialogs:exportModelFolder'), properties: ['openDirectory', 'createDirectory'] });
      if (file === null) return null;
      return { file: await models.export(modelId, isPackage ? file : join(file, modelId), form) };
    },
    'models.import': async () => {
      const filters = [{ name: speech.t('dialogs:modelFiles'), extensions: ['pneumoscope-model'] }];
      const file = await openDialog(window(), { title: speech.t('dialogs:importModel'), properties: ['openFile'], filters });
      return file === null ? null : models.import(file);
    },
  };
}

/** For a request that answers nothing. */
function nothing(_done: unknown): null {
  return null;
}

function chooseSource(what: 'images' | 'labels' | 'classes', parent: BrowserWindow | null, { t }: Speech): Promise<string | null> {
  if (what === 'images') return openDialog(parent, { title: t('dialogs:imageFolder'), properties: ['openDirectory'] });
  const filters = [
    { name: 'CSV', extensions: ['csv'] },
    { name: t('dialogs:allFiles'), extensions: ['*'] },
  ];
  return openDialog(parent, { title: t(`dialogs:${what}`), properties: ['openFile'], filters });
}
