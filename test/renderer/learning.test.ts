import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DatasetForm } from '../../src/renderer/state/dataset-form.svelte';
import { Datasets, ingestRate } from '../../src/renderer/state/datasets.svelte';
import { Models } from '../../src/renderer/state/models.svelte';
import { RunPage } from '../../src/renderer/state/run-page.svelte';
import { noFilter, Runs } from '../../src/renderer/state/runs.svelte';
import { TrainingForm } from '../../src/renderer/state/training-form.svelte';
import { epochsDone, Training } from '../../src/renderer/state/training.svelte';
import type { DatasetAudit, DatasetSummary, IngestProgress } from '../../src/shared/dataset';
import { ExpectedFailure } from '../../src/shared/failure';
import type { Failure } from '../../src/shared/failure';
import type { AuditEntry, ModelComparison, ModelSummary } from '../../src/shared/model';
import type { EpochMetrics, RunDetail, RunState, RunSummary, TrainingEvent } from '../../src/shared/training';
import { defaultsOf } from '../../src/shared/training-presets';
import { clientOf } from './client-of';

const refusal: Failure = { code: 'run-busy', message: 'Run 3 is being trained: one run at a time.' };
const refuse = (): never => {
  throw new ExpectedFailure(refusal);
};
const nobody = (): void => undefined;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('datasets', () => {
  const dataset = (name: string, locked: boolean): DatasetSummary => ({ name, locked }) as DatasetSummary;
  const progress = (change: Partial<IngestProgress>): IngestProgress => ({
    name: 'ward',
    state: 'running',
    imagesDone: 30,
    imagesFound: 100,
    elapsedMilliseconds: 2000,
    remainingMilliseconds: 4000,
    failure: null,
    ...change,
  });

  test('what is locked is for comparing models, the rest for training', async () => {
    const datasets = new Datasets(clientOf({ 'datasets.list': () => [dataset('a', false), dataset('b', true)] }), nobody);
    const before = datasets.all;
    await datasets.load();
    expect([before, datasets.trainable, datasets.locked]).toEqual([null, [dataset('a', false)], [dataset('b', true)]]);
  });

  test('an ingest that ends well leaves its place to the dataset; one that fails stays until it was read', async () => {
    const client = clientOf({ 'datasets.list': () => [dataset('ward', false)] });
    const datasets = new Datasets(client, nobody);
    const failed = progress({ name: 'broken', state: 'failed', failure: refusal });
    for (const one of [progress({}), failed, progress({ state: 'finished', imagesDone: 100 })]) datasets.receive(one);
    await vi.advanceTimersByTimeAsync(0);
    const shown = datasets.ingests;
    datasets.close('broken');
    expect([shown, datasets.ingests, datasets.all, client.asked.length]).toEqual([[failed], [], [dataset('ward', false)], 2]);
  });

  test('the rate is images a second, once there is one', () => {
    expect([ingestRate(progress({})), ingestRate(progress({ imagesDone: 0 }))]).toEqual([15, null]);
  });

  test('the audit of a dataset left meanwhile does not come up', async () => {
    const answers: Record<string, (audit: DatasetAudit) => void> = {};
    const client = clientOf({ 'datasets.audit': ({ name }) => new Promise((resolve) => (answers[name] = resolve)) });
    const datasets = new Datasets(client, nobody);
    void datasets.show('a');
    void datasets.show('b');
    await vi.advanceTimersByTimeAsync(0);
    answers.a?.({ name: 'a' } as DatasetAudit);
    await vi.advanceTimersByTimeAsync(0);
    const early = datasets.audit;
    answers.b?.({ name: 'b' } as DatasetAudit);
    await vi.advanceTimersByTimeAsync(0);
    expect([early, datasets.audit, datasets.audited]).toEqual([null, { name: 'b' }, 'b']);
  });

  test('the form says what is missing, adds what was filled in, and is empty then', async () => {
    const client = clientOf({ 'datasets.choose': ({ what }) => (what === 'labels' ? null : `/data/${what}`) });
    const form = new DatasetForm(new Datasets(client, nobody));
    const missing = [form.missing];
    form.name = ' ward ';
    missing.push(form.missing);
    await form.choose('images');
    await form.choose('labels');
    missing.push(form.missing);
    form.kind = 'folders';
    missing.push(form.missing);
    form.positive = 'PNEUMONIA, , COVID';
    form.locked = true;
    missing.push(form.missing);
    await form.add();
    expect([missing, client.asked.at(-1), form.name, form.locked]).toEqual([
      [
        'Give the dataset a name.',
        'Choose the folder of images.',
        'Choose the file of labels.',
        'Name the folders that count as opacity.',
        '',
      ],
      [
        'datasets.add',
        { name: 'ward', source: { kind: 'folders', images: '/data/images', positive: ['PNEUMONIA', 'COVID'] }, locked: true },
      ],
      '',
      false,
    ]);
  });
});

