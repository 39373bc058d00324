import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describeImage } from '../../src/main/dicom/describe-image';
import { writeDicom } from '../../src/main/dicom/write-dicom';
import { openShippedModel } from '../../src/main/services/model-folders';
import { openDatabase, type Database } from '../../src/main/store/database';
import { writeOriginal } from '../../src/main/store/image-files';
import { recordModel } from '../../src/main/store/models';
import { recordPrediction } from '../../src/main/store/results';
import { recordImages } from '../../src/main/store/studies';
import type { ActiveModel } from '../../src/shared/model';
import type { Rectangle } from '../../src/shared/image';

/** A made-up radiograph of 12 bits in a study of a made-up patient. */
export interface MadeImage {
  readonly patient: string;
  readonly patientName?: string;
  /** A number of its own for each study and each image. */
  readonly study: number;
  readonly image: number;
  readonly view: string;
  /** YYYYMMDD */
  readonly date: string;
  readonly width: number;
  readonly height: number;
  readonly valueAt: (x: number, y: number) => number;
  /** Row\column spacing as the header has it; left out where it has none. */
  readonly spacing?: string;
  /** Height\width of a pixel as the header has it; left out where it has none. */
  readonly aspect?: string;
  /** A region of the stored result, in pixels of the image; without one there is no result. */
  readonly region?: Rectangle;
  /** Of that result; 0.9 where it does not say. */
  readonly probability?: number;
}

const digitalXRay = '1.2.840.10008.5.1.4.1.1.1.1';
const root = '1.2.826.0.1.3680043.10.2';

/** The DICOM file of a made-up image. */
export function madeFile({
  patient,
  patientName,
  study,
  image,
  view,
  date,
  width,
  height,
  valueAt,
  spacing,
  aspect,
}: MadeImage): Uint8Array {
  const values = new Uint16Array(width * height);
  for (let place = 0; place < values.length; place += 1) values[place] = valueAt(place % width, Math.floor(place / width));
  const uid = `${root}.${study}`;
  return writeDicom(digitalXRay, `${uid}.1.${image}`, [
    { tag: 0x00080016, vr: 'UI', value: digitalXRay },
    { tag: 0x00080018, vr: 'UI', value: `${uid}.1.${image}` },
    { tag: 0x00080020, vr: 'LO', value: date },
    { tag: 0x00080060, vr: 'CS', value: 'DX' },
    { tag: 0x00081030, vr: 'LO', value: 'Chest' },
    { tag: 0x00100010, vr: 'LO', value: patientName ?? patient },
    { tag: 0x00100020, vr: 'LO', value: patient },
    { tag: 0x00100030, vr: 'LO', value: '19600102' },
    { tag: 0x00180015, vr: 'CS', value: 'CHEST' },
    { tag: 0x00185101, vr: 'CS', value: view },
    { tag: 0x0020000d, vr: 'UI', value: uid },
    { tag: 0x0020000e, vr: 'UI', value: `${uid}.1` },
    { tag: 0x00200013, vr: 'IS', value: String(image) },
    { tag: 0x00280002, vr: 'US', value: [1] },
    { tag: 0x00280004, vr: 'CS', value: 'MONOCHROME2' },
    { tag: 0x00280010, vr: 'US', value: [height] },
    { tag: 0x00280011, vr: 'US', value: [width] },
    ...(spacing === undefined ? [] : [{ tag: 0x00280030, vr: 'DS', value: spacing } as const]),
    ...(aspect === undefined ? [] : [{ tag: 0x00280034, vr: 'IS', value: aspect } as const]),
    { tag: 0x00280100, vr: 'US', value: [16] },
    { tag: 0x00280101, vr: 'US', value: [12] },
    { tag: 0x00280102, vr: 'US', value: [11] },
    { tag: 0x00280103, vr: 'US', value: [0] },
    { tag: 0x7fe00010, vr: 'OW', value: new Uint8Array(values.buffer) },
  ]);
}

/** Opens the history in a home folder with the shipped model known to it, for images to be put in before the application starts. */
export async function openMadeHistory(home: string): Promise<{ database: Database; model: ActiveModel; store: string }> {
  const database = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
  const { model } = await openShippedModel({ shipped: join(import.meta.dirname, '../../resources/models') });
  recordModel(database, model);
  return { database, model, store: join(home, 'images') };
}

/** Fills a home folder's history with made-up images, those with a region as scored by the shipped model. Answers their numbers. */
export async function makeHistory(home: string, images: readonly MadeImage[]): Promise<readonly number[]> {
  const { database, model, store } = await openMadeHistory(home);
  const numbers: number[] = [];
  for (const image of images) {
    const bytes = madeFile(image);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await writeOriginal(store, sha256, bytes);
    const originalName = `${image.study}-${image.image}.dcm`;
    const recorded = { description: describeImage(bytes, originalName), sha256, byteLength: bytes.length, originalName };
    const [outcome] = recordImages(database, [recorded], Date.now());
    if (outcome === undefined || 'failure' in outcome) throw new Error(outcome?.failure.message);
    numbers.push(outcome.instanceId);
    if (image.region !== undefined) recordRegion(database, model, outcome.instanceId, image.region, image.probability);
  }
  database.close();
  return numbers;
}

/** A stored score of the model, with one region and a heatmap that covers it. */
export function recordRegion(
  database: Database,
  { card, sha256 }: ActiveModel,
  instanceId: number,
  region: Rectangle,
  probability = 0.9,
): void {
  const prediction = {
    status: 'ok',
    probability,
    spread: null,
    corrections: [],
    threshold: card.threshold,
    positive: probability >= card.threshold,
    boxes: [{ ...region, score: probability }],
    modelId: card.id,
    modelName: card.name,
    modelSha256: sha256,
    preprocessingVersion: card.preprocessingVersion,
    overlayMethod: card.overlayMethod,
    computedAtMs: 1_700_000_000_000,
    milliseconds: 27.5,
  } as const;
  recordPrediction(database, instanceId, prediction, { width: 2, height: 2, values: Float32Array.of(1, 1, 1, 1), region });
}
