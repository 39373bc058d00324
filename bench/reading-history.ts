import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeImage } from '../src/main/dicom/describe-image';
import { originalPath } from '../src/main/store/image-files';
import { recordImages } from '../src/main/store/studies';
import { inTransaction } from '../src/main/store/statements';
import { madeFile, openMadeHistory, recordRegion } from '../test/support/made-history';

/** Sizes of detectors in use, 12 bits in 16: 10, 8 and 12 MB of pixels. */
const sizes = [
  { width: 2048, height: 2500 },
  { width: 2022, height: 2022 },
  { width: 2500, height: 2500 },
] as const;

const region = { x: 400, y: 400, width: 500, height: 600 };

/**
 * Fills a home folder with studies of one large radiograph each, every one scored, as they are once an import is through. The pictures are
 * three; each study has a name of its own in the store for one of them, so that 200 studies take the room of three.
 */
export async function makeReadingHistory(home: string, studies: number): Promise<void> {
  const { database, model, store } = await openMadeHistory(home);
  const pictures = sizes.map(({ width, height }, place) => {
    const noise = (x: number, y: number): number => (Math.imul(x * 7919 + y * 104_729, 2_654_435_761) >>> 25) & 127;
    const valueAt = (x: number, y: number): number => Math.floor((3900 * ((x + y) % height)) / height) + noise(x, y);
    const bytes = madeFile({ patient: 'P', study: 1, image: 1, view: 'PA', date: '20240102', width, height, valueAt });
    const file = join(home, `picture-${place}.dcm`);
    writeFileSync(file, bytes);
    return { file, bytes, description: describeImage(bytes, file) };
  });
  const images = Array.from({ length: studies }, (_, n) => {
    const picture = pictures[n % pictures.length];
    if (picture === undefined) throw new Error('There are no pictures.');
    const sha256 = createHash('sha256').update(`reading ${n}`).digest('hex');
    const target = originalPath(store, sha256);
    mkdirSync(dirname(target), { recursive: true });
    linkSync(picture.file, target);
    const uid = `1.2.826.0.1.3680043.10.3.${n + 1}`;
    const own = {
      patientId: `P${n}`,
      patientName: `Case ${n}`,
      studyInstanceUid: uid,
      seriesInstanceUid: `${uid}.1`,
      sopInstanceUid: `${uid}.1.1`,
    };
    return { sha256, byteLength: picture.bytes.length, originalName: `${n}.dcm`, description: { ...picture.description, ...own } };
  });
  inTransaction(database, () => {
    for (const outcome of recordImages(database, images, Date.now())) {
      if ('failure' in outcome) throw new Error(outcome.failure.message);
      recordRegion(database, model, outcome.instanceId, region);
    }
    // Thumbnails are made in the background after an import; here they would disturb what is measured.
    database.exec("UPDATE instances SET thumbnail = 'none'");
  });
  database.close();
}
