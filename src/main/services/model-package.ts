import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { ExpectedFailure, fail } from '../../shared/failure';
import type { ModelCard } from '../../shared/model';
import { writeWhole } from '../dataset/write-whole';
import {
  checkModelBytes,
  encodeCard,
  type ModelBytes,
  type ModelFiles,
  readModelBytes,
  readModelFolder,
  writeModelBytes,
  writeModelFolder,
} from '../engine/model-folder';

/**
 * A model as one file, `<id>.pneumoscope-model`:
 * 1. the line `pneumoscope-model-1`;
 * 2. a line of JSON: how many bytes each of the model's files has, `{"modelJson", "weights", "card"}`;
 * 3. the bytes of model.json, weights.bin and model-card.json, one after another, as they lie in the model's folder;
 * 4. 32 bytes: the SHA-256 of everything before them.
 * Lines end with one line feed; text is UTF-8.
 */
const firstLine = 'pneumoscope-model-1';
const checksumLength = 32;
const lengthsSchema = z.strictObject({
  modelJson: z.number().int().nonnegative(),
  weights: z.number().int().nonnegative(),
  card: z.number().int().nonnegative(),
});

export const packageExtension = '.pneumoscope-model';

/**
 * Writes a model as one checksummed file, whole or not at all; one of that name is replaced. Rejects with model-unusable where the model's
 * own files are damaged, disk-full, read-only.
 */
export async function exportPackage(modelFolder: string, file: string): Promise<void> {
  const bytes = await readModelBytes(modelFolder);
  checkModelBytes(bytes, modelFolder);
  const lengths = { modelJson: bytes.modelJson.length, weights: bytes.weights.length, card: bytes.card.length };
  const heading = Buffer.from(`${firstLine}\n${JSON.stringify(lengths)}\n`);
  const content = Buffer.concat([heading, bytes.modelJson, bytes.weights, bytes.card]);
  writeWhole(file, Buffer.concat([content, checksumOf(content)]));
}

/**
 * Writes a model as a folder that `tf.loadLayersModel` of TensorFlow.js opens: model.json and weights.bin; its card beside them. Rejects with
 * invalid-request where something else lies there, model-unusable where the model's own files are damaged.
 */
export async function exportLayersModel(modelFolder: string, folder: string): Promise<void> {
  if (existsSync(folder) && !isEmptyFolder(folder)) {
    fail('invalid-request', `${folder} is there already and holds something. Name a folder that is not there yet.`, folder);
  }
  const { card, modelJson, weights } = await readModelFolder(modelFolder);
  const weightsManifest = [{ paths: ['weights.bin'], weights: modelJson.weightsManifest.flatMap((group) => group.weights) }];
  await writeModelFolder(folder, { ...modelJson, weightsManifest }, weights, card);
}

export interface PackagedModel {
  readonly bytes: ModelBytes;
  readonly files: ModelFiles;
}

/** Reads a model's file and checks every byte. One that is damaged, or no such file, fails as 'model-unusable', naming it. */
export async function readPackage(file: string): Promise<PackagedModel> {
  const all = await readOrFail(file);
  if (!all.subarray(0, firstLine.length + 1).equals(Buffer.from(`${firstLine}\n`))) {
    fail('model-unusable', `${file} is not a model that this Pneumoscope exported. Choose a file that ends in ${packageExtension}.`, file);
  }
  const content = all.subarray(0, -checksumLength);
  if (!checksumOf(content).equals(all.subarray(-checksumLength))) failDamaged(file, 'its checksum does not fit its content');
  const bytes = split(content, file);
  try {
    return { bytes, files: checkModelBytes(bytes, basename(file)) };
  } catch (error) {
    if (!(error instanceof ExpectedFailure)) throw error;
    return failDamaged(file, error.failure.message);
  }
}

/** Puts a packaged model into a folder of its own under this id, whole or not at all; its hash stays. */
export async function unpack({ bytes, files }: PackagedModel, modelsFolder: string, id: string): Promise<ModelCard> {
  const card = { ...files.card, id };
  await writeModelBytes(join(modelsFolder, id), id === files.card.id ? bytes : { ...bytes, card: encodeCard(card) });
  return card;
}

function split(content: Buffer, file: string): ModelBytes {
  const lengthsAt = firstLine.length + 1;
  const lineEnd = content.indexOf('\n', lengthsAt);
  const lengths = parseLengths(content.subarray(lengthsAt, Math.max(lineEnd, lengthsAt)).toString());
  if (lengths === null) failDamaged(file, 'it does not say how long its parts are');
  const weightsAt = lineEnd + 1 + lengths.modelJson;
  const cardAt = weightsAt + lengths.weights;
  if (content.length !== cardAt + lengths.card) failDamaged(file, 'its parts are not as long as it says');
  return {
    modelJson: content.subarray(lineEnd + 1, weightsAt),
    weights: content.subarray(weightsAt, cardAt),
    card: content.subarray(cardAt),
  };
}

function parseLengths(line: string): z.infer<typeof lengthsSchema> | null {
  try {
    return lengthsSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

async function readOrFail(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : `cannot be read (${(error as Error).message})`;
    return fail('model-unusable', `The model file ${file} ${reason}.`, file);
  }
}

function failDamaged(file: string, reason: string): never {
  fail('model-unusable', `The model file ${file} is damaged: ${reason}. Export the model again.`, file);
}

const checksumOf = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest();

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}
