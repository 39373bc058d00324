import { join } from 'node:path';
import type { DatasetSource } from '../../../shared/dataset';
import { fail, type Failure } from '../../../shared/failure';
import type { LabelledImage, LabelList } from './labelled-image';
import { listFiles, looksLikeImage } from './list-images';

/** A folder with one folder a class: an image's class is the first folder on its path. */
export function readFolders(source: Extract<DatasetSource, { readonly kind: 'folders' }>): LabelList {
  const images: LabelledImage[] = [];
  const problems: Failure[] = [];
  for (const name of listFiles(source.images).filter(looksLikeImage)) {
    const file = join(source.images, name);
    const parts = name.split('/');
    const [folder = ''] = parts;
    if (parts.length === 1) problems.push({ code: 'labels-unusable', message: `${file} lies in no class's folder.`, file });
    else images.push({ name, file, patient: null, positive: source.positive.includes(folder), class: folder, boxes: [], label: null });
  }
  const classes = [...new Set(images.map((image) => image.class))];
  if (classes.length === 0) fail('labels-unusable', `${source.images} has no folders with images, one a class.`, source.images);
  const unknown = source.positive.find((name) => !classes.includes(name));
  if (unknown !== undefined) {
    fail('labels-unusable', `${source.images} has no folder ${unknown} with images; its classes are ${classes.join(', ')}.`, source.images);
  }
  return { images, problems };
}
