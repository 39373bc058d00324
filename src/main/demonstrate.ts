import { app, type BrowserWindow } from 'electron';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ExpectedFailure, fail } from '../shared/failure';
import type { Prediction } from '../shared/prediction';
import type { Push, Services } from './compose';
import { listSamples } from './services/samples';
import { showStudy } from './store/studies';

const pictureDeadlineMilliseconds = 60_000;

/**
 * The main job on a machine without a display: shows the first bundled sample in the real window, prints its prediction
 * and where the picture of the window lies, and quits.
 */
export async function demonstrate(services: Services, window: BrowserWindow, push: Push, pictureFile: string): Promise<void> {
  const [sample] = listSamples(services.paths.bundledSamples);
  if (!sample) fail('not-found', 'No sample study came with this installation.');
  const file = join(services.paths.bundledSamples, sample.file);
  const { firstStudyId, failures } = await services.importer.start([file]).finished;
  const [failure] = failures;
  if (failure) throw new ExpectedFailure(failure);
  if (firstStudyId === null) fail('unexpected', `The sample ${sample.file} was imported without a study.`);
  push('study.open', { studyId: firstStudyId });
  const { instances } = showStudy(services.db, firstStudyId);
  for (const { instanceId } of instances) {
    const result = await services.classifier.classify(instanceId);
    if (result.status === 'ok') print(describePrediction(sample.title, result));
    else if (result.status !== 'pending') throw new ExpectedFailure(result.failure);
  }
  await untilShown(window);
  writeFileSync(pictureFile, (await window.webContents.capturePage()).toPNG());
  print(`Picture of the window: ${pictureFile}`);
  app.quit();
}

function describePrediction(title: string, { probability, threshold, positive, modelName }: Prediction): string {
  const verdict = positive ? 'opacity suspected, above' : 'no opacity suspected, below';
  return `${title}: probability ${probability.toFixed(3)}, ${verdict} the threshold of ${threshold.toFixed(3)} (${modelName}). Research use only, not for diagnosis.`;
}

/** Waits until the page says that picture and result are both on screen. */
async function untilShown(window: BrowserWindow): Promise<void> {
  const question = `!!document.querySelector('[data-image-state="shown"]') && !!document.querySelector('[data-result-state="ok"]')`;
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
