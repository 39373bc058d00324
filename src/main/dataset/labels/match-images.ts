import { basename, join } from 'node:path';
import type { Failure } from '../../../shared/failure';
import type { LabelledImage, LabelList } from './labelled-image';
import { byName, listFiles, looksLikeImage } from './list-images';

export interface Labels {
  readonly file: string;
  readonly images: readonly LabelledImage[];
  readonly problems: readonly Failure[];
  /** Names of the images whose rows are broken, which the problems tell. */
  readonly broken: ReadonlySet<string>;
}

/** Joins labels and files: a label without its file and an image file without a label become problems. */
export function withImages(folder: string, labels: Labels): LabelList {
  const files = listFiles(folder);
  const present = new Set(files);
  const named = new Set(labels.images.map((image) => image.name));
  const missing = labels.images.filter((image) => !present.has(image.name)).map((image) => missingImage(image, labels.file));
  const unlabelled = files
    .filter((name) => !named.has(name) && !labels.broken.has(name) && looksLikeImage(name))
    .map((name) => unlabelledImage(join(folder, name), labels.file));
  const images = labels.images.filter((image) => present.has(image.name)).sort((one, other) => byName(one.name, other.name));
  return { images, problems: [...labels.problems, ...missing, ...unlabelled] };
}

function missingImage({ file, label }: LabelledImage, labels: string): Failure {
  const line = label === null ? '' : `, line ${label.line}`;
  return { code: 'not-found', message: `${file} does not exist, though ${basename(labels)}${line} labels it.`, file };
}

function unlabelledImage(file: string, labels: string): Failure {
  return { code: 'labels-unusable', message: `${file} has no label in ${basename(labels)}.`, file };
}
