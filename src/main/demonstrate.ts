import { app, type BrowserWindow } from 'electron';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ExpectedFailure, fail } from '../shared/failure';
import type { Prediction } from '../shared/prediction';
import type { Push, Services } from './compose';
import { listSamples } from './services/samples';
import { showStudy } from './store/studies';

interface Demonstration {
  readonly files: readonly string[];
  readonly pictureFile: string;
}

const pictureDeadlineMilliseconds = 60_000;

/**
 * The main job on a machine without a display: shows the first of the files, or without files the first bundled sample, in the real
 * window, prints its predictions and where the picture of the window lies, and quits.
 */
export async function demonstrate(
  services: Services,
  window: BrowserWindow,
  push: Push,
  { files, pictureFile }: Demonstration,
): Promise<void> {
  const { firstStudyId, failures } = await services.importer.start(files.length > 0 ? files : [firstSample(services)]).finished;
  for (const failure of failures) print(failure.message);
  const [failure] = failures;
  if (firstStudyId === null) throw failure ? new ExpectedFailure(failure) : new Error('an import without failures touched no study');
  push('study.open', { studyId: firstStudyId });
  const { instances } = showStudy(services.db, firstStudyId);
  for (const { instanceId, originalName } of instances) {
    const result = await services.classifier.classify(instanceId);
    if (result.status === 'ok') print(describePrediction(originalName, result));
    else if (result.status !== 'pending') print(result.failure.message);
  }
  await untilShown(window);
  writeFileSync(pictureFile, (await window.webContents.capturePage()).toPNG());
  print(`Picture of the window: ${pictureFile}`);
  app.quit();
}

function firstSample({ paths }: Services): string {
  const [sample] = listSamples(paths.bundledSamples);
  if (!sample) fail('not-found', 'No sample study came with this installation.');
  return join(paths.bundledSamples, sample.file);
}

function describePrediction(title: string, { probability, threshold, positive, modelName }: Prediction): string {
  const verdict = positive ? 'opacity suspected, above' : 'no opacity suspected, below';
  return `${title}: probability ${probability.toFixed(3)}, ${verdict} the threshold of ${threshold.toFixed(3)} (${modelName}). Research use only, not for diagnosis.`;
}

/** Waits until the page says that picture and result are both on screen. */
async function untilShown(window: BrowserWindow): Promise<void> {
  const question = `!!document.querySelector('[data-image-state="shown"], [data-image-state="failed"]') && !!document.querySelector('[data-result-state="ok"], [data-result-state="refused"], [data-result-state="error"]')`;
  const deadline = Date.now() + pictureDeadlineMilliseconds;
  while (!(await window.webContents.executeJavaScript(question))) {
    if (Date.now() > deadline) fail('time-limit', 'The window did not show the sample within a minute.');
    await delay(100);
  }
  await delay(500); // the overlay fades in
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
