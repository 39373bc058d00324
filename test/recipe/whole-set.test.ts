import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readModelFolder } from '../../src/main/engine/model-folder';
import { wholeSetRecipe } from '../../src/main/recipe/whole-set';
import { toFailure } from '../../src/shared/failure';
import { temporaryFolder } from '../store/builders';
import { buildEntry } from '../support/built-entry';
import { writeChestDataset } from '../support/chest-dataset';

let data: string;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'pneumoscope-whole-set-'));
  await writeChestDataset(data, 66);
});
afterAll(() => rmSync(data, { recursive: true }));

describe('the recipe for the whole set', () => {
  test('parts images by patient: what is scored at the end is in no dataset, and every part has both classes', () => {
    const { images, tests } = wholeSetRecipe(data, { device: 'gpu', images: 60 });
    const of = (wanted: string) => images.filter(({ part }) => part === wanted);
    const parts = [of('training'), of('validation'), of('test'), tests[0]?.cases ?? []];
    expect(parts.map((part) => part.length)).toEqual([27, 9, 12, 12]);
    expect(parts.every((part) => new Set(part.map(({ positive }) => positive)).size === 2)).toBe(true);
    expect(new Set(parts.flat().map(({ patient }) => patient)).size).toBe(60);
  });

  test('takes a slice of as many images, always the same, or all of them', () => {
    const filesOf = (images: number | undefined) => {
      const recipe = wholeSetRecipe(data, { device: 'gpu', images });
      return [...recipe.images, ...(recipe.tests[0]?.cases ?? [])].map(({ file }) => file).sort();
    };
    expect(filesOf(30)).toEqual(filesOf(30));
    expect([filesOf(30).length, filesOf(undefined).length, filesOf(1000).length]).toEqual([30, 66, 66]);
  });

  test('changes every stage alike, and refuses what a setting cannot be', () => {
    const { seeds, stages } = wholeSetRecipe(data, { device: 'gpu', members: 2, changes: { epochs: 1 } });
    expect(seeds).toEqual([1, 2]);
    expect(stages(2).map(({ seed, epochs, inputSize, batchSize }) => [seed, epochs, inputSize, batchSize])).toEqual([
      [2, 1, 256, 64],
      [2, 1, 384, 32],
    ]);
    // A processor's memory holds an eighth of them, and the learning rate is an eighth too.
    expect(wholeSetRecipe(data, { device: 'cpu' }).stages(1)).toEqual([
      expect.objectContaining({ inputSize: 256, batchSize: 8, learningRate: 1e-3 / 8 }),
      expect.objectContaining({ inputSize: 384, batchSize: 4, learningRate: 2e-4 / 8 }),
    ]);
    const wrong = wholeSetRecipe(data, { device: 'gpu', changes: { inputSize: 100 } });
    expect(() => wrong.stages(1)).toThrow('a multiple of 32');
  });

  test('says which file is missing', () => {
    const failure = ((): unknown => {
      try {
        return wholeSetRecipe(temporaryFolder(), { device: 'gpu' });
      } catch (error) {
        return toFailure(error);
      }
    })();
    expect(failure).toMatchObject({ code: 'not-found', message: expect.stringContaining('stage_2_train_labels.csv') });
  });
});

describe('the dry run', () => {
  const sources = ['engine/engine-process.ts', 'engine/trainer-process.ts', 'image-workers/image-worker.ts'];
  let built: readonly Awaited<ReturnType<typeof buildEntry>>[];
  beforeAll(async () => {
    built = await Promise.all(sources.map((source) => buildEntry(`src/main/${source}`)));
  }, 60_000);
  afterAll(() => Promise.all(built.map(({ remove }) => remove())));

  /** Starts the recipe in a process of its own; ends it (SIGKILL) after so many epochs. Answers the lines that it wrote. */
  async function follow(home: string, mostEpochs: number): Promise<{ readonly signal: string | null; readonly lines: readonly unknown[] }> {
    const words = ['--import', 'tsx', resolve('test/recipe/recipe-child.ts'), data, home, ...built.map(({ entry }) => entry)];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      if (text.split('\n').length > mostEpochs) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    return {
      signal,
      lines: text
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    };
  }

  test('killed in the middle and started again makes a model with a threshold, a calibration and a card', async () => {
    const home = temporaryFolder();
    expect(await follow(home, 1)).toMatchObject({ signal: 'SIGKILL', lines: [{ run: 1, epochs: 1 }] });
    const { signal, lines } = await follow(home, 1000);
    expect(signal).toBeNull();
    const made = lines.at(-1) as { readonly folder: string; readonly measured: readonly { readonly figures: { readonly n: number } }[] };
    // The second epoch of the first run, and the second run's two.
    expect(lines.slice(0, -1)).toEqual([
      { run: 1, epochs: 1 },
      { run: 2, epochs: 2 },
      { run: 2, epochs: 3 },
    ]);
    expect(made.measured.map(({ figures }) => figures.n > 0)).toEqual([true]);

    const { card } = await readModelFolder(made.folder);
    expect(card).toMatchObject({
      id: 'rsna-slice-60',
      inputSize: 64,
      threshold: card.operatingPoints.find(({ name }) => name === 'balanced')?.threshold ?? NaN,
      operatingPoints: [{ name: 'triage' }, { name: 'balanced' }, { name: 'rule-in' }],
      calibration: { method: 'Platt scaling of the logit' },
      evaluation: [{ images: 12 }, { name: 'RSNA adults, test patients (scored at the end)' }],
      trainingData: [{ images: 48 }],
      recordedScores: [expect.any(Object), expect.any(Object), expect.any(Object)],
      ensemble: { members: 1, passes: 2 },
    });
  }, 480_000);
});
