import type { Image } from './cornerstone-types';
import { GreyPyramid, type GreyPicture, levelFor } from '../../shared/grey-pyramid';
import { sharpen, type Sharpening } from '../../shared/sharpening';

/** An image at the sizes it is drawn from, plain and sharpened. */
class ImageSource {
  readonly #image: Image;
  readonly #pyramid: GreyPyramid;
  #sharp: { readonly level: number; readonly sharpening: Sharpening; readonly picture: GreyPicture } | null = null;

  constructor(image: Image) {
    this.#image = image;
    this.#pyramid = new GreyPyramid({ width: image.width, height: image.height, values: image.getPixelData() });
  }

  /**
   * The picture to draw at `scale` canvas pixels an image pixel, and how many image pixels a pixel of it covers along each axis. What is
   * sharpened is the picture that is drawn, so that sharpening follows the zoom: it brings out the finest detail that the screen shows.
   */
  at(scale: number, sharpening: Sharpening): { readonly picture: GreyPicture; readonly pixelSize: number } {
    const level = levelFor(scale, this.#image);
    const pixelSize = 2 ** level;
    if (sharpening === 'off') return { picture: this.#pyramid.at(level), pixelSize };
    if (this.#sharp?.level !== level || this.#sharp.sharpening !== sharpening) {
      const range = [this.#image.minPixelValue, this.#image.maxPixelValue] as const;
      this.#sharp = { level, sharpening, picture: sharpen(this.#pyramid.at(level), sharpening, range) };
    }
    return { picture: this.#sharp.picture, pixelSize };
  }
}

const sources = new WeakMap<Image, ImageSource>();

/** The source of an image; kept as long as the image is. */
export function sourceOf(image: Image): ImageSource {
  const known = sources.get(image);
  if (known !== undefined) return known;
  const made = new ImageSource(image);
  sources.set(image, made);
  return made;
}
