import type { Confounder } from '../../../shared/dataset';
import type { DatasetCase } from '../dataset-case';
import { byName } from '../labels/list-images';
import { decadeOf, known, sizeOf } from './groups';

/** An honest dataset's label can be told from a header field by about this much: sicker patients lie down, and are older. */
export const warningAuc = 0.65;
const folds = 5;
/** A category's share of positives is drawn towards the whole dataset's by as much as so many cases of it would. */
const shrinkage = 2;
/** More sizes than this are no categories: they are grouped by their number of pixels. */
const mostSizes = 12;

/**
 * What each field that should say nothing says about the label: the area under the ROC curve of guessing a case's label from the share of
 * positives among the other cases of its category. "The others" are four fifths of the patients, in turn, and the area is taken within the
 * fifth left over and averaged: a share that counted the case itself would find a signal in any field of many values, and one that leaves
 * out just the case ranks it below its own kind, and finds less than none.
 */
export function confounders(cases: readonly DatasetCase[]): readonly Confounder[] {
  const foldOf = foldsByPatient(cases);
  const measure = (field: Confounder['field'], categoryOf: (one: DatasetCase) => string): Confounder => {
    const auc = aucOfCategory(cases, categoryOf, foldOf);
    return { field, auc, warns: auc !== null && auc >= warningAuc };
  };
  return [
    measure('view', (one) => one.view),
    measure('scanner', (one) => one.scanner),
    measure('sex', (one) => one.sex),
    measure('age', decadeOf),
    measure('image size', sizeCategory(cases)),
    measure('photometric interpretation', (one) => known(one.photometricInterpretation)),
  ];
}

function sizeCategory(cases: readonly DatasetCase[]): (one: DatasetCase) => string {
  if (new Set(cases.map(sizeOf)).size <= mostSizes) return sizeOf;
  // Powers of the square root of 2: neighbouring groups differ by half in area.
  return ({ widthPixels, heightPixels }) => String(Math.round(2 * Math.log2(widthPixels * heightPixels)));
}

/** Patients, those with a positive image first, dealt out in turn: every fold gets its share of both classes. */
function foldsByPatient(cases: readonly DatasetCase[]): ReadonlyMap<string, number> {
  const positive = new Map<string, boolean>();
  for (const one of cases) positive.set(one.patient, one.positive || positive.get(one.patient) === true);
  const order = [...positive].sort(([one, sick], [other, alsoSick]) => Number(alsoSick) - Number(sick) || byName(one, other));
  return new Map(order.map(([patient], index) => [patient, index % folds]));
}

interface Count {
  positives: number;
  all: number;
}

/** Null where the field has one value only, or no fold has both classes. */
function aucOfCategory(
  cases: readonly DatasetCase[],
  categoryOf: (one: DatasetCase) => string,
  foldOf: ReadonlyMap<string, number>,
): number | null {
  const categories = new Set(cases.map(categoryOf));
  if (categories.size < 2) return null;
  let [weighted, pairs] = [0, 0];
  for (let fold = 0; fold < folds; fold += 1) {
    const held = cases.filter((one) => foldOf.get(one.patient) === fold);
    const others = cases.filter((one) => foldOf.get(one.patient) !== fold);
    const score = sharesOf(others, categoryOf);
    const { wins, compared } = compare(held, (one) => score(categoryOf(one)));
    weighted += wins;
    pairs += compared;
  }
  return pairs === 0 ? null : Math.max(0.5, weighted / pairs);
}

function sharesOf(cases: readonly DatasetCase[], categoryOf: (one: DatasetCase) => string): (category: string) => number {
  const counts = new Map<string, Count>();
  let positives = 0;
  for (const one of cases) {
    const count = counts.get(categoryOf(one)) ?? { positives: 0, all: 0 };
    count.all += 1;
    if (one.positive) {
      count.positives += 1;
      positives += 1;
    }
    counts.set(categoryOf(one), count);
  }
  const overall = cases.length === 0 ? 0.5 : positives / cases.length;
  return (category) => {
    const { positives: own, all } = counts.get(category) ?? { positives: 0, all: 0 };
    return (own + shrinkage * overall) / (all + shrinkage);
  };
}

/** Pairs of a positive and a negative case, and in how many of them the positive has the higher score; a tie is half. */
function compare(cases: readonly DatasetCase[], scoreOf: (one: DatasetCase) => number): { wins: number; compared: number } {
  const byScore = new Map<number, Count>();
  for (const one of cases) {
    const score = scoreOf(one);
    const count = byScore.get(score) ?? { positives: 0, all: 0 };
    count.all += 1;
    if (one.positive) count.positives += 1;
    byScore.set(score, count);
  }
  let [wins, negativesBelow, positives] = [0, 0, 0];
  for (const [, count] of [...byScore].sort(([one], [other]) => one - other)) {
    const negatives = count.all - count.positives;
    wins += count.positives * (negativesBelow + negatives / 2);
    negativesBelow += negatives;
    positives += count.positives;
  }
  return { wins, compared: positives * negativesBelow };
}
