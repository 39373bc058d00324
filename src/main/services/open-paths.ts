import type { AppPushes, PushName } from '../../shared/app-api';
import type { Database } from '../store/database';
import { sweepTemporaryFiles } from '../store/image-files';
import { pendingInstances } from '../store/studies';
import type { Classifier } from './classify-images';
import type { Importer } from './import-images';
import type { Models } from './models';
import type { ThumbnailMaker } from './thumbnails';

type Push = <Name extends PushName>(name: Name, push: AppPushes[Name]) => void;

/** Imports the paths and asks the window to show the first study they belong to. */
export async function openPaths({ importer }: { readonly importer: Importer }, push: Push, paths: readonly string[]): Promise<void> {
  const { firstStudyId } = await importer.start(paths).finished;
  if (firstStudyId !== null) push('study.open', { studyId: firstStudyId });
}

interface BackgroundWorkers {
  readonly db: Database;
  readonly readOnly: boolean;
  readonly models: Models;
  readonly classifier: Classifier;
  readonly thumbnails: ThumbnailMaker;
  readonly paths: { readonly store: string };
}

/** Enough for any import that was cut short; what lies further back is scored when it is opened. */
const resumedInstances = 1_000;

/** Goes on with what an earlier start left undone: scores and thumbnails of images, and half-written files to be swept away. */
export function resumeBackgroundWork({ db, readOnly, models, classifier, thumbnails, paths }: BackgroundWorkers): void {
  if (readOnly) return;
  classifier.classifyLater(pendingInstances(db, models.active().model.sha256, resumedInstances).map((instance) => instance.instanceId));
  thumbnails.resume();
  void sweepTemporaryFiles(paths.store, Date.now());
}
