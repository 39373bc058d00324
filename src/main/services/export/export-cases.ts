import { randomBytes } from 'node:crypto';
import type { ExportOrder, ExportProgress, ExportScope } from '../../../shared/export';
import { fail, type Failure, toFailure } from '../../../shared/failure';
import type { StudyDetail } from '../../../shared/study';
import { researchUseOnly } from '../../../shared/research-use';
import { byteOrderMark, csvLine } from '../../encoding/csv';
import { recordAudit } from '../../store/audit-trail';
import type { Database } from '../../store/database';
import { readSettings } from '../../store/settings';
import { listStudies, showStudy } from '../../store/studies';
import { rangesOf } from './ranges';
import { type CaseFiles, caseRecord, caseSchemaVersion, type ExportKey, type ImageRecord } from './case-record';
import { tableHead, tableRows } from './case-table';
import { type ExportParts, writeImageFiles } from './export-files';
import { type ReportPrinter, writeReport } from './export-report';
import { stageFolder, type StagedFolder } from './staged-folder';

export interface CaseParts extends ExportParts {
  readonly applicationVersion: string;
  readonly printer: ReportPrinter | null;
}

/** Tells how far an export is; a failure's sentence names files, as everywhere. */
export type ExportWatcher = (progress: Omit<ExportProgress, 'exportId'>) => void;

/**
 * Exports cases into a folder that is there whole or not at all: tables, pictures, reports and DICOM copies as the order asks. An image that can't be
 * exported is left out and named in the problems. The audit trail says which studies went out, and in which form.
 *
 * @param parts without a printer no PDF can be asked for
 * @param folder where it goes; must not be there, or be empty
 * @returns the last progress: 'finished', 'cancelled' or 'failed'
 */
export async function exportCases(
  parts: CaseParts,
  order: ExportOrder,
  folder: string,
  { signal, watch }: { readonly signal: AbortSignal; readonly watch: ExportWatcher },
): Promise<Omit<ExportProgress, 'exportId'>> {
  const begunAtMs = Date.now();
  let now = { state: 'running', casesDone: 0, cases: 0, files: 0, problems: [] as readonly Failure[], folder, failure: null } as Omit<
    ExportProgress,
    'exportId' | 'elapsedMilliseconds' | 'remainingMilliseconds'
  >;
  const tell = (change: Partial<typeof now>): Omit<ExportProgress, 'exportId'> => {
    now = { ...now, ...change };
    const elapsedMilliseconds = Date.now() - begunAtMs;
    const left = now.casesDone === 0 ? null : (elapsedMilliseconds / now.casesDone) * (now.cases - now.casesDone);
    const progress = { ...now, elapsedMilliseconds, remainingMilliseconds: left };
    watch(progress);
    return progress;
  };
  let staged: StagedFolder | null = null;
  try {
    if (order.formats.includes('pdf') && parts.printer === null) fail('invalid-request', 'A PDF of a report is laid out by the window.');
    const studyIds = studiesOf(parts.db, order.scope);
    tell({ cases: studyIds.length });
    staged = await stageFolder(folder);
    await fill(parts, order, studyIds, staged, signal, ({ files, problems }) =>
      tell({ casesDone: now.casesDone + 1, files: now.files + files, problems: [...now.problems, ...problems] }),
    );
    if (signal.aborted) return tell({ state: 'cancelled' });
    recordAudit(parts.db, 'exported', {
      studies: rangesOf(studyIds),
      formats: order.formats.join(', '),
      deIdentified: order.deIdentify,
      overlay: order.overlay !== null,
      marks: order.marks,
      files: now.files,
      reader: readSettings(parts.db).readerName,
    });
    await staged.finish();
    staged = null;
    return tell({ state: 'finished' });
  } catch (error) {
    const failure = toFailure(error);
    const failed = tell({ state: 'failed', failure });
    if (failure.code === 'unexpected') throw error;
    return failed;
  } finally {
    await staged?.discard();
  }
}

