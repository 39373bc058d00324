import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWhole } from '../../dataset/write-whole';
import { type CheckLimits, createInputCheck, type InputCheck } from '../../ml/input-check/input-check';
import { artifactsOf, fromFiles, toFiles } from '../../ml/network-artifacts';
import { type LayersModel, tf } from '../../ml/tensorflow';
import { chooseLimits } from './choose-limits';
import { heldOutSources, keptForm, type KeptPicture, readPictures, rightSources } from './right-pictures';
import { mistakenInputs, tally } from './measure';
import { trainCheck } from './train-check';

// npm run train:input-check -- --data DIR [--to resources/input-check] [--seed 1] [--steps 700] [--keep-network] [--held-out] [--wrong DIR]
// Trains the check of pictures, chooses its limits on patients it was not trained on, writes it and prints what it does. `--keep-network` takes the network
// that is in `--to` and chooses its limits anew. `--held-out` measures on the
// held-out sources as well: once, at the end. `--wrong DIR` measures on each folder of wrong pictures in DIR; none is ever trained on.

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    to: { type: 'string', default: 'resources/input-check' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '700' },
    'keep-network': { type: 'boolean', default: false },
    'held-out': { type: 'boolean', default: false },
    wrong: { type: 'string', multiple: true, default: [] },
  },
});

async function main(data: string): Promise<void> {
  const all: KeptPicture[] = [];
  for (const source of rightSources) all.push(...(await readPictures(data, source)));
  const isValidation = ({ patient }: KeptPicture) => createHash('sha256').update(patient).digest().readUInt32LE(0) % 5 === 0;
  const validation = all.filter(isValidation);
  const training = all.filter((picture) => !isValidation(picture));
  say(`${training.length} radiographs to train on, ${validation.length} of other patients to choose the limits on`);
  const network = await (values['keep-network'] ? keptNetwork(values.to) : newNetwork(training));
  const files = toFiles(await artifactsOf(network));
  const looking = createInputCheck(network, { leastUpright: 0, leastSureOfMistake: 0, greatestDistance: Infinity, leastSymmetry: -1 });
  const limits = chooseLimits(validation.map(({ input }) => looking.look(input, keptForm.preprocessing)));
  save(values.to, files, limits);
  await report(createInputCheck(network, limits), data, validation);
}

function newNetwork(training: readonly KeptPicture[]): Promise<LayersModel> {
  return trainCheck(training, { seed: Number(values.seed), steps: Number(values.steps) }, (step, loss) =>
    say(`step ${step}: loss ${loss.toFixed(4)}`),
  );
}

function keptNetwork(folder: string): Promise<LayersModel> {
  const modelJson = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as ReturnType<typeof toFiles>['modelJson'];
  return tf.loadLayersModel(tf.io.fromMemory(fromFiles({ modelJson, weights: readFileSync(join(folder, 'weights.bin')) })));
}

function save(folder: string, { modelJson, weights }: ReturnType<typeof toFiles>, limits: CheckLimits): void {
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, 'model.json'), Buffer.from(`${JSON.stringify(modelJson)}\n`));
  writeWhole(join(folder, 'weights.bin'), weights);
  writeWhole(join(folder, 'limits.json'), Buffer.from(`${JSON.stringify(limits, null, 2)}\n`));
  say(`limits ${JSON.stringify(limits)}`);
}

async function report(check: InputCheck, data: string, validation: readonly KeptPicture[]): Promise<void> {
  for (const source of rightSources) {
    say(
      tally(
        check,
        `${source}, validation`,
        validation.filter((picture) => picture.source === source).map(({ input }) => input),
      ),
    );
  }
  for (const [name, inputs] of mistakenInputs(validation)) say(tally(check, name, inputs));
  if (values['held-out']) {
    for (const source of heldOutSources) {
      const held = await readPictures(data, source);
      say(
        tally(
          check,
          `${source}, held out`,
          held.map(({ input }) => input),
        ),
      );
      for (const [name, inputs] of mistakenInputs(held)) say(tally(check, `${source}, ${name}`, inputs));
    }
  }
  for (const folder of values.wrong)
    say(
      tally(
        check,
        folder,
        (await readPictures(data, folder)).map(({ input }) => input),
      ),
    );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (values.data === undefined) {
  process.stderr.write('npm run train:input-check -- --data DIR\n');
  process.exitCode = 2;
} else void main(values.data);
