import { expect, test } from 'vitest';
import { giveVerdict } from '../../src/main/services/give-verdict';
import { readFigures } from '../../src/main/services/read-figures';
import { recordModel } from '../../src/main/store/models';
import { recordFailure, recordPrediction } from '../../src/main/store/results';
import { recordImages } from '../../src/main/store/studies';
import { plainVerdict } from '../../src/shared/verdict';
import { emptyHistory, heatmap, image, model, prediction } from '../store/builders';

const otherModel = { ...model, sha256: 'cd'.repeat(32), card: { ...model.card, id: 'second', name: 'Second network' } };
/** By the machine's clock: a Wednesday, and the one after. */
const [wednesday, nextWednesday] = [new Date(2026, 10, 25, 12).getTime(), new Date(2026, 11, 2, 12).getTime()];

/** Threshold 0.4. Images 1 to 4 are scored and read, 5 is scored only, 6 is refused, 7 belongs to another model. */
function room() {
  const db = emptyHistory();
  recordModel(db, model);
  recordModel(db, otherModel);
  recordImages(
    db,
    [1, 2, 3, 4, 5, 6, 7].map((n) => image(n)),
    1,
  );
  const score = (instanceId: number, probability: number, computedAtMs: number, sha256 = model.sha256) =>
    recordPrediction(db, instanceId, { ...prediction(probability), computedAtMs, modelSha256: sha256 }, heatmap());
  score(1, 0.1, wednesday); // an earlier look: the newest counts
  score(1, 0.9, wednesday);
  score(2, 0.2, wednesday);
  score(3, 0.8, wednesday);
  score(4, 0.35, nextWednesday);
  score(5, 0.6, nextWednesday);
  const run = { modelId: 'first', modelSha256: model.sha256 };
  recordFailure(db, 6, { code: 'not-frontal-chest', message: 'A lateral view.' }, run, nextWednesday);
  score(7, 0.9, wednesday, otherModel.sha256);
  const decide = (instanceId: number, positive: boolean) =>
    giveVerdict(db, { instanceId, verdict: plainVerdict(positive), changes: [] }, 1);
  decide(1, false); // taken back by the next
  decide(1, true);
  decide(2, false);
  decide(3, false);
  decide(4, true);
  decide(7, true);
  decide(5, true); // withdrawn: it counts for nothing
  giveVerdict(db, { instanceId: 5, verdict: null, changes: [] }, 2);
  return db;
}

const always = { modelSha256: null, fromMs: null, beforeMs: null };

test('figures of a model version beside the reader’s verdicts, and what they disagree about', async () => {
  const figures = await readFigures(room(), always, model.sha256);
  const whose = (n: number) => ({ studyId: n, instanceId: n, patientName: 'Doe, Jane', patientId: `P${n}`, studyDate: '2019-05-06' });
  const { reader, weeks, ...others } = figures;
  expect(others).toEqual({
    models: [
      { modelSha256: otherModel.sha256, modelId: 'second', modelName: 'Second network', active: false },
      { modelSha256: model.sha256, modelId: 'first', modelName: 'First network', active: true },
    ],
    modelSha256: model.sha256,
    images: 6,
    scored: 5,
    refused: 1,
    failed: 0,
    disagreements: [
      { ...whose(3), probability: 0.8, threshold: 0.4, positive: false },
      { ...whose(4), probability: 0.35, threshold: 0.4, positive: true },
    ],
  });
  const { truePositives, falseNegatives, trueNegatives, falsePositives, read, auc } = reader;
  // Positives 0.9 and 0.35, negatives 0.2 and 0.8: three of four pairs are in order.
  expect({ truePositives, falseNegatives, trueNegatives, falsePositives, read, auc: auc?.value }).toEqual({
    truePositives: 1,
    falseNegatives: 1,
    trueNegatives: 1,
    falsePositives: 1,
    read: 4,
    auc: 0.75,
  });
  expect(weeks.map(({ name, images, refused, quartiles }) => [name, images, refused, quartiles?.median])).toEqual([
    ['2026-W48', 3, 0, 0.8],
    ['2026-W49', 3, 1, expect.closeTo(0.475, 9)],
  ]);
});

test('a span of time and another model narrow it; where nothing is left there is no figure', async () => {
  const db = room();
  const later = await readFigures(db, { ...always, fromMs: nextWednesday, beforeMs: null }, model.sha256);
  const other = await readFigures(db, { ...always, modelSha256: otherModel.sha256 }, model.sha256);
  const none = await readFigures(db, { ...always, beforeMs: wednesday }, model.sha256);
  expect([
    [later.images, later.reader.read, later.reader.specificity],
    [other.images, other.reader.truePositives, other.reader.auc],
    [none.images, none.reader.agreement, none.weeks],
  ]).toEqual([
    [3, 1, null],
    [1, 1, null],
    [0, null, []],
  ]);
});
