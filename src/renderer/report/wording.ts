import type { PlaceholderProblem, ReportSection, StoredReport } from '../../shared/report';
import { formatAgainst, formatMoment } from '../format';
import { t } from '../words.svelte';
import type { AnalysisBasis } from '../../shared/report';

/** Rows a section's field begins with; findings are the longest. */
export const sectionRows: Readonly<Record<ReportSection, number>> = {
  indication: 2,
  technique: 2,
  comparison: 2,
  findings: 6,
  impression: 3,
};

/** What is wrong with a placeholder, and what to do. */
export function problemWords({ section, placeholder, why }: PlaceholderProblem): string {
  return t(`report:problem.${why}`, { section: t(`report:sections.${section}`), placeholder: `{${placeholder}}` });
}

export function signedWords({ finalisedBy, finalisedAtMs }: StoredReport): string {
  return t('report:signed', { name: finalisedBy ?? '', moment: finalisedAtMs === null ? '' : formatMoment(finalisedAtMs) });
}

export function basisWords(basis: AnalysisBasis | null): string {
  if (basis === null) return t('report:basis.none');
  const { probability, threshold } = formatAgainst(basis.probability, basis.threshold);
  return t('report:basis.score', { model: basis.modelName, probability, threshold, moment: formatMoment(basis.computedAtMs) });
}
