/** The day of a moment in the machine's own time zone, as an ISO date: what SQLite's date(…, 'localtime') gives. */
export function localDay(atMs: number, daysLater = 0): string {
  const moment = new Date(atMs);
  const two = (part: number): string => String(part).padStart(2, '0');
  // By the calendar, not by 24 hours: a day of a clock change has 23 or 25.
  moment.setDate(moment.getDate() + daysLater);
  return `${String(moment.getFullYear())}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