/** The studies of a scope in the list's order. Throws 'invalid-request' for none. */
function studiesOf(db: Database, scope: ExportScope): readonly number[] {
  const found = scope.kind === 'studies' ? [...new Set(scope.studyIds)] : matching(db, scope.query);
  if (found.length === 0) fail('invalid-request', 'There is no case to export.');
  return found;
}

const largestPage = 500;

function matching(db: Database, query: (ExportScope & { kind: 'matching' })['query']): readonly number[] {
  const found: number[] = [];
  for (let offset = 0; ; offset += largestPage) {
    const { rows } = listStudies(db, { ...query, offset, limit: largestPage });
    found.push(...rows.map(({ studyId }) => studyId));
    if (rows.length < largestPage) return found;
  }
}

async function fill(
  parts: CaseParts,
  order: ExportOrder,
  studyIds: readonly number[],
  folder: StagedFolder,
  signal: AbortSignal,
  onCase: (done: { readonly files: number; readonly problems: readonly Failure[] }) => void,
): Promise<void> {
  const key = order.deIdentify ? randomBytes(32) : null;
  const [csv, json] = [order.formats.includes('csv'), order.formats.includes('json')];
  if (csv) await folder.append('cases.csv', byteOrderMark + csvLine(tableHead));
  if (json) await folder.append('cases.json', jsonHead(order, parts.applicationVersion));
  for (const [index, studyId] of studyIds.entries()) {
    if (signal.aborted) return;
    const detail = showStudy(parts.db, studyId);
    const { written, problems } = await writeFiles(parts, order, key, { detail, base: `case-${padded(index + 1)}`, folder, signal });
    if (signal.aborted) return;
    const record = caseRecord(parts.db, detail, index + 1, key, written);
    if (csv) await folder.append('cases.csv', tableRows(record).map(csvLine).join(''));
    if (json) await folder.append('cases.json', `${index === 0 ? '' : ','}\n    ${JSON.stringify(record)}`);
    const files = [...written.images.values()].reduce((sum, names) => sum + Object.keys(names).length, 0);
    onCase({ files: files + Number(written.report !== null) + (index === 0 ? Number(csv) + Number(json) : 0), problems });
  }
  if (json) await folder.append('cases.json', '\n  ]\n}\n');
}

/** The files of one case, its images' and its report's; fewer where it was cancelled. */
async function writeFiles(
  parts: CaseParts,
  order: ExportOrder,
  key: ExportKey,
  to: { readonly detail: StudyDetail; readonly base: string; readonly folder: StagedFolder; readonly signal: AbortSignal },
): Promise<{ readonly written: CaseFiles; readonly problems: readonly Failure[] }> {
  const { detail, base, folder, signal } = to;
  const images = new Map<number, ImageRecord['files']>();
  const problems: Failure[] = [];
  for (const [place, instance] of detail.instances.entries()) {
    if (signal.aborted) break;
    const done = await writeImageFiles(parts, order, key, { instance, base: `${base}-image-${place + 1}`, folder });
    images.set(instance.instanceId, done.files);
    problems.push(...done.problems);
  }
  const { printer } = parts;
  if (signal.aborted || printer === null || !order.formats.includes('pdf')) return { written: { images, report: null }, problems };
  const name = `reports/${base}.pdf`;
  const done = await writeReport(parts, order, key, { detail, printer, name, folder });
  // The key image is one of the images: what it is to blame for is said once.
  const others = done.problems.filter(({ message }) => !problems.some((known) => known.message === message));
  return { written: { images, report: done.written ? name : null }, problems: [...problems, ...others] };
}

const padded = (place: number): string => String(place).padStart(4, '0');

/** All of the JSON file up to its first case; cases follow one a line, so that many need no room in memory. */
function jsonHead({ deIdentify }: ExportOrder, version: string): string {
  const head = {
    schema: 'pneumoscope-cases',
    schemaVersion: caseSchemaVersion,
    application: `Pneumoscope ${version}`,
    notice: researchUseOnly,
    exportedAt: deIdentify ? null : new Date().toISOString(),
    deIdentified: deIdentify,
  };
  return `${JSON.stringify(head, null, 2).replace(/\n\}$/, '')},\n  "cases": [`;
}
