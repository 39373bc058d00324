/**
 * So many of them, evenly spaced in the order given: of `count` equal stretches the one in the middle of each. What they look like has no say.
 * @param count at most as many as there are
 */
export function evenlySpaced<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length < count) throw new Error(`${count} were asked for, and there are ${items.length}`);
  return Array.from({ length: count }, (_, place) => items[Math.floor(((place + 0.5) * items.length) / count)] as Item);
}
