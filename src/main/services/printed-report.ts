import { decode as decodePng, encode as encodePng } from 'fast-png';
import { randomBytes } from 'node:crypto';
import { asInFile, type DisplayedView } from '../../shared/displayed-view';
import { fail } from '../../shared/failure';
import type { Language } from '../../shared/language';
import { pixelShape } from '../../shared/mark-measure';
import type { PrintOrder } from '../../shared/report';
import type { InstanceRecord } from '../../shared/study';
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
import { reportPageHtml, reportPageStyle } from './report-page';
import { reportsWithoutNames } from './reports-without-names';

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
 * @param key the secret that the pseudonym of a page without names is made with; where several pages go out together, theirs
 */
export async function printedReport(
  parts: PrintParts,
  order: PrintOrder,
  nowMs: number,
  key: Uint8Array = randomBytes(32),
): Promise<PageFiles> {
  const detail = showStudy(parts.db, order.studyId);
  const { study, instances } = detail;
  const instance = instances.find(({ instanceId }) => instanceId === order.instanceId);
  if (instance === undefined) fail('not-in-history', `Study ${order.studyId} holds no image with the number ${order.instanceId}.`);
  const layers = pictureLayers(parts.db, instance, { ...order, language: parts.language });
  const path = originalPath(parts.storeFolder, instance.sha256);
  const picture = await parts.workers.picture(path, instance.originalName, order.view ?? asInFile, layers);
  const { width, height } = decodePng(picture);
  const named = !order.deIdentify;
  const { language } = parts;
  const html = reportPageHtml({
    language,
    study: named ? study : null,
    pseudonym: named ? null : keyedPseudonym(key, String(patientKeyOf(parts.db, order.studyId))),
    reports: named ? readReports(parts.db, order.studyId) : reportsWithoutNames(parts.db, detail),
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

/** The shape in which the picture is seen: pixels are not always square. */
function stretched(
  width: number,
  height: number,
  { pixelSpacing, pixelAspect }: InstanceRecord,
  { rotation }: DisplayedView,
): { width: number; height: number } {
  const shape = pixelShape(pixelSpacing, pixelAspect);
  if (shape === null) return { width, height };
  const turned = rotation === 90 || rotation === 270;
  const [perRow, perColumn] = turned ? [shape[1], shape[0]] : shape;
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
