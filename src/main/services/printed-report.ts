import { decode as decodePng, encode as encodePng } from 'fast-png';
import { randomBytes } from 'node:crypto';
import { asInFile, type DisplayedView } from '../../shared/displayed-view';
import { fail } from '../../shared/failure';
import { type Language, languages } from '../../shared/language';
import { localDay } from '../../shared/local-format';
import { type PrintOrder, type ReportBody, type ReportSection, reportSections, type StoredReport } from '../../shared/report';
import type { InstanceRecord, StudyDetail } from '../../shared/study';
import { keyedPseudonym } from '../dicom/confidentiality/keyed-uid';
import type { ImageWorkers } from '../image-workers/image-workers';
import type { Database } from '../store/database';
import { originalPath } from '../store/image-files';
import { patientKeyOf } from '../store/patient-of-study';
import { readReports } from '../store/reports';
import { readSettings } from '../store/settings';
import { showStudy } from '../store/studies';
import { captionOf, hasHeatmap, legendOf } from './picture-words';
import { pictureLayers } from './picture-layers';
import { earlierDates } from './reports';
import { withoutKnown } from '../../shared/redact';
import { reportPageHtml, reportPageStyle } from './report-page';

/** A page ready to be shown: its files by name. */
export type PageFiles = ReadonlyMap<string, { readonly contentType: string; readonly body: Uint8Array }>;

export interface PrintParts {
  readonly db: Database;
  readonly workers: Pick<ImageWorkers, 'picture'>;
  readonly storeFolder: string;
  /** Of everything on the page but what was written. */
  readonly language: Language;
}

/**
 * Makes the page of a study's report with its key image as displayed. Rejects with not-in-history, and with what the image is to blame for.
 */
export async function printedReport(parts: PrintParts, order: PrintOrder, nowMs: number): Promise<PageFiles> {
  const detail = showStudy(parts.db, order.studyId);
  const { study, instances } = detail;
  const instance = instances.find(({ instanceId }) => instanceId === order.instanceId);
  if (instance === undefined) fail('not-in-history', `Study ${order.studyId} holds no image with the number ${order.instanceId}.`);
  const layers = pictureLayers(parts.db, instance, { ...order, marks: true, language: parts.language });
  const path = originalPath(parts.storeFolder, instance.sha256);
  const picture = await parts.workers.picture(path, instance.originalName, order.view ?? asInFile, layers);
  const { width, height } = decodePng(picture);
  const named = !order.deIdentify;
  const { language } = parts;
  const html = reportPageHtml({
    language,
    study: named ? study : null,
    pseudonym: named ? null : keyedPseudonym(randomBytes(32), String(patientKeyOf(parts.db, order.studyId))),
    reports: named ? readReports(parts.db, order.studyId) : withoutNames(parts.db, detail),
    picture: {
      ...stretched(width, height, instance, order.view ?? asInFile),
      caption: captionOf(instance, { ...order, marks: layers.marks.marks.length }, language),
      legend: legendOf(instance, order, language),
      hasRamp: hasHeatmap(instance, order),
    },
    printedAtMs: nowMs,
    printedBy: named ? readSettings(parts.db).readerName : '',
  });
  const levels = order.overlay?.levels ?? null;
  return new Map([
    ['page.html', { contentType: 'text/html; charset=utf-8', body: Buffer.from(html) }],
    ['style.css', { contentType: 'text/css; charset=utf-8', body: Buffer.from(reportPageStyle) }],
    ['picture.png', { contentType: 'image/png', body: picture }],
    ...(levels === null ? [] : [['ramp.png', { contentType: 'image/png', body: rampPicture(levels) }] as const]),
  ]);
}

/** Reports without who signed them, and without the names, numbers and dates of this patient that the history knows. */
function withoutNames(db: Database, { study, instances }: StudyDetail): readonly StoredReport[] {
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

/** The shape in which the picture is seen: pixels are not square where the spacings differ. */
function stretched(
  width: number,
  height: number,
  { pixelSpacing }: InstanceRecord,
  { rotation }: DisplayedView,
): { width: number; height: number } {
  if (pixelSpacing === null) return { width, height };
  const turned = rotation === 90 || rotation === 270;
  const [perRow, perColumn] = turned ? [pixelSpacing[1], pixelSpacing[0]] : pixelSpacing;
  const least = Math.min(perRow, perColumn);
  return { width: (width * perColumn) / least, height: (height * perRow) / least };
}

/** The overlay's colours from low to high over black, 256 x 1. */
function rampPicture(levels: Uint8Array): Uint8Array {
  const data = new Uint8Array(3 * 256);
  for (let level = 0; level < 256; level += 1) {
    const alpha = (levels[4 * level + 3] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel += 1) data[3 * level + channel] = Math.round((levels[4 * level + channel] ?? 0) * alpha);
  }
  return encodePng({ width: 256, height: 1, data, channels: 3, depth: 8 });
}
