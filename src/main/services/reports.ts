import { fail } from '../../shared/failure';
import type { Language } from '../../shared/language';
import type { FilledTemplate, ReportBody, ReportState, StoredReport, TemplateText } from '../../shared/report';
import { reportSections } from '../../shared/report';
import { fillSections, placeholdersIn, templateProblems } from '../../shared/report-template';
import { recordAudit } from '../store/audit-trail';
import type { Database } from '../store/database';
import { localDay } from '../store/local-day';
import { relatedStudies } from '../store/related-studies';
import { findTemplate, templateUsed } from '../store/report-templates';
import { discardDraft, draftOf, finaliseDraft, readReports, saveDraft } from '../store/reports';
import { readSettings } from '../store/settings';
import { showStudy } from '../store/studies';
import { readVerdict } from '../store/verdicts';
import { chestTemplate, inLanguage } from './chest-template';
import { computerAnalysis, placeholderValues, type ReportFacts } from './report-values';

const emptyTemplate = (language: Language): TemplateText => ({
  name: '',
  sections: { indication: '', technique: '', comparison: '', findings: '', impression: '' },
  analysis: chestTemplate(language).analysis,
});

export const showReports = (db: Database, studyId: number): ReportState => ({ reports: readReports(db, studyId) });

/**
 * The text a new report on a study begins with; nothing is kept yet.
 * @param templateId null for empty sections
 * @param language of what is filled in, and of the template that came along
 */
export function beginReport(db: Database, studyId: number, templateId: number | null, language: Language, nowMs: number): FilledTemplate {
  const template = templateId === null ? emptyTemplate(language) : inLanguage(findTemplate(db, templateId), language);
  if (templateId !== null && !db.readonly) templateUsed(db, templateId, nowMs);
  const facts = factsOf(db, studyId, language, nowMs);
  const values = placeholderValues(facts);
  return {
    sections: fillSections(template.sections, values),
    analysis: computerAnalysis(template.analysis, facts, values),
    problems: templateProblems(template),
  };
}

function factsOf(db: Database, studyId: number, language: Language, nowMs: number): ReportFacts {
  const { study, instances } = showStudy(db, studyId);
  const instance = instances.find(({ instanceId }) => instanceId === study.leadInstanceId);
  if (instance === undefined) throw new Error(`Study ${String(studyId)} has no image that stands for it.`);
  return {
    instance,
    views: [...new Set(instances.map(({ viewPosition }) => viewPosition).filter((view) => view !== ''))],
    verdict: readVerdict(db, instance.instanceId),
    earlierStudies: earlierDates(db, studyId),
    readerName: readSettings(db).readerName,
    today: localDay(nowMs),
    language,
  };
}

/** ISO dates of the patient's earlier studies, newest first, each once. */
export function earlierDates(db: Database, studyId: number): readonly string[] {
  return [...new Set(relatedStudies(db, studyId).earlier.flatMap(({ study }) => (study.studyDate === null ? [] : [study.studyDate])))];
}

/** Keeps the draft; the reader's name comes from the settings. */
export function keepDraft(db: Database, studyId: number, body: ReportBody, nowMs: number): StoredReport {
  return saveDraft(db, studyId, body, { by: readSettings(db).readerName, atMs: nowMs });
}

/** Throws 'report-unfinished' where nobody signs, nothing is written, or a placeholder was left in. */
export function signDraft(db: Database, studyId: number, nowMs: number): StoredReport {
  const by = readSettings(db).readerName;
  if (by === '') fail('report-unfinished', 'A final report says who signed it: enter your name under Settings > Appearance > Reader.');
  checkFinished(draftOf(db, studyId).body);
  const report = finaliseDraft(db, studyId, { by, atMs: nowMs });
  recordAudit(db, 'report-finalised', { study: studyId, report: report.reportId, reader: by }, nowMs);
  return report;
}

function checkFinished(body: ReportBody): void {
  const texts = body.kind === 'addendum' ? [body.text] : [...reportSections.map((section) => body.sections[section]), body.analysis.text];
  const [left] = texts.flatMap(placeholdersIn);
  if (left !== undefined) {
    fail('report-unfinished', `The report still holds the placeholder {${left}}: replace it by what it stands for, or take it out.`);
  }
  const decisive = body.kind === 'addendum' ? body.text : body.sections.findings + body.sections.impression;
  if (decisive.trim() === '') fail('report-unfinished', 'There is nothing in it yet: write the findings or the impression first.');
}

export { discardDraft };
