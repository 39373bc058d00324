import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { composeServices, type Services } from '../src/main/compose';
import { resolvePaths } from '../src/main/paths';
import { pictureFormOf } from '../src/main/preprocess/network-input';
import { defaultsOf } from '../src/shared/training-presets';
import { median } from './report';

const measured = 40;
/** A reader opens a case now and then; back to back the two would only share the processor. */
const pauseMilliseconds = 100;

/** Milliseconds from a file to its score and overlay, warm, without and with a training run beside it. Medians. */
export async function predictWhileTraining(): Promise<{ readonly idle: number; readonly training: number }> {
  const home = await mkdtemp(join(tmpdir(), 'pneumoscope-bench-'));
  const services = await composeServices(resolvePaths(resolve('out', 'main'), home, {}), () => undefined, { forWindow: true });
  try {
    const data = join(process.env['PNEUMOSCOPE_SHARED'] ?? resolve('..', 'shared'), 'data', 'rsna');
    const [images, labels] = [join(data, 'stage_2_train_images'), join(data, 'stage_2_train_labels.csv')];
    await services.datasets.add('rsna', { kind: 'challenge', images, labels, classes: null }, { locked: false });
    const files = (await readdir(images)).slice(0, measured).map((name) => join(images, name));
    await latencies(services, files);
    const idle = median(await latencies(services, files));
    const firstStep = new Promise<void>((done) => services.training.listen(({ event }) => event === 'step' && done()));
    await services.training.start({ dataset: 'rsna', settings: { ...defaultsOf('deep-cnn'), epochs: 1000 } });
    await firstStep;
    return { idle, training: median(await latencies(services, files)) };
  } finally {
    await services.close();
    await rm(home, { recursive: true });
  }
}

async function latencies({ workers, engine, models }: Services, files: readonly string[]): Promise<number[]> {
  const { folder, model } = models.active();
  const times: number[] = [];
  for (const file of files) {
    await delay(pauseMilliseconds);
    const startedAt = performance.now();
    await engine.predict(await workers.networkInput(file, file, pictureFormOf(model.card)), folder);
    times.push(performance.now() - startedAt);
  }
  return times;
}
