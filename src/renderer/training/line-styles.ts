export interface LineStyle {
  /** The theme's variable. */
  readonly colour: string;
  /** Pixels drawn and left out in turn. */
  readonly dash: readonly number[];
}

export const plainLine: LineStyle = { colour: '--text-soft', dash: [] };

/** How the curves of one picture are told apart: by dashes as well as by colour. */
export const lineStyles: readonly LineStyle[] = [
  plainLine,
  { colour: '--accent', dash: [8, 4] },
  { colour: '--attention', dash: [2, 3] },
  { colour: '--text', dash: [12, 3, 2, 3] },
];

/** A theme's colour as a canvas takes it: the variable may hold a `light-dark()` that only a property resolves. */
export function resolvedColour(holder: HTMLElement, variable: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${variable})`;
  holder.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
