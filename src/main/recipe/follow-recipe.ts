import { join } from 'node:path';
import type { TrainingSettings } from '../../shared/training';
import type { Services } from '../compose';
import type { TrainingSession } from '../services/training-session';
import { layOut } from './lay-out';
import { makeShipped } from './make-shipped';
import { type MeasuredTest, measureShipped } from './measure-shipped';
import type { Recipe, RecipeMember } from './recipe';
import { runStage } from './run-stage';

/**
 * From the images to the model's folder, with its card, calibration, thresholds and measured figures. It can be stopped at any moment, and goes on where it was
 * when it is followed again in the same home folder.
 * @param onDataset told once the dataset is there, before anything is trained
 */
export async function followRecipe(
  services: Services,
  recipe: Recipe,
  onDataset: () => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly folder: string; readonly measured: readonly MeasuredTest[] }> {
  const { datasets, training, paths } = services;
  if (!datasets.list().some(({ name }) => name === recipe.dataset))
    await datasets.add(recipe.dataset, await layOut(join(paths.home, 'recipe', recipe.dataset), recipe.images), { locked: false });
  await onDataset();
  const members: RecipeMember[] = [];
  for (const seed of recipe.seeds) members.push(await trainMember(training, recipe.dataset, recipe.stages(seed)));
  const [first, ...others] = members;
  if (first === undefined) throw new Error('a recipe has at least one seed');
  const folder = join(paths.home, 'shipped', recipe.id);
  await makeShipped(services, recipe, [first, ...others], folder);
  return { folder, measured: await measureShipped(services, folder, recipe.tests) };
}

async function trainMember(
  training: TrainingSession,
  dataset: string,
  [first, ...others]: readonly [TrainingSettings, ...TrainingSettings[]],
): Promise<RecipeMember> {
  let member: RecipeMember = { settings: first, run: await runStage(training, dataset, first) };
  for (const stage of others) {
    const settings = { ...stage, startRun: member.run };
    member = { settings, run: await runStage(training, dataset, settings) };
  }
  return member;
}
