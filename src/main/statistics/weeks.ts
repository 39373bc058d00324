import type { WeekFigures } from '../../shared/figures';
import { quantile } from './metrics';
import { estimateShare } from './wilson';

/** What one image came to, and when. */
export interface TimedOutcome {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly status: 'ok' | 'refused' | 'error';
  /** 0 to 1; null unless 'ok'. */
  readonly probability: number | null;
  readonly positive: boolean;
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Images by the calendar week (Monday to Sunday, machine's time zone) that they were scored in, oldest first; weeks without any are left out. */
export function weeklyFigures(outcomes: readonly TimedOutcome[]): readonly WeekFigures[] {
  const weeks = new Map<string, TimedOutcome[]>();
  for (const outcome of outcomes) {
    const monday = mondayOf(outcome.atMs);
    const week = weeks.get(monday);
    if (week === undefined) weeks.set(monday, [outcome]);
    else week.push(outcome);
  }
  return [...weeks].sort(([one], [other]) => (one < other ? -1 : 1)).map(([monday, week]) => figuresOf(monday, week));
}

function figuresOf(monday: string, week: readonly TimedOutcome[]): WeekFigures {
  const scores = Float64Array.from(week.flatMap(({ probability }) => (probability === null ? [] : [probability]))).sort();
  const sorted = [...scores];
  const positives = week.filter(({ status, positive }) => status === 'ok' && positive).length;
  const count = (status: TimedOutcome['status']): number => week.filter((one) => one.status === status).length;
  return {
    monday,
    name: isoWeekName(monday),
    images: week.length,
    refused: count('refused'),
    failed: count('error'),
    quartiles: sorted.length === 0 ? null : { low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75) },
    positives: sorted.length === 0 ? null : estimateShare(positives, sorted.length),
  };
}

/** The Monday of the week of a moment, as an ISO date by the machine's clock. */
export function mondayOf(atMs: number): string {
  const moment = new Date(atMs);
  const sinceMonday = (moment.getDay() + 6) % 7;
  const monday = new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() - sinceMonday);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${monday.getFullYear()}-${two(monday.getMonth() + 1)}-${two(monday.getDate())}`;
}

/** The week's name by ISO 8601: its year is that of its Thursday, and week 1 is the one that holds the year's first Thursday. */
export function isoWeekName(monday: string): string {
  const thursday = new Date(Date.parse(`${monday}T00:00:00Z`) + 3 * dayMilliseconds);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMilliseconds)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
