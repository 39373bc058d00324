import type { DatasetCase } from '../dataset/dataset-case';
import { openPictureStore } from '../dataset/picture-store-file';
import { compileNetwork } from '../ml/compile-network';
import { toHeatmap } from '../ml/localise';
import type { LayersModel } from '../ml/tensorflow';
import { pointsIntoBox } from '../statistics/localisation';

/** An image as a network saw it that was not trained on its patient. */
export interface OutOfFoldCase {
  readonly image: DatasetCase;
  /** Of the picture alone, and the mean with that of its mirror image; before calibration. */
  readonly plainLogit: number;
  readonly logit: number;
  /** The overlay's peak lies in a radiologist's box; null where there is none. */
  readonly hit: boolean | null;
}

/** Scores the cases of one fold from their prepared pictures (equalised: -1 to 1). @param network with its mirrored pass */
export function scoreFold(network: LayersModel, picturesFile: string, cases: readonly DatasetCase[]): readonly OutOfFoldCase[] {
  const store = openPictureStore(picturesFile);
  const compiled = compileNetwork(network, store.size);
  const bytes = new Uint8Array(store.size ** 2);
  try {
    return cases.map((image) => {
      store.read(image.record, bytes, 0);
      const [logits, map = new Float32Array(), members] = compiled.run(Float32Array.from(bytes, (value) => (2 * value) / 255 - 1));
      const side = Math.max(image.widthPixels, image.heightPixels);
      const [left, top] = [Math.floor((side - image.widthPixels) / 2), Math.floor((side - image.heightPixels) / 2)];
      const heatmap = toHeatmap(map, { x: -left, y: -top, width: side, height: side });
      const hit = image.boxes.length === 0 ? null : pointsIntoBox(heatmap, image.boxes);
      return { image, plainLogit: members?.[0] ?? NaN, logit: logits?.[0] ?? NaN, hit };
    });
  } finally {
    compiled.dispose();
    store.close();
  }
}
