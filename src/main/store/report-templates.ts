import { fail } from '../../shared/failure';
import type { ReportSections, ReportTemplate, TemplateText } from '../../shared/report';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

type TemplateColumns = Omit<ReportTemplate, 'sections'> & { readonly sections: string };

const columns = 'template_id AS templateId, name, sections, analysis';

/** The templates there are, the one used last first. */
export function listTemplates(database: Database): readonly ReportTemplate[] {
  const sql = `SELECT ${columns} FROM report_templates WHERE deleted_at_ms IS NULL ORDER BY used_at_ms DESC, template_id`;
  return withSqliteFailures(() => prepared<[], TemplateColumns>(database, sql).all()).map(templateOf);
}

const templateOf = (row: TemplateColumns): ReportTemplate => ({ ...row, sections: JSON.parse(row.sections) as ReportSections });

/** Adds a template (null) or changes one, and answers it. Throws 'not-found'. */
export function writeTemplate(database: Database, templateId: number | null, { name, sections, analysis }: TemplateText): ReportTemplate {
  const values = [name, JSON.stringify(sections), analysis];
  return inTransaction(database, () => {
    if (templateId !== null) {
      change(database, templateId, 'name = ?, sections = ?, analysis = ?', values);
      return findTemplate(database, templateId);
    }
    const sql = 'INSERT INTO report_templates (name, sections, analysis) VALUES (?, ?, ?)';
    return findTemplate(database, Number(prepared(database, sql).run(...values).lastInsertRowid));
  });
}

/** Takes a template out of the list; restoreTemplate brings it back. */
export function deleteTemplate(database: Database, templateId: number, atMs: number): void {
  change(database, templateId, 'deleted_at_ms = ?', [atMs]);
}

export function restoreTemplate(database: Database, templateId: number): void {
  change(database, templateId, 'deleted_at_ms = NULL', []);
}

/** The template stands first in the list from now on. */
export function templateUsed(database: Database, templateId: number, atMs: number): void {
  change(database, templateId, 'used_at_ms = ?', [atMs]);
}

/** A template by its number, also a deleted one. Throws 'not-found'. */
export function findTemplate(database: Database, templateId: number): ReportTemplate {
  const sql = `SELECT ${columns} FROM report_templates WHERE template_id = ?`;
  const row = withSqliteFailures(() => prepared<[number], TemplateColumns>(database, sql).get(templateId));
  return row === undefined ? failUnknown() : templateOf(row);
}

/** @param assignments SQL of this file's own */
function change(database: Database, templateId: number, assignments: string, values: readonly (string | number)[]): void {
  const sql = `UPDATE report_templates SET ${assignments} WHERE template_id = ?`;
  inTransaction(database, () => {
    if (prepared(database, sql).run(...values, templateId).changes === 0) failUnknown();
  });
}

function failUnknown(): never {
  fail('not-found', 'There is no such report template.');
}
