import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createModels, type Models } from '../../src/main/services/models';
import { readAuditTrail, verifyAuditTrail } from '../../src/main/store/audit-trail';
import type { Database } from '../../src/main/store/database';
import type { ModelComparison } from '../../src/shared/model';
import { smallCard, writeSmallModel } from '../support/small-model';
import { emptyHistory, failureOfPromise, temporaryFolder } from '../store/builders';

let db: Database;
let home: string;
let changes: string[];

beforeEach(async () => {
  db = emptyHistory();
  home = temporaryFolder();
  changes = [];
  await writeSmallModel(join(home, 'shipped'), { ...smallCard, id: 'first' }, 1);
  await writeSmallModel(join(home, 'added'), { ...smallCard, id: 'second' }, 2);
  await writeSmallModel(join(home, 'added'), { ...smallCard, id: 'third' }, 3);
});

function open(modelId?: string): Promise<Models> {
  const folders = { shipped: join(home, 'shipped'), added: join(home, 'added') };
  return createModels({ db, folders, modelId, onChange: ({ card }) => changes.push(card.id) });
}

async function comparison(models: Models, id: string, verdict: ModelComparison['verdict']): Promise<ModelComparison> {
  const [candidate, active] = [(await models.find(id)).model, (await models.find('active')).model];
  return {
    candidateId: id,
    candidateSha256: candidate.sha256,
    activeId: active.card.id,
    activeSha256: active.sha256,
    testSet: 'all of chests',
    images: 100,
    positives: 40,
    candidateAuc: 0.8,
    activeAuc: 0.9,
    aucDifference: -0.1,
    differenceLow: -0.15,
    differenceHigh: -0.05,
    pValue: 0.01,
    atSpecificity: 0.9,
    candidateSensitivity: 0.5,
    activeSensitivity: 0.6,
    verdict,
    cautions: [],
    comparedAtMs: 1,
  };
}

const active = (models: Models): string => models.active().model.card.id;

test('a candidate comes into force once it was compared with the model in force and is not worse', async () => {
  const models = await open();
  const refusals = [await failureOfPromise(models.activate('second', { despite: false }))];
  models.recordComparison(await comparison(models, 'second', 'worse'));
  refusals.push(await failureOfPromise(models.activate('second', { despite: false })));
  models.recordComparison(await comparison(models, 'second', 'not worse'));
  await models.activate('second', { despite: false });
  // Compared with the first model, but not with the one now in force.
  refusals.push(await failureOfPromise(models.activate('second', { despite: false })));
  refusals.push(await failureOfPromise(models.activate('third', { despite: false })));
  expect(refusals).toEqual([
    {
      code: 'gate-closed',
      message: 'The model second was not compared with first, which is in force. Compare the two first, or activate it despite the gate.',
    },
    {
      code: 'gate-closed',
      message:
        'The model second is worse than first, which is in force (AUC 0.8000 against 0.9000 on all of chests). Keep first, or activate second despite the gate.',
    },
    { code: 'gate-closed', message: 'The model second is in force already.' },
    {
      code: 'gate-closed',
      message: 'The model third was not compared with second, which is in force. Compare the two first, or activate it despite the gate.',
    },
  ]);
  expect({ active: active(models), again: active(await open()), changes }).toEqual({
    active: 'second',
    again: 'second',
    changes: ['second'],
  });
});

test('each rollback undoes one activation, and the audit trail keeps them all', async () => {
  const models = await open();
  models.recordComparison(await comparison(models, 'second', 'worse'));
  await models.activate('second', { despite: true });
  await models.activate('third', { despite: true });
  await models.rollback();
  expect(active(await open())).toBe('second');
  await models.rollback();
  expect(active(await open())).toBe('first');
  expect(await failureOfPromise(models.rollback())).toEqual({
    code: 'gate-closed',
    message: 'There is no activation to undo: first, which came along, is in force.',
  });
  const told = readAuditTrail(db)
    .entries.toReversed()
    .map(({ action, detail }) => [action, detail.previousId, detail.modelId, detail.verdict, detail.despite]);
  expect({ told, changes, check: verifyAuditTrail(db) }).toEqual({
    told: [
      ['model-activated', 'first', 'second', 'worse', true],
      ['model-activated', 'second', 'third', null, true],
      ['model-rolled-back', 'third', 'second', undefined, undefined],
      ['model-rolled-back', 'second', 'first', undefined, undefined],
    ],
    changes: ['second', 'third', 'second', 'first'],
    check: { entries: 4, firstBroken: null },
  });
});

test('lists the model that came along and those added, and opens one for a single process', async () => {
  const models = await open('third');
  await models.find('second');
  const listed = models.list().map(({ id, origin, run, active: isActive }) => [id, origin, run, isActive]);
  expect({ listed, used: active(models), shipped: (await models.find('shipped')).model.card.id }).toEqual({
    listed: [
      ['first', 'shipped', null, true],
      ['third', 'imported', null, false],
      ['second', 'imported', null, false],
    ],
    used: 'third',
    shipped: 'first',
  });
  const unknown = await Promise.all(['none-such', '../shipped/first', ''].map((id) => failureOfPromise(models.find(id))));
  expect(unknown.map((failure) => failure?.code)).toEqual(['model-unusable', 'model-unusable', 'model-unusable']);
});

test.each([
  ['gone', (folder: string) => rm(folder, { recursive: true }), 'There is no model second.'],
  [
    'cut short',
    (folder: string) => truncate(join(folder, 'weights.bin'), 100),
    /weights\.bin has 100 bytes where its model\.json asks for/,
  ],
  // Whole and sound, but not what was compared and activated.
  ['replaced', () => writeSmallModel(join(home, 'added'), { ...smallCard, id: 'second' }, 9).then(() => undefined), /were changed\.$/],
])('a model in force that is %s is reported, and the one that came along takes its place', async (_, damage, reason) => {
  await (await open()).activate('second', { despite: true });
  await damage(join(home, 'added', 'second'));
  const models = await open();
  expect({ active: active(models), problem: models.problem() }).toMatchObject({
    active: 'first',
    problem: { code: 'model-unusable', message: expect.stringMatching(reason) },
  });
  expect(models.problem()?.message).toMatch(/^The model second cannot be used, so first, which came along, is in force\./);
  await models.activate('third', { despite: true });
  expect({ active: active(models), problem: models.problem() }).toEqual({ active: 'third', problem: null });
});
