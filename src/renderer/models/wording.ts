import type { AuditEntry, ModelCard, ModelComparison, ModelSummary } from '../../shared/model';

export function originWords({ origin, run }: Pick<ModelSummary, 'origin' | 'run'>): string {
  if (origin === 'shipped') return 'Came along';
  if (origin === 'imported') return 'Imported';
  return run === null ? 'Trained here' : `From run ${run}`;
}

/** The figures that say most of a model: those on test images where there are any. */
export function leadingFigures({ evaluation }: Pick<ModelCard, 'evaluation'>): string {
  const figures = evaluation.find(({ name }) => /test/i.test(name)) ?? evaluation[0];
  return figures === undefined ? 'No figures' : `AUC ${figures.auc.toFixed(3)}: ${figures.name}`;
}

/** What a comparison comes to, before any number. */
export const verdictWords: Readonly<Record<ModelComparison['verdict'], string>> = {
  better: 'The candidate does better than the model in force.',
  'not worse': 'No difference could be shown.',
  worse: 'The candidate does worse than the model in force.',
};

function signed(value: number): string {
  const figure = Math.abs(value).toFixed(3);
  return Number(figure) === 0 ? figure : `${value < 0 ? '−' : '+'}${figure}`;
}

/** The AUC difference with its interval, as a sentence. */
export function differenceWords({ aucDifference, differenceLow, differenceHigh, candidateAuc, activeAuc }: ModelComparison): string {
  const interval = `95 % interval ${signed(differenceLow)} to ${signed(differenceHigh)}`;
  return `AUC ${candidateAuc.toFixed(3)} against ${activeAuc.toFixed(3)}: ${signed(aucDifference)} (${interval}).`;
}

export const actionWords: Readonly<Record<AuditEntry['action'], string>> = {
  'model-activated': 'Model put in force',
  'model-rolled-back': 'Model rolled back',
  'model-imported': 'Model imported',
  'model-exported': 'Model exported',
  'run-exported': 'Run exported',
  'verdict-given': 'Verdict given',
  'verdict-withdrawn': 'Verdict withdrawn',
};

/** An entry's details as 'name: value' lines; hashes are shortened. */
export function detailLines({ detail }: AuditEntry): readonly string[] {
  return Object.entries(detail)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
      const shown = typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 12)}…` : String(value);
      return `${words}: ${typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(4) : shown}`;
    });
}
