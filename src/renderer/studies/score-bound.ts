/** Reads what a reader types as one end of a range of probabilities: '0.4', '.4', '0,4' or '40 %'. Null for an empty field (no bound); undefined for what is none. */
export function scoreBound(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  const parts = /^(\d*\.?\d+)\s*(%?)$/.exec(plain);
  if (parts === null) return undefined;
  const value = Number(parts[1]) / (parts[2] === '%' ? 100 : 1);
  return value >= 0 && value <= 1 ? value : undefined;
}
