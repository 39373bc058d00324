import type { BrowserWindow } from 'electron';
import type { PrintRequest } from '../../shared/report';
import type { Services } from '../compose';
import { writeWhole } from '../dataset/write-whole';
import { inLanguage } from '../services/chest-template';
import { type PageFiles, printedReport } from '../services/printed-report';
import { beginReport, keepDraft, showReports, signDraft } from '../services/reports';
import { recordAudit } from '../store/audit-trail';
import { deleteTemplate, listTemplates, restoreTemplate, writeTemplate } from '../store/report-templates';
import { discardDraft } from '../store/reports';
import { readSettings } from '../store/settings';
import type { Speech } from '../speech';
import { saveDialog } from './dialogs';
import type { RequestHandlers } from './handle';
import type { PrintPages } from './print-window';
import type { ReportRequest } from './report-schemas';

/** The requests that are about reports and their templates, one line each where it can be. */
export function reportHandlers(
  services: Services,
  window: () => BrowserWindow | null,
  speech: Speech,
  printPages: PrintPages,
): Pick<RequestHandlers, ReportRequest> {
  const { db, workers, paths } = services;
  const pageOf = (request: PrintRequest): Promise<PageFiles> =>
    printedReport({ db, workers, storeFolder: paths.store, language: speech.language }, { ...request, marks: true }, Date.now());
  return {
    'reports.show': ({ studyId }) => showReports(db, studyId),
    'reports.begin': ({ studyId, templateId }) => beginReport(db, studyId, templateId, speech.language, Date.now()),
    'reports.save': ({ studyId, body }) => keepDraft(db, studyId, body, Date.now()),
    'reports.discard': ({ studyId }) => nothing(discardDraft(db, studyId)),
    'reports.finalise': ({ studyId }) => signDraft(db, studyId, Date.now()),
    'reports.pdf': async (request) => {
      const file = await saveDialog(window(), {
        title: speech.t('dialogs:saveReport'),
        // No name of a patient in a file's name.
        defaultPath: `report-study-${request.studyId}.pdf`,
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
      });
      if (file === null) return null;
      const pdf = await printPages.toPdf(await pageOf(request), request.paper, speech.t('researchUseOnly'));
      recordAudit(db, 'exported', detailOf(request, 'pdf', readSettings(db).readerName));
      writeWhole(file, pdf);
      return { file };
    },
    'reports.print': async (request) => {
      const printed = await printPages.print(await pageOf(request), request.paper, speech.t('researchUseOnly'));
      if (printed) recordAudit(db, 'printed', detailOf(request, 'printer', readSettings(db).readerName));
      return { printed };
    },
    'templates.list': () => listTemplates(db).map((template) => inLanguage(template, speech.language)),
    'templates.write': ({ templateId, template }) => writeTemplate(db, templateId, template),
    'templates.delete': ({ templateId }) => nothing(deleteTemplate(db, templateId, Date.now())),
    'templates.restore': ({ templateId }) => nothing(restoreTemplate(db, templateId)),
  };
}

type Detail = Record<string, string | number | boolean>;

/** What the audit trail says of a report that went out. */
function detailOf({ studyId, instanceId, overlay, deIdentify }: PrintRequest, formats: string, reader: string): Detail {
  return { studies: String(studyId), instance: instanceId, formats, overlay: overlay !== null, deIdentified: deIdentify, reader };
}

/** For a request that answers nothing. */
function nothing(_done: unknown): null {
  return null;
}
