/** The last day of a month, as an ISO date. */
function lastDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/**
 * Reads what a reader types as one end of a span of study dates: '2026', '2026-03' or '2026-03-14', or in the German order '03.2026' or
 * '14.03.2026', in whichever language. A year or a month stands for its first day as the span's start and its last day as the end.
 * @returns an ISO date; null for an empty field (no bound); undefined for what is no date.
 */
export function dateBound(text: string, side: 'from' | 'to'): string | null | undefined {
  if (text.trim() === '') return null;
  const yearLast = /^(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})$/.exec(text.trim());
  const yearFirst = yearLast === null ? text.trim() : yearLast.slice(1).reverse().filter(Boolean).join('-');
  const parts = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(yearFirst.replaceAll(/[./]/g, '-'));
  if (parts === null) return undefined;
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? (side === 'from' ? 1 : 12) : Number(parts[2]);
  if (month < 1 || month > 12) return undefined;
  const end = lastDay(year, month);
  if (parts[3] === undefined) return side === 'from' ? `${end.slice(0, 8)}01` : end;
  const day = Number(parts[3]);
  return day >= 1 && day <= Number(end.slice(8)) ? `${end.slice(0, 8)}${String(day).padStart(2, '0')}` : undefined;
}
