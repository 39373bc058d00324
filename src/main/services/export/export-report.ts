import { asInFile } from '../../../shared/displayed-view';
import type { Failure } from '../../../shared/failure';
import type { Language } from '../../../shared/language';
import type { StudyDetail } from '../../../shared/study';
import { originalPath } from '../../store/image-files';
import { type PageFiles, printedReport } from '../printed-report';
import { attempt } from './attempt';
import { burntInObstacle } from './burnt-in';
import type { ExportKey } from './case-record';
import type { ExportParts, FileOrder } from './export-files';
import type { StagedFolder } from './staged-folder';

/** What turns a report's page into a PDF; only the window has one. */
export interface ReportPrinter {
  /** Of everything on the page but what was written. */
  readonly language: Language;
  toPdf(page: PageFiles): Promise<Uint8Array>;
}

/**
 * Writes a case's report with its key image: the one on the screen as it is shown where it is of this case, else the one the case opens at.
 * What the image itself is to blame for is a problem in the answer; a full disk rejects.
 * @param name the file's, in the folder
 * @returns whether it was written, and why not
 */
export async function writeReport(
  parts: ExportParts,
  order: FileOrder,
  key: ExportKey,
  to: { readonly detail: StudyDetail; readonly printer: ReportPrinter; readonly name: string; readonly folder: StagedFolder },
): Promise<{ readonly written: boolean; readonly problems: readonly Failure[] }> {
  const { study, instances } = to.detail;
  const { shown } = order;
  const keyImage =
    instances.find(({ instanceId }) => instanceId === shown?.instanceId) ??
    instances.find(({ instanceId }) => instanceId === study.leadInstanceId);
  if (keyImage === undefined) return { written: false, problems: [] };
  const obstacle = key === null ? null : await burntInObstacle(parts, order, keyImage, originalPath(parts.storeFolder, keyImage.sha256));
  if (obstacle !== null) return { written: false, problems: [obstacle] };
  const { instanceId, studyId } = keyImage;
  const view = shown?.instanceId === instanceId ? shown.view : asInFile;
  const { overlay, marks, deIdentify } = order;
  const print = { studyId, instanceId, view, overlay, marks, deIdentify };
  const { language } = to.printer;
  const problems: Failure[] = [];
  const pdf = await attempt(
    async () => to.printer.toPdf(await printedReport({ ...parts, language }, print, Date.now(), key ?? undefined)),
    problems,
  );
  if (pdf !== null) await to.folder.write(to.name, pdf);
  return { written: pdf !== null, problems };
}
