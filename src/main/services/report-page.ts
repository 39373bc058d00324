import type { Language } from '../../shared/language';
import { localDay, localMomentUtc } from '../../shared/local-format';
import { reportSections, type StoredReport } from '../../shared/report';
import type { StudyRow } from '../../shared/study';
import { wordsIn, type Words } from '../../shared/words';
import { sexWord } from '../../shared/words/sex-word';
import { escaped } from '../encoding/escaped';
import { basisSentence } from './report-values';

/** What a printed page shows. Everything in it is text; the page has no script. */
export interface ReportPage {
  /** Of the page; what was written stays in its own. */
  readonly language: Language;
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

/** The page as HTML, with style.css, picture.png and ramp.png beside it. The picture's sides are in pixels of 1/96 inch. */
export function reportPageHtml(page: ReportPage): string {
  const { picture, language } = page;
  const t = wordsIn(language);
  const written = page.reports.map((report, place) => reportHtml(report, place, page)).join('\n');
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escaped(titleOf(page))}</title><link rel="stylesheet" href="style.css"></head>
<body>
<header><h1>${escaped(t('report:page.heading'))}</h1><p class="notice">${escaped(t('researchUseOnly'))}</p></header>
${identity(page)}
${statusLine(page)}
<figure><img src="picture.png" alt="${escaped(t('report:page.keyImage'))}" ${fitted(picture)}><figcaption>${escaped(picture.caption)}${legend(picture, t)}</figcaption></figure>
${written === '' ? `<p class="status">${escaped(t('report:page.nothingWritten'))}</p>` : written}
<footer>${escaped(`${printedLine(page)} ${t('researchUseOnly')}`.trim())}</footer>
</body>
</html>
`;
}

/** When and by whom; a de-identified page does not say. */
function printedLine({ study, printedAtMs, printedBy, language }: ReportPage): string {
  if (study === null) return '';
  const t = wordsIn(language);
  const moment = localMomentUtc(language, printedAtMs);
  return printedBy === '' ? t('report:page.printed', { moment }) : t('report:page.printedBy', { moment, name: printedBy });
}

function titleOf({ study, pseudonym, language }: ReportPage): string {
  const of = study === null ? (pseudonym ?? '') : localDay(language, study.studyDate ?? '');
  const t = wordsIn(language);
  return t('report:page.title', { of }).trim();
}

function identity(page: ReportPage): string {
  const rows = page.study === null ? pseudonymRows(page) : patientRows(page.study, page.language);
  return `<dl>${rows.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`;
}

type Rows = readonly (readonly [string, string])[];

function pseudonymRows({ pseudonym, language }: ReportPage): Rows {
  const t = wordsIn(language);
  return [[t('report:page.patient'), t('report:page.deIdentified', { pseudonym: pseudonym ?? t('report:page.notNamed') })]];
}

function patientRows(study: StudyRow, language: Language): Rows {
  const t = wordsIn(language);
  const unknown = t('report:page.unknown');
  const age = study.patientAgeYears === null ? '' : String(Math.floor(study.patientAgeYears));
  return [
    [t('report:page.patient'), study.patientName || t('report:page.noName')],
    [t('report:page.patientId'), study.patientId || t('report:page.noId')],
    [t('report:page.sexAge'), [sexWord(t, study.patientSex), age].filter(Boolean).join(', ') || unknown],
    [t('report:page.studyDate'), study.studyDate === null ? unknown : localDay(language, study.studyDate)],
    [t('report:page.study'), [study.modality, study.studyDescription].filter(Boolean).join(', ') || t('report:page.noDescription')],
  ];
}

function statusLine(page: ReportPage): string {
  const [report] = page.reports;
  if (report === undefined) return '';
  return `<p class="status${report.status === 'draft' ? ' draft' : ''}">${escaped(stateOf(report, page))}</p>`;
}

/** Final, by whom and when, or a draft; a de-identified page does not say by whom. */
function stateOf({ status, finalisedBy, finalisedAtMs }: StoredReport, { study, language }: ReportPage): string {
  const t = wordsIn(language);
  if (status === 'draft') return t('report:page.draft');
  if (study === null) return t('report:final');
  const moment = finalisedAtMs === null ? '' : localMomentUtc(language, finalisedAtMs);
  return t('report:signed', { name: finalisedBy ?? '', moment });
}

function reportHtml(report: StoredReport, place: number, page: ReportPage): string {
  const { body } = report;
  const t = wordsIn(page.language);
  const by = (text: string): string => `<p class="by">${escaped(text)}</p>`;
  if (body.kind === 'addendum') return section(t('report:addendumNumber', { number: place }), body.text, by(stateOf(report, page)));
  const written = reportSections.map((name) => section(t(`report:sections.${name}`), body.sections[name] || t('report:page.noneGiven')));
  const basis = basisSentence(body.analysis.basis, page.language, page.study !== null);
  return [...written, section(t('report:sections.analysis'), body.analysis.text, by(basis), 'computed')].join('\n');
}

function section(title: string, text: string, after = '', kind = ''): string {
  return `<section${kind === '' ? '' : ` class="${kind}"`}><h2>${escaped(title)}</h2><p class="text">${escaped(text)}</p>${after}</section>`;
}

/** Width and height that fit the page's picture area without changing the shape. */
function fitted({ width, height }: PagePicture): string {
  const scale = Math.min(640 / width, 460 / height);
  return `width="${Math.round(width * scale)}" height="${Math.round(height * scale)}"`;
}

function legend({ legend: name, hasRamp }: PagePicture, t: Words): string {
  if (name === null) return '';
  const ramp = hasRamp
    ? ` <span class="ramp">${escaped(t('report:page.low'))} <img src="ramp.png" alt="" width="72" height="8"> ${escaped(t('report:page.high'))}</span>`
    : '';
  return `<br>${escaped(name)}${ramp}`;
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
