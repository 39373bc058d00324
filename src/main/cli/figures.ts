import { fail } from '../../shared/failure';
import type { Figures } from '../../shared/figures';
import type { Estimate } from '../../shared/model-card';
import { readFigures } from '../services/read-figures';
import { textTable } from '../services/text-table';
import { modelsWithResults } from '../store/model-results';
import { type Action, print, UsageError } from './command';

/** `figures [MODEL]`: how a model version did beside the reader, and week by week; the one in force without MODEL. */
export function figures(operands: readonly string[], { json }: { readonly json: boolean }): Action {
  const [name, ...others] = operands;
  if (others.length > 0) throw new UsageError('figures takes one model at most, by its id or the beginning of its hash.');
  return async ({ db, models }) => {
    const known =
      name === undefined ? undefined : modelsWithResults(db).find((one) => one.modelId === name || one.modelSha256.startsWith(name));
    if (name !== undefined && known === undefined) fail('model-unusable', `The history holds no result of a model ${name}.`);
    const query = { modelSha256: known?.modelSha256 ?? null, fromMs: null, beforeMs: null };
    const found = await readFigures(db, query, models.active().model.sha256);
    print(json ? JSON.stringify(withoutPatients(found)) : describe(found));
    return true;
  };
}

/** What leaves the history by this way names studies by their number only. */
function withoutPatients({ disagreements, ...others }: Figures) {
  return { ...others, disagreements: disagreements.map(({ patientName: _name, patientId: _id, ...one }) => one) };
}

function describe({ modelSha256, images, scored, refused, failed, reader, weeks }: Figures): string {
  const row = (name: string, estimate: Estimate | null): string[] =>
    estimate === null ? [name, '-', ''] : [name, share(estimate.value), `${share(estimate.low)} to ${share(estimate.high)}`];
  const { read, truePositives, falseNegatives, trueNegatives, falsePositives } = reader;
  return [
    `Model ${modelSha256.slice(0, 12)}: ${images} images, ${scored} scored, ${refused} not scored, ${failed} failed, ${read} with a verdict`,
    '',
    ...textTable([
      ['Figure', 'Value', '95 % interval'],
      row('Agreement', reader.agreement),
      row('Sensitivity', reader.sensitivity),
      row('Specificity', reader.specificity),
      row('AUC', reader.auc),
    ]),
    `Found ${truePositives}, missed ${falseNegatives}, cleared ${trueNegatives}, suspected without cause ${falsePositives}`,
    '',
    ...textTable([
      ['Week', 'Images', 'Lower quartile', 'Median', 'Upper quartile', 'Not scored', 'Failed'],
      ...weeks.map((week) => [
        week.name,
        String(week.images),
        ...[week.quartiles?.low, week.quartiles?.median, week.quartiles?.high].map((value) => (value === undefined ? '-' : share(value))),
        String(week.refused),
        String(week.failed),
      ]),
    ]),
  ].join('\n');
}

const share = (value: number): string => value.toFixed(3);
