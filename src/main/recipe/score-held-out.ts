import type { DatasetCase } from '../dataset/dataset-case';
import { openPictureStore } from '../dataset/picture-store-file';
import { compileNetwork } from '../ml/compile-network';
import { toHeatmap } from '../ml/localise';
import type { LayersModel } from '../ml/tensorflow';
import { pointsIntoBox } from '../statistics/localisation';

/** An image as a network saw it that was not trained on its patient. */
export interface HeldOutCase {
  readonly image: DatasetCase;
  /** The mean over all passes, before calibration. */
  readonly logit: number;
  /** One a pass: each member on the picture, then on its mirror image. */
  readonly passes: readonly number[];
  /** The overlay's peak lies in a radiologist's box; null where there is none. */
  readonly hit: boolean | null;
}

/** Scores cases from their prepared pictures (equalised: -1 to 1). */
export function scoreHeldOut(network: LayersModel, picturesFile: string, cases: readonly DatasetCase[]): readonly HeldOutCase[] {
  const store = openPictureStore(picturesFile);
  const compiled = compileNetwork(network, store.size);
  const bytes = new Uint8Array(store.size ** 2);
  try {
    return cases.map((image) => {
      store.read(image.record, bytes, 0);
      const [logits, map = new Float32Array(), passes = new Float32Array()] = compiled.run(
        Float32Array.from(bytes, (value) => (2 * value) / 255 - 1),
      );
      const side = Math.max(image.widthPixels, image.heightPixels);
      const [left, top] = [Math.floor((side - image.widthPixels) / 2), Math.floor((side - image.heightPixels) / 2)];
      const heatmap = toHeatmap(map, { x: -left, y: -top, width: side, height: side });
      const hit = image.boxes.length === 0 ? null : pointsIntoBox(heatmap, image.boxes);
      return { image, logit: logits?.[0] ?? NaN, passes: [...passes], hit };
    });
  } finally {
    compiled.dispose();
    store.close();
  }
}
