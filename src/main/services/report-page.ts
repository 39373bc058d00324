import { reportSections, type StoredReport } from '../../shared/report';
import { researchUseOnly } from '../../shared/research-use';
import type { StudyRow } from '../../shared/study';
import { basisSentence, moment } from './report-values';

/** What a printed page shows. Everything in it is text; the page has no script. */
export interface ReportPage {
  /** Who it is about; null where the page is de-identified. */
  readonly study: StudyRow | null;
  readonly pseudonym: string | null;
  readonly reports: readonly StoredReport[];
  readonly picture: PagePicture;
  readonly printedAtMs: number;
  readonly printedBy: string;
}

export interface PagePicture {
  /** Pixels of the picture as it is laid out: stretched where the original's pixels are not square. */
  readonly width: number;
  readonly height: number;
  /** Which image, for the line below it. */
  readonly caption: string;
  /** Names the overlay for what it is; null where there is none in the picture. */
  readonly legend: string | null;
  /** True where the overlay has colours, whose ramp is shown. */
  readonly hasRamp: boolean;
}

const titles = {
  indication: 'Indication',
  technique: 'Technique',
  comparison: 'Comparison',
  findings: 'Findings',
  impression: 'Impression',
} as const;

/** The page as HTML, with style.css, picture.png and ramp.png beside it. The picture's sides are in pixels of 1/96 inch. */
export function reportPageHtml(page: ReportPage): string {
  const { picture } = page;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(titleOf(page))}</title><link rel="stylesheet" href="style.css"></head>
<body>
<header><h1>Radiology report</h1><p class="notice">${researchUseOnly}</p></header>
${identity(page)}
${statusLine(page)}
<figure><img src="picture.png" alt="Key image" ${fitted(picture)}><figcaption>${escaped(picture.caption)}${legend(picture)}</figcaption></figure>
${page.reports.length === 0 ? '<p class="status">No report has been written.</p>' : page.reports.map((report, place) => reportHtml(report, place, page.study !== null)).join('\n')}
<footer>${printedLine(page)}${researchUseOnly}</footer>
</body>
</html>
`;
}

/** When and by whom; a de-identified page does not say. */
function printedLine({ study, printedAtMs, printedBy }: ReportPage): string {
  if (study === null) return '';
  return `Printed ${moment(printedAtMs)}${printedBy === '' ? '' : ` by ${escaped(printedBy)}`}. `;
}

const titleOf = ({ study, pseudonym }: ReportPage): string =>
  `Report ${study === null ? (pseudonym ?? '') : (study.studyDate ?? '')}`.trim();

function identity({ study, pseudonym }: ReportPage): string {
  const rows: readonly (readonly [string, string])[] =
    study === null
      ? [['Patient', `${pseudonym ?? 'not named'} (de-identified)`]]
      : [
          ['Patient', study.patientName || 'no name'],
          ['Patient ID', study.patientId || 'none'],
          [
            'Sex, age',
            [study.patientSex, study.patientAgeYears === null ? '' : String(Math.floor(study.patientAgeYears))]
              .filter(Boolean)
              .join(', ') || 'unknown',
          ],
          ['Study date', study.studyDate ?? 'unknown'],
          ['Study', [study.modality, study.studyDescription].filter(Boolean).join(', ') || 'no description'],
        ];
  return `<dl>${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`;
}

function statusLine({ reports, study }: ReportPage): string {
  const [report] = reports;
  if (report === undefined) return '';
  const signed = report.status === 'final' ? signature(report, study !== null) : 'DRAFT, not signed';
  return `<p class="status${report.status === 'draft' ? ' draft' : ''}">${escaped(signed)}</p>`;
}

function signature({ finalisedBy, finalisedAtMs }: StoredReport, named: boolean): string {
  if (!named) return 'Final';
  return `Final, signed by ${finalisedBy ?? ''}, ${finalisedAtMs === null ? '' : moment(finalisedAtMs)}`;
}

function reportHtml(report: StoredReport, place: number, named: boolean): string {
  const { body } = report;
  if (body.kind === 'addendum') {
    const state = report.status === 'final' ? signature(report, named) : 'DRAFT, not signed';
    return section(`Addendum ${place}`, body.text, `<p class="by">${escaped(state)}</p>`);
  }
  const written = reportSections.map((name) => section(titles[name], body.sections[name] || 'None given.'));
  const computed = section(
    'Computer analysis',
    body.analysis.text,
    `<p class="by">${escaped(basisSentence(body.analysis.basis, named))}</p>`,
    'computed',
  );
  return [...written, computed].join('\n');
}

function section(title: string, text: string, after = '', kind = ''): string {
  return `<section${kind === '' ? '' : ` class="${kind}"`}><h2>${escaped(title)}</h2><p class="text">${escaped(text)}</p>${after}</section>`;
}

/** Width and height that fit the page's picture area without changing the shape. */
function fitted({ width, height }: PagePicture): string {
  const scale = Math.min(640 / width, 460 / height);
  return `width="${Math.round(width * scale)}" height="${Math.round(height * scale)}"`;
}

function legend({ legend: name, hasRamp }: PagePicture): string {
  if (name === null) return '';
  const ramp = hasRamp ? ' <span class="ramp">low <img src="ramp.png" alt="" width="72" height="8"> high</span>' : '';
  return `<br>${escaped(name)}${ramp}`;
}

/** Text as HTML shows it; whatever a header or a reader wrote stays text. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Black on white, whatever the window's theme. */
export const reportPageStyle = `
@page { margin: 15mm; }
body { margin: 0; color: #111; background: #fff; font: 10.5pt/1.4 system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif; }
header { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 1.5pt solid #111; }
h1 { margin: 0 0 4pt; font-size: 16pt; }
h2 { margin: 10pt 0 2pt; font-size: 11pt; break-after: avoid; }
p { margin: 0; }
.notice { font-weight: 600; }
dl { display: grid; grid-template-columns: repeat(2, 1fr); gap: 2pt 12pt; margin: 8pt 0; }
dl div { display: flex; gap: 6pt; min-width: 0; }
dt { color: #555; white-space: nowrap; }
dd { margin: 0; overflow-wrap: anywhere; }
.status { font-weight: 600; }
.status.draft { border: 1pt solid #111; padding: 2pt 6pt; display: inline-block; }
figure { margin: 8pt 0; text-align: center; break-inside: avoid; }
figure > img { background: #000; max-width: 100%; }
figcaption, .by { color: #444; font-size: 9pt; }
.ramp img { vertical-align: middle; }
section { break-inside: auto; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; orphans: 2; widows: 2; }
.computed { margin-top: 10pt; padding: 2pt 8pt 6pt; border: 1pt solid #888; break-inside: avoid; }
footer { margin-top: 14pt; padding-top: 4pt; border-top: 0.5pt solid #888; color: #444; font-size: 8.5pt; }
`;
