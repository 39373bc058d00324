import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../shared/failure';
import type { ModelCard } from '../../shared/model';
import { storedBytes } from '../encoding/stored-weights';
import { cardSchema } from './card-schema';

/** A model as it lies in its folder: model.json (the network's layers and the names and shapes of its weights), weights.bin, model-card.json. */
export interface ModelFiles {
  readonly card: ModelCard;
  readonly modelJson: ModelJson;
  readonly weights: Uint8Array;
  /** Hex SHA-256 over model.json followed by weights.bin. */
  readonly sha256: string;
}

const weightsManifest = z.array(
  z.object({
    paths: z.array(z.string()),
    weights: z.array(
      z.object({
        name: z.string(),
        shape: z.array(z.number()),
        dtype: z.literal('float32'),
        quantization: z.strictObject({ dtype: z.literal('float16') }).optional(),
      }),
    ),
  }),
);
const modelJsonSchema = z.looseObject({ modelTopology: z.looseObject({}), weightsManifest });
/** The layout that TensorFlow.js, and the tools around it, write and read. */
export type ModelJson = z.infer<typeof modelJsonSchema>;

/** A model's three files byte for byte. */
export interface ModelBytes {
  readonly modelJson: Uint8Array;
  readonly weights: Uint8Array;
  readonly card: Uint8Array;
}

/** The files' names in a model's folder, in the order of its hash. */
export const modelFileNames = { modelJson: 'model.json', weights: 'weights.bin', card: 'model-card.json' } as const;

/** Reads a model's three files unchecked; one that is missing or cannot be read fails as 'model-unusable', naming the file. */
export async function readModelBytes(folder: string): Promise<ModelBytes> {
  const read = (name: string): Promise<Uint8Array> => readOrFail(join(folder, name));
  return {
    modelJson: await read(modelFileNames.modelJson),
    weights: await read(modelFileNames.weights),
    card: await read(modelFileNames.card),
  };
}

/**
 * Checks that a model's files are what they should be and fit each other. What does not fails as 'model-unusable', naming the file.
 * @param folder where failures say that the files lie
 */
export function checkModelBytes({ modelJson: modelBytes, weights, card: cardBytes }: ModelBytes, folder: string): ModelFiles {
  const modelJson = parseOrFail(modelJsonSchema, modelBytes, join(folder, modelFileNames.modelJson));
  const card = parseOrFail(cardSchema, cardBytes, join(folder, modelFileNames.card));
  const expected = storedBytes(modelJson.weightsManifest.flatMap((group) => group.weights));
  if (weights.byteLength !== expected) {
    const file = join(folder, modelFileNames.weights);
    fail('model-unusable', `The model file ${file} has ${weights.byteLength} bytes where its model.json asks for ${expected}.`, file);
  }
  return { card, modelJson, weights, sha256: createHash('sha256').update(modelBytes).update(weights).digest('hex') };
}

/** Reads and checks a model's three files; fails as readModelBytes and checkModelBytes do. */
export async function readModelFolder(folder: string): Promise<ModelFiles> {
  return checkModelBytes(await readModelBytes(folder), folder);
}

/** Writes a model folder so that it is there whole or not at all; an older one of the same name is replaced. */
export async function writeModelFolder(folder: string, modelJson: ModelJson, weights: Uint8Array, card: ModelCard): Promise<void> {
  const modelBytes = new TextEncoder().encode(JSON.stringify(modelJson));
  await writeModelBytes(folder, { modelJson: modelBytes, weights, card: encodeCard(card) });
}

/** A card as its file holds it. */
export function encodeCard(card: ModelCard): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(card, null, 2)}\n`);
}

/** The same, byte for byte: the model keeps its hash. */
export async function writeModelBytes(folder: string, bytes: ModelBytes): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const building = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    await writeSynced(join(building, modelFileNames.modelJson), bytes.modelJson);
    await writeSynced(join(building, modelFileNames.weights), bytes.weights);
    await writeSynced(join(building, modelFileNames.card), bytes.card);
    // A temporary folder is private; a model is not.
    await chmod(building, 0o755);
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    throw error;
  }
}

async function writeSynced(file: string, content: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  await handle.writeFile(content);
  await handle.sync();
  await handle.close();
}

async function readOrFail(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : `cannot be read (${(error as Error).message})`;
    return fail('model-unusable', `The model file ${file} ${reason}.`, file);
  }
}

function parseOrFail<Content>(schema: z.ZodType<Content>, bytes: Uint8Array, file: string): Content {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : (error as Error).message;
    return fail('model-unusable', `The model file ${file} is damaged: ${problem}.`, file);
  }
}
