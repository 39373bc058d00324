import type { Failure } from '../../../shared/failure';
import type { Rectangle } from '../../../shared/image';

/** A part of a dataset that labels can fix, as sets with a split of their own do. */
export type FixedPart = 'training' | 'validation' | 'test';

/** An image and what its labels say of it, before anyone has looked at the file. */
export interface LabelledImage {
  /** What decides its place in the dataset: the file's path inside the images folder, with '/'. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  /** Null where the labels do not say: then the header's, else every image is a patient of its own. */
  readonly patient: string | null;
  readonly positive: boolean;
  /** '' where there is none. */
  readonly class: string;
  /** The part that the labels fix for it; a split deals the others. */
  readonly part?: FixedPart | undefined;
  /** In pixels of the original image. */
  readonly boxes: readonly Rectangle[];
  /** The file that labelled it and the line there; null for a folder's name or a verdict. */
  readonly label: { readonly file: string; readonly line: number } | null;
}

/** What a dataset's source names: images in the order of their names, and whatever could not be taken. */
export interface LabelList {
  readonly images: readonly LabelledImage[];
  readonly problems: readonly Failure[];
}
