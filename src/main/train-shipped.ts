import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { composeServices } from './compose';
import { showIngest } from './cli/datasets';
import { resolvePaths } from './paths';
import { layOut } from './recipe/lay-out';
import { adultImages, pretrainingImages } from './recipe/stages';

const { values } = parseArgs({ options: { data: { type: 'string' }, home: { type: 'string' } } });
const services = await composeServices(resolvePaths(import.meta.dirname, values.home, process.env), showIngest(), { forWindow: false });
const data = resolve(values.data ?? '');
const folder = join(resolve(values.home ?? ''), 'recipe');
for (const [name, images] of [
  ['pretraining', pretrainingImages(data)],
  ['adults', adultImages(data)],
] as const) {
  const source = await layOut(join(folder, name), images);
  const summary = await services.datasets.add(name, source, { locked: false });
}
await services.close();
process.exit(0);