describe('training form', () => {
  test('a preset’s own value is no change; others are kept across presets and reset', () => {
    const form = new TrainingForm(clientOf({}), nobody);
    form.change('epochs', '12');
    const untouched = form.changed;
    form.change('epochs', '3');
    form.change('noise', '0.1');
    form.choosePreset('transfer');
    const changed = form.settings;
    const advanced = form.advancedChanges;
    form.reset();
    expect([untouched, changed, advanced, form.settings]).toEqual([
      false,
      { ...defaultsOf('transfer'), epochs: 3, noise: 0.1 },
      1,
      defaultsOf('transfer'),
    ]);
  });

  test('says what keeps a run from starting, and asks for nothing until then', async () => {
    const client = clientOf({ 'training.start': () => ({ run: 4 }) });
    const form = new TrainingForm(client, nobody);
    const problems = [form.problem];
    form.chooseDataset('ward');
    form.change('epochs', 'many');
    problems.push(form.problem);
    const wrong = [form.isWrong('epochs'), form.isWrong('seed'), await form.start()];
    form.change('epochs', '2');
    problems.push(form.problem);
    expect([problems, wrong, await form.start(), client.asked]).toEqual([
      ['Choose a dataset.', 'Epochs (epochs) is a whole number from 1 to 1000.', ''],
      [true, false, null],
      4,
      [['training.start', { dataset: 'ward', settings: { ...defaultsOf('deep-cnn'), epochs: 2 } }]],
    ]);
  });

  test('an estimate of older choices is not shown beside newer ones', async () => {
    const answers: ((estimate: unknown) => void)[] = [];
    const form = new TrainingForm(clientOf({ 'training.estimate': () => new Promise((resolve) => answers.push(resolve)) }), nobody);
    form.chooseDataset('ward');
    const measuring = form.measure();
    await vi.advanceTimersByTimeAsync(0);
    form.change('batchSize', '8');
    answers[0]?.({ secondsAnEpoch: 9 });
    await measuring;
    expect([form.estimate, form.estimating]).toEqual([null, false]);
  });

  test('takes over a run’s choices with half the batch', () => {
    const form = new TrainingForm(clientOf({}), nobody);
    const settings = { ...defaultsOf('transfer'), batchSize: 32, seed: 7 };
    form.fill('ward', settings, { batchSize: 16 });
    // 16 is the preset's own batch: only the seed differs from it.
    expect([form.dataset, form.settings, form.advancedChanges, form.textOf('seed')]).toEqual([
      'ward',
      { ...settings, batchSize: 16 },
      0,
      '7',
    ]);
  });
});

const metrics = (epoch: number): EpochMetrics => ({ epoch, validationLoss: 1 / epoch, auc: 0.5 + epoch / 10 }) as EpochMetrics;
const summary = (run: number, state: RunState, change: Partial<RunSummary> = {}): RunSummary => ({
  run,
  dataset: 'ward',
  datasetSha256: 'ab',
  settings: defaultsOf('deep-cnn'),
  state,
  createdAtMs: run * 1000,
  endedAtMs: null,
  epoch: 2,
  best: metrics(2),
  notes: '',
  modelId: null,
  failure: null,
  ...change,
});

