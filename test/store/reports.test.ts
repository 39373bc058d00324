import { expect, test } from 'vitest';
import { deleteTemplate, listTemplates, restoreTemplate, templateUsed, writeTemplate } from '../../src/main/store/report-templates';
import { discardDraft, finaliseDraft, readReports, reportStanding, saveDraft } from '../../src/main/store/reports';
import { recordImages } from '../../src/main/store/studies';
import type { ReportBody } from '../../src/shared/report';
import { emptyHistory, failureOf, image } from './builders';

const body = (findings: string): ReportBody => ({
  kind: 'report',
  sections: { indication: '', technique: '', comparison: '', findings, impression: '' },
  analysis: { text: 'Not scored.', basis: null },
});
const ada = (atMs: number) => ({ by: 'Ada', atMs });

function history() {
  const db = emptyHistory();
  recordImages(db, [image(1), image(2)], 1);
  return db;
}

test('a draft is one and grows, until it is signed; then addenda follow', () => {
  const db = history();
  saveDraft(db, 1, body('a'), ada(10));
  saveDraft(db, 1, body('ab'), ada(20));
  expect(readReports(db, 1)).toEqual([
    {
      reportId: 1,
      studyId: 1,
      body: body('ab'),
      status: 'draft',
      writtenBy: 'Ada',
      createdAtMs: 10,
      changedAtMs: 20,
      finalisedBy: null,
      finalisedAtMs: null,
    },
  ]);
  expect(reportStanding(db, 1)).toEqual({ status: 'draft', by: 'Ada' });
  finaliseDraft(db, 1, { by: 'Bea', atMs: 30 });
  expect(reportStanding(db, 1)).toEqual({ status: 'final', by: 'Bea' });
  saveDraft(db, 1, { kind: 'addendum', text: 'later' }, ada(40));
  finaliseDraft(db, 1, ada(50));
  expect(readReports(db, 1).map(({ body: { kind }, status }) => [kind, status])).toEqual([
    ['report', 'final'],
    ['addendum', 'final'],
  ]);
  expect(reportStanding(db, 2)).toEqual({ status: 'none', by: '' });
});

test('what is final is never changed: not through the store, and not by SQL', () => {
  const db = history();
  saveDraft(db, 1, body('a'), ada(10));
  finaliseDraft(db, 1, ada(20));
  expect(failureOf(() => saveDraft(db, 1, body('b'), ada(30)))?.code).toBe('report-final');
  discardDraft(db, 1);
  expect(() => db.exec("UPDATE reports SET body = '{}'")).toThrow('a final report is never changed');
  expect(() => db.exec('DELETE FROM reports')).toThrow('a final report is never deleted');
  expect(readReports(db, 1).map(({ body: kept }) => kept)).toEqual([body('a')]);
});

test('an addendum needs a final report, a draft its study, a signature its draft', () => {
  const db = history();
  expect([
    failureOf(() => saveDraft(db, 1, { kind: 'addendum', text: 'x' }, ada(1)))?.code,
    failureOf(() => saveDraft(db, 99, body('a'), ada(1)))?.code,
    failureOf(() => finaliseDraft(db, 1, ada(1)))?.code,
  ]).toEqual(['invalid-request', 'not-in-history', 'report-unfinished']);
});

test('templates: one comes along; they are added, changed, deleted and brought back, and the one used last is first', () => {
  const db = history();
  const names = (): readonly string[] => listTemplates(db).map(({ name }) => name);
  expect(names()).toEqual(['Chest X-ray']);
  const [chest] = listTemplates(db);
  const text = { name: 'Ward', sections: chest?.sections ?? ({} as never), analysis: '{finding}' };
  const { templateId } = writeTemplate(db, null, text);
  templateUsed(db, templateId, 5);
  expect(names()).toEqual(['Ward', 'Chest X-ray']);
  expect(writeTemplate(db, templateId, { ...text, name: 'Ward 2' })).toEqual({ ...text, name: 'Ward 2', templateId });
  deleteTemplate(db, templateId, 6);
  expect(names()).toEqual(['Chest X-ray']);
  restoreTemplate(db, templateId);
  expect(names()).toEqual(['Ward 2', 'Chest X-ray']);
  expect(failureOf(() => deleteTemplate(db, 99, 1))?.code).toBe('not-found');
});
