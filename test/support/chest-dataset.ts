import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { toGreyImage } from '../../src/main/dicom/grey-levels';
import { writeDicom } from '../../src/main/dicom/write-dicom';
import type { GreyImage, Rectangle } from '../../src/shared/image';
import { samplePath } from './sample-files';

const digitalXRay = '1.2.840.10008.5.1.4.1.1.1.1';
const side = 256;
/** What the RSNA's radiologists drew on the first sample, in its 1024 pixels. */
const opacityBoxes: readonly Rectangle[] = [
  { x: 205, y: 217, width: 230, height: 402 },
  { x: 552, y: 182, width: 293, height: 435 },
];

/**
 * A small dataset in the RSNA challenge's own layout, made of the bundled samples: each image is one of the three, shifted and with
 * another contrast, at 256 pixels, under a patientId of its own. Every third has an opacity, with its boxes; every tenth is labelled wrongly, as
 * happens. A network learns it in no time, and it says nothing about how well a network does on people.
 */
export async function writeChestDataset(folder: string, count: number): Promise<{ readonly images: string; readonly labels: string }> {
  const images = join(folder, 'stage_2_train_images');
  const labels = join(folder, 'stage_2_train_labels.csv');
  mkdirSync(images, { recursive: true });
  const originals = await Promise.all([0, 1, 2].map(async (index) => readGreyImage(samplePath(index))));
  const rows = ['patientId,x,y,width,height,Target'];
  const classes = ['patientId,class'];
  for (let n = 0; n < count; n += 1) {
    const id = `chest-${String(n).padStart(3, '0')}`;
    const shift = { x: ((n * 7) % 41) - 20, y: ((n * 11) % 31) - 15 };
    const pixels = varied(originals[n % 3] as GreyImage, shift, 0.8 + ((n * 5) % 9) / 20);
    writeFileSync(join(images, `${id}.dcm`), chestRadiograph(n, id, pixels));
    const isWrong = n % 10 === 9;
    const positive = (n % 3 === 0) !== isWrong;
    classes.push(`${id},${positive ? 'Lung Opacity' : n % 2 === 0 ? 'Normal' : 'No Lung Opacity / Not Normal'}`);
    if (isWrong) rows.push(`${id},,,,,${Number(n % 3 !== 0)}`);
    else if (n % 3 !== 0) rows.push(`${id},,,,,0`);
    else rows.push(...opacityBoxes.map((box) => `${id},${boxInSmall(box, shift)},1`));
  }
  writeFileSync(labels, `${rows.join('\n')}\n`);
  writeFileSync(join(folder, 'stage_2_detailed_class_info.csv'), `${classes.join('\n')}\n`);
  return { images, labels };
}

async function readGreyImage(file: string): Promise<GreyImage> {
  return toGreyImage(await decodePixels(readFileSync(file), file));
}

/** Every fourth pixel of the original (1024 x 1024), moved by `shift` small pixels; brightness to the power of `gamma`. */
function varied({ width, values }: GreyImage, shift: { readonly x: number; readonly y: number }, gamma: number): Uint8Array {
  const step = width / side;
  return Uint8Array.from({ length: side * side }, (_, index) => {
    const x = Math.min(Math.max((index % side) - shift.x, 0), side - 1);
    const y = Math.min(Math.max(Math.floor(index / side) - shift.y, 0), side - 1);
    return Math.round(255 * ((values[y * step * width + x * step] ?? 0) / 255) ** gamma);
  });
}

/** The box in the small picture, cut where the shift moves it over the edge. */
function boxInSmall({ x, y, width, height }: Rectangle, shift: { readonly x: number; readonly y: number }): string {
  const left = Math.max(x / 4 + shift.x, 0);
  const top = Math.max(y / 4 + shift.y, 0);
  const right = Math.min((x + width) / 4 + shift.x, side);
  const bottom = Math.min((y + height) / 4 + shift.y, side);
  return [left, top, right - left, bottom - top].join(',');
}

function chestRadiograph(n: number, patientId: string, pixels: Uint8Array): Uint8Array {
  const uid = `1.2.826.0.1.3680043.10.2.${String(n + 1)}`;
  const text = (tag: number, vr: 'CS' | 'UI' | 'LO', value: string) => ({ tag, vr, value }) as const;
  const number = (tag: number, value: number) => ({ tag, vr: 'US', value: [value] }) as const;
  return writeDicom(digitalXRay, `${uid}.1.1`, [
    text(0x00080016, 'UI', digitalXRay),
    text(0x00080018, 'UI', `${uid}.1.1`),
    text(0x00080060, 'CS', 'DX'),
    text(0x00081030, 'LO', 'Chest'),
    text(0x00100020, 'LO', patientId),
    text(0x00100040, 'CS', n % 2 === 0 ? 'F' : 'M'),
    text(0x00180015, 'CS', 'CHEST'),
    text(0x00185101, 'CS', n % 3 === 0 ? 'AP' : 'PA'),
    text(0x0020000d, 'UI', uid),
    text(0x0020000e, 'UI', `${uid}.1`),
    number(0x00280002, 1),
    text(0x00280004, 'CS', 'MONOCHROME2'),
    number(0x00280010, side),
    number(0x00280011, side),
    number(0x00280100, 8),
    number(0x00280101, 8),
    number(0x00280102, 7),
    number(0x00280103, 0),
    { tag: 0x7fe00010, vr: 'OB', value: pixels },
  ]);
}
