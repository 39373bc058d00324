import type { Heatmap, Rectangle } from '../../shared/image';

/**
 * The overlay of a network whose second output is an opacity map: for each cell, how far the network takes it to lie inside a box that a
 * radiologist would draw around an opacity. The map was trained on such boxes and the image's score is computed from the very same
 * features and from the map itself, so it shows what the score rests on, which a saliency map computed afterwards (Grad-CAM: Selvaraju
 * et al., ICCV 2017; class activation maps: Zhou et al., CVPR 2016) only estimates.
 * @param cells the map, row-major, 0 to 1; empty for a network without one, which gives a heatmap of 0 x 0 cells
 * @param region what the network's square covers in pixels of the image
 */
export function toHeatmap(cells: Float32Array, region: Rectangle): Heatmap {
  const side = Math.sqrt(cells.length);
  return { width: side, height: side, values: cells, region };
}
