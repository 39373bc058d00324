import type { Cornerstone, Image } from './cornerstone-types';
import { imageIdOf, loadImage } from './load-image';

/** The decoded images in memory. Those far from what the reader looks at are given back. */
export class ImageStock {
  readonly #cornerstone: Cornerstone;
  readonly #decoded = new Set<number>();

  constructor(cornerstone: Cornerstone) {
    this.#cornerstone = cornerstone;
  }

  /**
   * Loads and decodes an instance; a second call for one that is in memory or under way does no work.
   * @throws ExpectedFailure as loadImage does
   */
  async load(instanceId: number, file: string): Promise<Image> {
    const image = await loadImage(this.#cornerstone, instanceId, file);
    this.#decoded.add(instanceId);
    return image;
  }

  /** Gives the memory of all other images back; what is on the screen stays drawn. */
  keepOnly(instanceIds: ReadonlySet<number>): void {
    for (const instanceId of this.#decoded) {
      if (instanceIds.has(instanceId)) continue;
      this.#decoded.delete(instanceId);
      // The library may have given it back by itself, where it ran out of room.
      const imageId = imageIdOf(instanceId);
      if (this.#cornerstone.imageCache.getImageLoadObject(imageId) !== undefined)
        this.#cornerstone.imageCache.removeImageLoadObject(imageId);
    }
  }
}
