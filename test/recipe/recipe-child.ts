import { resolve } from 'node:path';
import { composeServices } from '../../src/main/compose';
import { resolvePaths } from '../../src/main/paths';
import { followRecipe } from '../../src/main/recipe/follow-recipe';
import { wholeSetRecipe } from '../../src/main/recipe/whole-set';
import type { TrainingSettings } from '../../src/shared/training';

// Run by whole-set.test.ts: the dry run on a slice, with a small network. Says on standard output how many epochs are done, and in the end what it made.
const [data = '', home = '', engineEntry = '', trainerEntry = '', imageWorkerEntry = ''] = process.argv.slice(2);
const changes = { inputSize: 64, batchSize: 4, epochs: 2, averageDecay: 0.9, threads: 1 };
const recipe = wholeSetRecipe(data, { device: 'cpu', images: 60, members: 1, changes });
const small = (stage: TrainingSettings): TrainingSettings => ({ ...stage, preset: 'deep-cnn', classWeight: 0 });
const paths = { ...resolvePaths(resolve('out/main'), home, process.env), engineEntry, trainerEntry, imageWorkerEntry };
const services = await composeServices(paths, () => undefined, { forWindow: false });
let epochs = 0;
services.training.listen((event) => {
  if (event.event === 'epoch') process.stdout.write(`${JSON.stringify({ run: event.run, epochs: (epochs += 1) })}\n`);
});
const [first, ...others] = recipe.stages(1);
const made = await followRecipe(services, { ...recipe, stages: () => [small(first), ...others.map(small)] });
process.stdout.write(`${JSON.stringify(made)}\n`);
await services.close();
process.exit(0);
