import type { FixedPart } from '../dataset/labels/labelled-image';
import type { Rectangle } from '../../shared/image';

/** The RSNA challenge's words for what an image shows; '' where no radiologist said. */
export type RsnaClass = 'Normal' | 'No Lung Opacity / Not Normal' | 'Lung Opacity' | '';

/** An image of one of the sources, as the recipe takes it. */
export interface RecipeImage {
  /** Its name in the dataset: the source's folder and the file's own name. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  /** Its source inverted the grey values inside the lungs, and blackened the rest. */
  readonly inverted: boolean;
  readonly positive: boolean;
  /** The same person has the same name in every source. */
  readonly patient: string;
  readonly class: RsnaClass;
  /** In pixels of the image. */
  readonly boxes: readonly Rectangle[];
  readonly part: FixedPart;
}
