import { encode as encodePng } from 'fast-png';
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatasetSource } from '../../shared/dataset';
import { writeWhole } from '../dataset/write-whole';
import { decodePicture } from '../dicom/decode-picture';
import type { RecipeImage } from './recipe-image';

/**
 * Lays images out as a table that can be added as a dataset: a folder of links (copies where the disk has no links) and the labels.
 * What is there already is left.
 */
export async function layOut(folder: string, images: readonly RecipeImage[]): Promise<DatasetSource> {
  const imagesFolder = join(folder, 'images');
  const rows = ['file,Target,patientId,class,part,x,y,width,height'];
  for (const image of images) {
    const name = await place(imagesFolder, image);
    const start = [name, Number(image.positive), image.patient, image.class, image.part].join(',');
    const boxes = image.boxes.map(({ x, y, width, height }) => `${start},${x},${y},${width},${height}`);
    rows.push(...(boxes.length > 0 ? boxes : [`${start},,,,`]));
  }
  const labels = join(folder, 'labels.csv');
  writeWhole(labels, Buffer.from(`${rows.join('\n')}\n`));
  return { kind: 'table', images: imagesFolder, labels };
}

async function place(folder: string, { name, file, inverted }: RecipeImage): Promise<string> {
  const placed = inverted ? name.replace(/\.[^.]*$/, '.png') : name;
  const target = join(folder, placed);
  if (existsSync(target)) return placed;
  mkdirSync(dirname(target), { recursive: true });
  if (inverted) writeWhole(target, await lungsTurnedBack(file));
  else linkOrCopy(file, target);
  return placed;
}

/** Values up to this are the source's black background and its JPEG noise. */
const background = 8;

/** As a PNG whose lungs are dark where there is air again. */
async function lungsTurnedBack(file: string): Promise<Uint8Array> {
  const { rows, columns, values } = await decodePicture(readFileSync(file), 'jpeg', file);
  const data = Uint8Array.from(values, (value) => (value <= background ? 0 : 255 - value));
  return encodePng({ width: columns, height: rows, data, depth: 8, channels: 1 });
}

function linkOrCopy(file: string, target: string): void {
  try {
    linkSync(file, target);
  } catch {
    copyFileSync(file, target);
  }
}
