import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ExpectedFailure } from '../shared/failure';
import { parseSetting } from '../shared/training-settings';
import { showIngest } from './cli/datasets';
import { composeServices, type Services } from './compose';
import { resolvePaths } from './paths';
import { expectedTime, expectedTimeSentence } from './recipe/expected-time';
import { followRecipe } from './recipe/follow-recipe';
import type { Recipe } from './recipe/recipe';
import { shippedRecipe } from './recipe/shipped-recipe';
import { hasPatients, wholeSetRecipe } from './recipe/whole-set';

// The whole way to the shipped model, or with --gpu to one made of the RSNA challenge's whole set (docs/model-development.md). It can be stopped at any
// moment and goes on where it was.
const usage = [
  'train:shipped takes --data DIR (the images) and --home DIR (where datasets, runs and the model go).',
  'With --gpu the recipe for the RSNA challenge’s whole set, whose folder DIR is; a dry run of it: --images N, --members N, --set name=value.',
].join('\n');

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    home: { type: 'string' },
    gpu: { type: 'boolean', default: false },
    images: { type: 'string' },
    members: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
  },
});
const counts = [values.images, values.members].filter((text) => text !== undefined);
const isDryRun = counts.length > 0 || values.set.length > 0;
const isWrong = counts.some((text) => !/^[1-9]\d*$/.test(text)) || values.set.some((text) => !text.includes('='));
if (values.data === undefined || values.home === undefined || isWrong || (isDryRun && !values.gpu)) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const [data, home] = [resolve(values.data), resolve(values.home)];

function changesOf(texts: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    texts.map((text) => {
      const [name = '', ...value] = text.split('=');
      return [name, parseSetting(name, value.join('='))];
    }),
  );
}

const wholeCount = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

async function recipeForDevice({ engine, models }: Services): Promise<Recipe> {
  if (!hasPatients(data))
    process.stderr.write('There is no patients.csv (patientId,nihPatient) beside the labels: each image counts as a person of its own.\n');
  const { kind: device } = await engine.warm(models.active().folder);
  const changes = changesOf(values.set);
  return wholeSetRecipe(data, { device, images: wholeCount(values.images), members: wholeCount(values.members), changes });
}

async function main(): Promise<void> {
  const services = await composeServices(resolvePaths(import.meta.dirname, home, process.env), showIngest(), { forWindow: false });
  const recipe = values.gpu ? await recipeForDevice(services) : shippedRecipe(data);
  const { training } = services;
  training.listen((event) => {
    if (event.event === 'epoch') process.stderr.write(`Run ${event.run}, epoch ${event.epoch}: validation AUC ${event.auc.toFixed(4)}\n`);
  });
  const made = await followRecipe(services, recipe, async () => {
    if (values.gpu && (await training.list()).length === 0)
      process.stderr.write(`${expectedTimeSentence(await expectedTime(training, recipe))}\n`);
  });
  process.stdout.write(`${JSON.stringify(made)}\n`);
  await services.close();
}

try {
  await main();
  process.exit(0);
} catch (error) {
  if (!(error instanceof ExpectedFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
