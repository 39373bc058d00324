import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { showIngest } from './cli/datasets';
import { composeServices } from './compose';
import { resolvePaths } from './paths';
import { layOut } from './recipe/lay-out';
import { makeShipped } from './recipe/make-shipped';
import { runStage } from './recipe/run-stage';
import { adultImages, fineTuning, folds, pretraining, pretrainingImages } from './recipe/stages';

// The whole way to the shipped model (docs/model-development.md). It can be stopped at any moment and goes on where it was.
const { values } = parseArgs({ options: { data: { type: 'string' }, home: { type: 'string' } } });
if (values.data === undefined || values.home === undefined) {
  process.stderr.write('train:shipped takes --data DIR (the images) and --home DIR (where datasets, runs and the model go).\n');
  process.exit(2);
}
const [data, home] = [resolve(values.data), resolve(values.home)];
const services = await composeServices(resolvePaths(import.meta.dirname, home, process.env), showIngest(), { forWindow: false });
const { datasets, training } = services;
training.listen((event) => {
  if (event.event === 'epoch') process.stderr.write(`Run ${event.run}, epoch ${event.epoch}: validation AUC ${event.auc.toFixed(4)}\n`);
});

const stages = { pretraining: pretrainingImages(data), adults: adultImages(data) };
for (const [name, images] of Object.entries(stages)) {
  const known = datasets.list().some((dataset) => dataset.name === name);
  if (!known) await datasets.add(name, await layOut(join(home, 'recipe', name), images), { locked: false });
}
const pretrainingRun = await runStage(training, 'pretraining', pretraining);
const runs: number[] = [];
for (let fold = 1; fold <= folds; fold += 1) runs.push(await runStage(training, 'adults', fineTuning(pretrainingRun, fold)));
const images = [...new Map([...stages.adults, ...stages.pretraining].map((image) => [image.name, image])).values()];
const folder = await makeShipped(services, pretrainingRun, runs, images, { folder: join(home, 'shipped'), id: 'second-1' });
process.stdout.write(`${folder}\n`);
await services.close();
process.exit(0);
