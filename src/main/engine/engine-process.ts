import { fail, toFailure } from '../../shared/failure';
import type { InputCheck } from '../ml/input-check/input-check';
import { inOriginal } from '../ml/input-check/in-original';
import { fromFiles } from '../ml/network-artifacts';
import type { Predictor } from '../ml/predict';
import { createPredictor } from '../ml/predict';
import { reportDevice } from '../ml/tensorflow';
import { type NetworkInput, type Preprocessing, pictureFormOf } from '../preprocess/network-input';
import { openInputCheck } from './input-check-folder';
import { readModelFolder } from './model-folder';
import type { EnginePrediction, EngineReply, EngineRequest } from './protocol';

// The inference engine's process; its argument is the folder of the check of pictures. It answers one request after another, each with the model that the request names, and ends when its parent
// closes the channel or is gone.

interface OpenModel {
  readonly predictor: Predictor;
  readonly preprocessing: Preprocessing;
  readonly sha256: string;
}

/** The models that were asked for last, by folder, the latest at the end: the one in force, and one that is compared with it. */
const openModels = new Map<string, OpenModel>();
const mostOpenModels = 2;
let inputCheck: InputCheck | null = null;
let isReady = false;

async function modelOf(folder: string): Promise<OpenModel> {
  const model = openModels.get(folder) ?? (await openModel(folder));
  openModels.delete(folder);
  openModels.set(folder, model);
  const [oldest] = openModels;
  if (oldest !== undefined && openModels.size > mostOpenModels) {
    openModels.delete(oldest[0]);
    oldest[1].predictor.dispose();
  }
  return model;
}

async function openModel(folder: string): Promise<OpenModel> {
  const { card, modelJson, weights, sha256 } = await readModelFolder(folder);
  const predictor = await createPredictor(card, fromFiles({ modelJson, weights }));
  if (!isReady) reply({ kind: 'ready', device: reportDevice() });
  isReady = true;
  return { predictor, preprocessing: pictureFormOf(card).preprocessing, sha256 };
}

async function answer({ id, modelFolder, input }: EngineRequest): Promise<EngineReply> {
  const startedAt = performance.now();
  try {
    const model = await modelOf(modelFolder);
    inputCheck ??= await openInputCheck(process.argv[2] ?? '');
    if (input === null) return { kind: 'opened', id, device: reportDevice() };
    const prediction = { ...predict(model, inputCheck, input), milliseconds: performance.now() - startedAt };
    return { kind: 'prediction', id, prediction };
  } catch (error) {
    return { kind: 'failure', id, failure: toFailure(error) };
  }
}

/** Fails as 'not-frontal-chest' where the pixels show something else. */
function predict(
  { predictor, preprocessing, sha256 }: OpenModel,
  check: InputCheck,
  input: NetworkInput,
): Omit<EnginePrediction, 'milliseconds'> {
  const checked = check.check(input, preprocessing);
  if (checked === null) fail('not-frontal-chest', 'The picture does not look like a frontal chest radiograph, so it is not scored.');
  const { heatmap, boxes, ...others } = predictor.predict(checked.input);
  const { probability, spread } = others;
  if (![probability, spread?.low ?? 0, spread?.high ?? 0].every(Number.isFinite))
    fail('model-unusable', 'The model gave a score that is not a number.');
  return {
    ...others,
    ...inOriginal({ heatmap, boxes }, input, checked.corrections),
    corrections: checked.corrections,
    modelSha256: sha256,
  };
}

function reply(message: EngineReply): void {
  // A parent that is gone meanwhile needs no answer.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/** One after another: a model is never given back while a request waits for it. */
let answered: Promise<void> = Promise.resolve();
process.on('message', (request: EngineRequest) => {
  answered = answered.then(() => answer(request)).then(reply);
});
process.on('disconnect', () => process.exit(0));
