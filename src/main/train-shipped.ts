import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { showIngest } from './cli/datasets';
import { composeServices } from './compose';
import { resolvePaths } from './paths';
import { layOut } from './recipe/lay-out';
import { makeShipped } from './recipe/make-shipped';
import { measureShipped } from './recipe/measure-shipped';
import { runStage } from './recipe/run-stage';
import { memberSettings, seeds, shippedImages } from './recipe/stages';

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

const dataset = 'shipped';
const images = shippedImages(data);
if (!datasets.list().some(({ name }) => name === dataset))
  await datasets.add(dataset, await layOut(join(home, 'recipe', dataset), images), { locked: false });
const runs: { seed: number; run: number }[] = [];
for (const seed of seeds) runs.push({ seed, run: await runStage(training, dataset, memberSettings(seed)) });
const id = 'second-1';
const folder = join(home, 'shipped', id);
await makeShipped(services, { dataset, runs, images, id, folder });
const measured = await measureShipped(services, folder, data);
process.stdout.write(`${JSON.stringify({ folder, ...measured })}\n`);
await services.close();
process.exit(0);
