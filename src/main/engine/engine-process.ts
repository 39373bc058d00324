import { fail, toFailure } from '../../shared/failure';
import { fromFiles } from '../ml/network-artifacts';
import type { Predictor } from '../ml/predict';
import { createPredictor } from '../ml/predict';
import { reportDevice } from '../ml/tensorflow';
import { readModelFolder } from './model-folder';
import type { EngineReply, EngineRequest } from './protocol';

// The inference engine's process. It is opened with a model folder, answers one request after another, and ends when its parent closes
// the channel or is gone.

interface OpenModel {
  readonly predictor: Predictor;
  readonly sha256: string;
}

let model: Promise<OpenModel> = Promise.reject(new Error('the engine was asked for a prediction before it was given a model'));
model.catch(() => undefined);

async function openModel(folder: string): Promise<OpenModel> {
  const { card, modelJson, weights, sha256 } = await readModelFolder(folder);
  const predictor = await createPredictor(card, fromFiles({ modelJson, weights }));
  return { predictor, sha256 };
}

async function answer(request: EngineRequest): Promise<EngineReply> {
  if (request.kind === 'open') {
    model = openModel(request.modelFolder);
    try {
      await model;
      return { kind: 'ready', device: reportDevice() };
    } catch (error) {
      return { kind: 'unusable', failure: toFailure(error) };
    }
  }
  const startedAt = performance.now();
  try {
    const { predictor, sha256 } = await model;
    const prediction = predictor.predict(request.input);
    if (!Number.isFinite(prediction.probability)) fail('model-unusable', 'The model gave a score that is not a number.');
    return {
      kind: 'prediction',
      id: request.id,
      prediction: { ...prediction, modelSha256: sha256, milliseconds: performance.now() - startedAt },
    };
  } catch (error) {
    return { kind: 'failure', id: request.id, failure: toFailure(error) };
  }
}

function reply(message: EngineReply): void {
  // A parent that is gone meanwhile needs no answer.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

process.on('message', (request: EngineRequest) => void answer(request).then(reply));
process.on('disconnect', () => process.exit(0));