describe('the run that goes on', () => {
  const started: TrainingEvent = {
    event: 'started',
    run: 5,
    epochs: 4,
    stepsAnEpoch: 10,
    epoch: 0,
    step: 0,
    parameters: 99,
    device: 'CPU, 2 threads',
    tensorflowVersion: '2.9.1',
    inexact: null,
  };
  const step = (epoch: number, at: number, loss: number): TrainingEvent => ({
    event: 'step',
    run: 5,
    epoch,
    step: at,
    loss,
    learningRate: 0.1,
    imagesPerSecond: 20,
    secondsLeft: 60,
  });

  test('grows its curves by what the trainer says', () => {
    vi.setSystemTime(1000);
    const training = new Training(clientOf({}), nobody);
    const said: readonly TrainingEvent[] = [
      started,
      step(1, 5, 0.7),
      { event: 'epoch', run: 5, best: true, ...metrics(1) },
      { event: 'checkpoint', run: 5, epoch: 1, step: 0, weightsSha256: 'ab' },
      { event: 'warning', run: 5, code: 'disk-full', message: 'The disk is full.' },
      step(2, 5, 0.6),
    ];
    for (const event of said) training.receive(event);
    const live = training.running;
    expect([live?.stepLosses, live?.epochMetrics.map(({ epoch }) => epoch), live?.savedAtMs, live?.warnings]).toEqual([
      [
        { epoch: 0.5, value: 0.7 },
        { epoch: 1.5, value: 0.6 },
      ],
      [1],
      1000,
      ['The disk is full.'],
    ]);
    expect(live === null ? null : epochsDone(live)).toBe(1.5);
  });

  test('a pause is asked for once and told by the trainer; a refused one is taken back', async () => {
    const reported: Failure[] = [];
    const client = clientOf({ 'training.control': ({ verb }) => (verb === 'stop' ? refuse() : null) });
    const training = new Training(client, (failure) => reported.push(failure));
    training.receive(started);
    await training.control('stop');
    const refused = training.running?.asked;
    await training.control('pause');
    const asked = training.running?.asked;
    const end: TrainingEvent = { event: 'finished', run: 5, state: 'paused', weightsSha256: 'ab', modelId: null };
    training.receive(end);
    expect([refused, asked, training.running, training.live?.end, reported]).toEqual([null, 'pause', null, end, [refusal]]);
    training.close();
    expect(training.live).toBe(null);
  });

  test('a run that went on before the window opened is joined with its epochs', async () => {
    const detail = {
      ...summary(5, 'running'),
      epochs: [metrics(1)],
      trainingImages: 170,
      warnings: [],
      device: 'CPU',
    } as unknown as RunDetail;
    const client = clientOf({ 'runs.show': () => detail });
    const training = new Training(client, nobody);
    training.receive(step(2, 5, 0.6));
    training.receive(step(2, 6, 0.6));
    await vi.advanceTimersByTimeAsync(0);
    const silent = training.running?.heard;
    training.receive(step(2, 7, 0.5));
    const live = training.running;
    // 170 images in batches of 16 are 10 whole batches.
    expect([silent, live?.heard, live?.stepsAnEpoch, live?.epochMetrics, live?.stepLosses, client.asked.length]).toEqual([
      false,
      true,
      10,
      [metrics(1)],
      [{ epoch: 1.7, value: 0.5 }],
      1,
    ]);
  });

  test('a run of another process leaves the screen when the history says that it ended', async () => {
    let state: RunState = 'running';
    const answer = () => ({ ...summary(5, state), epochs: [metrics(1)], trainingImages: 160, warnings: [], device: 'CPU' });
    const training = new Training(clientOf({ 'runs.show': answer }), nobody);
    await training.join(5);
    await training.refresh();
    const still = training.live?.run;
    state = 'finished';
    await training.refresh();
    expect([still, training.live]).toEqual([5, null]);
  });
});

describe('runs', () => {
  const all = [
    summary(1, 'finished', { best: metrics(1), dataset: 'a' }),
    summary(2, 'interrupted', { best: null }),
    summary(3, 'paused', { best: metrics(3), settings: defaultsOf('seed-cnn') }),
  ];
  const numbers = (runs: Runs): readonly number[] => runs.shown.map(({ run }) => run);

  test('are filtered and sorted, and those that can go on are known', async () => {
    const runs = new Runs(clientOf({ 'runs.list': () => all }), nobody);
    await runs.load();
    const orders = [numbers(runs)];
    runs.sortBy('AUC');
    orders.push(numbers(runs));
    runs.narrow({ preset: 'deep-cnn', dataset: 'ward' });
    orders.push(numbers(runs));
    runs.narrow({ state: 'failed' });
    orders.push(numbers(runs));
    runs.narrow(noFilter);
    expect([orders, numbers(runs).length, runs.datasets, runs.resumable.map(({ run }) => run)]).toEqual([
      [[3, 2, 1], [3, 1, 2], [2], []],
      3,
      ['a', 'ward'],
      [2, 3],
    ]);
  });

  test('are compared side by side, at most four; another mark ends the comparison', async () => {
    const client = clientOf({ 'runs.show': ({ run }) => ({ run }) });
    const runs = new Runs(client, nobody);
    for (const run of [1, 2, 3, 4, 5, 3]) runs.toggle(run);
    const selected = runs.selected;
    await runs.compare();
    const compared = runs.compared.map(({ run }) => run);
    runs.toggle(2);
    expect([selected, compared, runs.compared]).toEqual([[2, 4, 5], [2, 4, 5], []]);
  });
});

