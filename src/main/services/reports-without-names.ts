import { languages } from '../../shared/language';
import { localDay } from '../../shared/local-format';
import { type ReportBody, type ReportSection, reportSections, type StoredReport } from '../../shared/report';
import type { StudyDetail } from '../../shared/study';
import type { Database } from '../store/database';
import { readReports } from '../store/reports';
import { withoutKnown } from '../../shared/redact';
import { earlierDates } from './reports';

/** Reports without who signed them, and without the names, numbers and dates of this patient that the history knows. */
export function reportsWithoutNames(db: Database, { study, instances }: StudyDetail): readonly StoredReport[] {
  const reports = readReports(db, study.studyId);
  const known = [
    ...[study.patientName, study.patientId, study.studyInstanceUid],
    // In every language: the report may have been begun in another one.
    ...datesOf(db, { study, instances }).flatMap((day) => languages.map((language) => localDay(language, day))),
    ...instances.flatMap(({ accessionNumber, originalName }) => [accessionNumber, originalName]),
    ...reports.flatMap(({ writtenBy, finalisedBy }) => [writtenBy, finalisedBy ?? '']),
  ];
  const clean = (text: string): string => withoutKnown(text, known);
  return reports.map((report) => ({
    ...report,
    writtenBy: '',
    finalisedBy: report.finalisedBy === null ? null : '',
    body: cleanBody(report.body, clean),
  }));
}

function datesOf(db: Database, { study, instances }: Pick<StudyDetail, 'study' | 'instances'>): readonly string[] {
  const born = instances.map(({ patientBirthDate }) => patientBirthDate);
  return [study.studyDate, ...born, ...earlierDates(db, study.studyId)].filter((day) => day !== null);
}

function cleanBody(body: ReportBody, clean: (text: string) => string): ReportBody {
  if (body.kind === 'addendum') return { ...body, text: clean(body.text) };
  const sections = Object.fromEntries(reportSections.map((name) => [name, clean(body.sections[name])])) as Record<ReportSection, string>;
  return { ...body, sections, analysis: { ...body.analysis, text: clean(body.analysis.text) } };
}
