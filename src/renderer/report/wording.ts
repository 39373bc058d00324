import type { PlaceholderProblem, ReportSection, StoredReport } from '../../shared/report';
import { formatAgainst } from '../../shared/format-against';
import { formatMoment } from '../format';
import type { AnalysisBasis } from '../../shared/report';

export const sectionTitles: Readonly<Record<ReportSection, string>> = {
  indication: 'Indication',
  technique: 'Technique',
  comparison: 'Comparison',
  findings: 'Findings',
  impression: 'Impression',
};

/** Rows a section's field begins with; findings are the longest. */
export const sectionRows: Readonly<Record<ReportSection, number>> = {
  indication: 2,
  technique: 2,
  comparison: 2,
  findings: 6,
  impression: 3,
};

export const writtenWords: Readonly<Record<'nothing' | 'unsaved' | 'saved' | 'failed', string>> = {
  nothing: 'Nothing written yet',
  unsaved: 'Keeping…',
  saved: 'Draft kept',
  failed: 'Not kept',
};

const titleOf = (section: PlaceholderProblem['section']): string => (section === 'analysis' ? 'Computer analysis' : sectionTitles[section]);

/** What is wrong with a placeholder, and what to do. */
export function problemWords({ section, placeholder, why }: PlaceholderProblem): string {
  return why === 'unknown'
    ? `${titleOf(section)}: {${placeholder}} is not a known placeholder. Replace it here, or mend the template in Settings > Reports.`
    : `${titleOf(section)}: {${placeholder}} is a result of the computer’s and belongs in its own section only.`;
}

export function signedWords({ finalisedBy, finalisedAtMs }: StoredReport): string {
  return `Final, signed by ${finalisedBy ?? ''}, ${finalisedAtMs === null ? '' : formatMoment(finalisedAtMs)}`;
}

export function basisWords(basis: AnalysisBasis | null): string {
  if (basis === null) return 'No score was computed.';
  const { probability, threshold } = formatAgainst(basis.probability, basis.threshold);
  return `${basis.modelName}: probability ${probability} at threshold ${threshold}, ${formatMoment(basis.computedAtMs)}.`;
}
