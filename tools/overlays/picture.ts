import { encode } from 'fast-png';
import { reduced } from '../../src/main/dicom/thumbnail';
import type { GreyImage, Rectangle } from '../../src/shared/image';
import type { ShownOverlay } from '../../src/main/statistics/compare-overlays';

// One byte a pixel through a palette, which keeps a picture at some 40 kB: 30 greys by 8 strengths of the tint, and two colours of lines.
const greys = 30;
const tints = 8;
/** Of Okabe and Ito's palette, which the colour-blind can tell apart: vermilion for the model, sky blue for the radiologists. */
const modelColour = [213, 94, 0] as const;
const radiologistColour = [86, 180, 233] as const;
const [modelLine, radiologistLine] = [greys * tints, greys * tints + 1];
const strongestTint = 0.55;
const dashPixels = 6;

const palette = [
  ...Array.from({ length: greys * tints }, (_, index) => {
    const level = ((index % greys) / (greys - 1)) * 255;
    const tint = (Math.floor(index / greys) / (tints - 1)) * strongestTint;
    return modelColour.map((colour) => Math.round(level * (1 - tint) + colour * tint));
  }),
  [...modelColour],
  [...radiologistColour],
];

/** The image with the overlay as a tint of its cells, its boxes in a whole line of the same colour, and the radiologists' dashed in another. */
export function overlayPicture(image: GreyImage, { heatmap, boxes }: ShownOverlay, drawn: readonly Rectangle[], side: number): Uint8Array {
  const { width, height, values } = reduced(image, side);
  const scale = width / image.width;
  const data = new Uint8Array(width * height);
  const { region } = heatmap;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor((((x + 0.5) / scale - region.x) / region.width) * heatmap.width);
      const row = Math.floor((((y + 0.5) / scale - region.y) / region.height) * heatmap.height);
      const strength = heatmap.values[row * heatmap.width + column] ?? 0;
      const grey = Math.round(((values[y * width + x] ?? 0) / 255) * (greys - 1));
      data[y * width + x] = Math.round(strength * (tints - 1)) * greys + grey;
    }
  }
  const outline = (box: Rectangle, colour: number, dashed: boolean): void => {
    const [left, right] = [Math.round(box.x * scale), Math.round((box.x + box.width) * scale) - 1];
    const [top, bottom] = [Math.round(box.y * scale), Math.round((box.y + box.height) * scale) - 1];
    const dot = (x: number, y: number): void => {
      const inside = x >= 0 && y >= 0 && x < width && y < height;
      if (inside && !(dashed && Math.floor((x + y) / dashPixels) % 2 === 1)) data[y * width + x] = colour;
    };
    for (let x = left; x <= right; x += 1) [top, top + 1, bottom - 1, bottom].forEach((y) => dot(x, y));
    for (let y = top; y <= bottom; y += 1) [left, left + 1, right - 1, right].forEach((x) => dot(x, y));
  };
  boxes.forEach((box) => outline(box, modelLine, false));
  drawn.forEach((box) => outline(box, radiologistLine, true));
  return encode({ width, height, data, channels: 1, depth: 8, palette });
}
