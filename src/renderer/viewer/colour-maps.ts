import type { ColourMapName } from '../../shared/settings';

export type Colour = readonly [red: number, green: number, blue: number];

/**
 * Perceptually even colour maps that stay in order for every kind of colour vision, from faint to strong, red, green and blue from 0 to 255.
 * The first three are anchors at 0.25 to 1 of matplotlib's CC0 maps (cividis: Nuñez, Anderton and Renslow, PLOS ONE 2018): their dark ends
 * would hide in a radiograph.
 */
export const colourMaps: Readonly<Record<ColourMapName, readonly Colour[]>> = {
  inferno: [
    [87, 16, 110],
    [120, 28, 109],
    [153, 39, 102],
    [186, 54, 85],
    [212, 72, 66],
    [236, 105, 37],
    [249, 142, 9],
    [251, 182, 26],
    [244, 223, 83],
    [252, 255, 164],
  ],
  viridis: [
    [59, 82, 139],
    [49, 104, 142],
    [40, 124, 142],
    [33, 144, 140],
    [32, 164, 134],
    [53, 183, 121],
    [93, 201, 99],
    [143, 215, 68],
    [199, 224, 32],
    [253, 231, 37],
  ],
  cividis: [
    [67, 78, 108],
    [87, 93, 109],
    [106, 108, 113],
    [124, 123, 120],
    [144, 139, 120],
    [165, 156, 116],
    [187, 173, 108],
    [210, 191, 96],
    [233, 210, 78],
    [254, 232, 56],
  ],
  greys: [
    [64, 64, 64],
    [255, 255, 255],
  ],
};

/** The colour of a value from 0 to 1 in a map. */
export function colourOf(map: ColourMapName, value: number): Colour {
  const ramp = colourMaps[map];
  const place = Math.min(Math.max(value, 0), 1) * (ramp.length - 1);
  const lower = ramp[Math.floor(place)] ?? [0, 0, 0];
  const upper = ramp[Math.ceil(place)] ?? lower;
  const share = place - Math.floor(place);
  const mixed = (channel: 0 | 1 | 2): number => Math.round(lower[channel] * (1 - share) + upper[channel] * share);
  return [mixed(0), mixed(1), mixed(2)];
}

/** As CSS writes it. */
export function cssColour([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** The map's own colours from left to right, as a CSS background. */
export function cssRamp(map: ColourMapName): string {
  return `linear-gradient(90deg, ${colourMaps[map].map(cssColour).join(', ')})`;
}