describe('a run’s page', () => {
  test('stores notes once the typing pauses, or at once when the page is left, and never overwrites them meanwhile', async () => {
    const client = clientOf({ 'runs.show': () => ({ ...summary(1, 'finished', { notes: 'old' }) }), 'runs.curves': () => ({ roc: [] }) });
    const page = new RunPage(1, client, nobody);
    await page.load();
    const before = page.notes;
    page.write('n');
    page.write('new');
    await page.load();
    const typed = [page.notes, page.notesSaved];
    await page.saveNotes();
    await vi.advanceTimersByTimeAsync(1000);
    const stored = client.asked.filter(([name]) => name === 'runs.note').map(([, input]) => input);
    expect([before, typed, stored, page.notesSaved, page.curves]).toEqual([
      'old',
      ['new', false],
      [{ run: 1, notes: 'new' }],
      true,
      { roc: [] },
    ]);
  });

  test('says so where an image can’t be opened', async () => {
    const reported: Failure[] = [];
    const client = clientOf({ 'runs.open-image': ({ record }) => (record === 1 ? refuse() : { importId: 1 }) });
    const page = new RunPage(1, client, (failure) => reported.push(failure));
    expect([await page.openImage(0), await page.openImage(1), reported]).toEqual([true, false, [refusal]]);
  });
});

describe('models', () => {
  const model = (id: string, active: boolean): ModelSummary => ({ id, name: id, sha256: `${id}-hash`, active, run: null }) as ModelSummary;
  const comparison = { candidateId: 'new', candidateSha256: 'new-hash', activeSha256: 'old-hash', verdict: 'worse' } as ModelComparison;
  const entry = (number: number, action: AuditEntry['action']): AuditEntry => ({ number, action }) as AuditEntry;

  test('a candidate comes into force only after a comparison that still holds, and can be undone in one step', async () => {
    let activeId = 'old';
    const trail: AuditEntry[] = [];
    const client = clientOf({
      'models.list': () => ['old', 'new'].map((id) => model(id, id === activeId)),
      'audit.list': () => ({ total: trail.length, entries: trail.toReversed() }),
      'models.compare': () => comparison,
      'models.activate': ({ modelId }) => {
        activeId = modelId;
        trail.push(entry(1, 'model-activated'), entry(2, 'model-exported'));
      },
      'models.rollback': () => {
        activeId = 'old';
        trail.push(entry(3, 'model-rolled-back'));
      },
    });
    const models = new Models(client, nobody);
    await models.load();
    const first = models.chosen?.id;
    models.choose('new');
    await models.activate(true);
    const early = models.active?.id;
    await models.compare();
    const known = models.comparison;
    await models.activate(true);
    const activated = [models.active?.id, models.comparison, models.mayRollBack];
    await models.rollBack();
    expect([first, early, known, activated, models.active?.id, models.mayRollBack, models.trail.map(({ number }) => number)]).toEqual([
      'old',
      'old',
      comparison,
      ['new', null, true],
      'old',
      false,
      [3, 2, 1],
    ]);
    expect(client.asked.filter(([name]) => name === 'models.activate')).toEqual([['models.activate', { modelId: 'new', despite: true }]]);
  });

  test('a comparison is forgotten with its test set, and its failure is told', async () => {
    const client = clientOf({
      'models.list': () => [model('old', true), model('new', false)],
      'audit.list': () => ({ total: 0, entries: [] }),
      'models.compare': ({ dataset }) => (dataset === null ? refuse() : comparison),
    });
    const models = new Models(client, nobody);
    await models.load();
    models.choose('new');
    await models.compare();
    const failure = models.comparisonFailure;
    models.chooseTestSet('locked');
    await models.compare();
    const known = models.comparison;
    models.chooseTestSet(null);
    expect([failure, known, models.comparison, models.comparisonFailure]).toEqual([refusal, comparison, null, null]);
  });
});
