import { join } from 'node:path';
import { writeModelFolder } from '../engine/model-folder';
import type { ModelCard } from '../../shared/model';
import { calibrate } from '../ml/calibrate';
import { foldNormalisation } from '../ml/fold-normalisation';
import { youdenThreshold } from '../ml/metrics';
import { artifactsOf, toFiles } from '../ml/network-artifacts';
import { opacityResidual } from '../ml/networks/opacity-residual';
import { createPredictor } from '../ml/predict';
import type { ModelArtifacts, Tensor } from '../ml/tensorflow';
import { cardOf } from './card';
import { figuresOf, scoreCases } from './evaluate-model';
import { network as networkSettings } from './recipe';
import type { TrainedNetwork } from './train-first-model';
import { trainFirstModel } from './train-first-model';
import { readTrainingData } from './training-data';

// Makes the first model from the shared data: `npm run train:first -- [DATA FOLDER] [MODELS FOLDER]`.

const [dataFolder = join('..', 'shared', 'data'), modelsFolder = join('resources', 'models')] = process.argv.slice(2);
const log = (line: string) => process.stderr.write(`${line}\n`);

const data = await readTrainingData(dataFolder);
const trained = await trainFirstModel(data, log);
const artifacts = await shippedArtifacts(trained);
const draft = cardOf(data, []);
const predictor = await createPredictor(draft, artifacts);

const validation = await scoreCases(predictor, data.adults.validation);
const threshold = Math.round(youdenThreshold(validation) * 10_000) / 10_000;
const test = await scoreCases(predictor, data.test);
const evaluation = [
  figuresOf('RSNA adults, validation patients (weights, calibration and threshold were chosen on them)', validation, threshold),
  figuresOf('RSNA adults, test patients (looked at once, at the end)', test, threshold),
  figuresOf(
    'The same test patients, opacity against normal only',
    test.filter((one) => one.class !== 'No Lung Opacity / Not Normal'),
    threshold,
  ),
];
const card: ModelCard = { ...draft, threshold, evaluation };
const files = toFiles(artifacts);
await writeModelFolder(join(modelsFolder, card.id), files.modelJson, files.weights, card);
log(JSON.stringify(evaluation, null, 2));

/** The network as it ships: normalisation folded away, and the calibration folded into the last layer. */
async function shippedArtifacts({ network, validation: scores }: TrainedNetwork): Promise<ModelArtifacts> {
  const folded = opacityResidual(networkSettings, 'bias');
  foldNormalisation(network, folded);
  const { slope, offset } = calibrate(scores);
  log(`calibrated logit = ${slope.toFixed(4)} x logit + ${offset.toFixed(4)}`);
  const layer = folded.getLayer('logit');
  const [kernel, bias] = layer.getWeights() as [Tensor, Tensor];
  layer.setWeights([kernel.mul(slope), bias.mul(slope).add(offset)]);
  return artifactsOf(folded);
}
