import type { AuditEntry, ModelCard, ModelComparison, ModelSummary } from '../../shared/model';
import { formatFixed } from '../format';
import { recordedText } from '../recorded';
import { t } from '../words.svelte';

export function originWords({ origin, run }: Pick<ModelSummary, 'origin' | 'run'>): string {
  if (origin !== 'trained') return t(`models:origin.${origin}`);
  return run === null ? t('models:origin.trained') : t('models:origin.run', { run });
}

/** The figures that say most of a model: those on test images where there are any. */
export function leadingFigures({ evaluation }: Pick<ModelCard, 'evaluation'>): string {
  const figures = evaluation.find(({ name }) => /test/i.test(name)) ?? evaluation[0];
  if (figures === undefined) return t('models:noFigures');
  return t('models:leading', { auc: formatFixed(figures.auc, 3), name: recordedText(figures.name) });
}

/** What a comparison comes to, before any number. */
export function verdictWords(verdict: ModelComparison['verdict']): string {
  return t(verdict === 'not worse' ? 'models:verdicts.notWorse' : `models:verdicts.${verdict}`);
}

function signed(value: number): string {
  const figure = Math.abs(value).toFixed(3);
  const sign = Number(figure) === 0 ? '' : value < 0 ? '−' : '+';
  return `${sign}${formatFixed(Math.abs(value), 3)}`;
}

/** The AUC difference with its interval, as a sentence. */
export function differenceWords({ aucDifference, differenceLow, differenceHigh, candidateAuc, activeAuc }: ModelComparison): string {
  return t('models:difference', {
    candidate: formatFixed(candidateAuc, 3),
    active: formatFixed(activeAuc, 3),
    difference: signed(aucDifference),
    low: signed(differenceLow),
    high: signed(differenceHigh),
  });
}

/** The details that entries of the audit trail have now; those of older ones are told by the name they have in the file. */
const details = [
  'modelId',
  'modelSha256',
  'previousId',
  'previousSha256',
  'verdict',
  'testSet',
  'images',
  'aucDifference',
  'differenceLow',
  'differenceHigh',
  'despite',
  'state',
  'alreadyThere',
  'notTaken',
  'scope',
  'instance',
  'studies',
  'study',
  'form',
  'file',
  'report',
  'reader',
  'what',
  'entries',
  'lastSha256',
  'operatingPoint',
  'threshold',
  'previousPoint',
  'previousThreshold',
  'positive',
  'class',
  'boxes',
  'status',
  'cause',
  'formats',
  'deIdentified',
  'overlay',
  'files',
  'run',
] as const;

/** An entry's details as 'name: value' lines; hashes are shortened. Values stand as they were recorded. */
export function detailLines({ detail }: AuditEntry): readonly string[] {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      const shown = typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 12)}…` : String(value);
      return `${detailName(name)}: ${typeof value === 'number' && !Number.isInteger(value) ? formatFixed(value, 4) : shown}`;
    });
}

function detailName(name: string): string {
  const known = details.find((one) => one === name);
  return known === undefined ? name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase() : t(`models:details.${known}`);
}
