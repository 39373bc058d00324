import { cpus } from 'node:os';

/** One measured figure beside its goal. */
export interface BenchResult {
  readonly name: string;
  readonly ours: number;
  /** The same work done by the peer in this same run; null where there is no peer. */
  readonly peer: number | null;
  readonly unit: string;
  /** ours over peer, in the figure's own unit; null where there is no peer. */
  readonly ratio: number | null;
  readonly goal: string;
  readonly met: boolean;
}

export interface BenchReport {
  readonly bench: string;
  readonly device: string;
  readonly results: readonly BenchResult[];
  readonly met: boolean;
}

/** The processor and its number of threads: what a figure means nothing without. */
export function cpuName(): string {
  const all = cpus();
  return `${all[0]?.model.trim() ?? 'unknown processor'}, ${String(all.length)} threads`;
}

/** A report is met when all its figures are. */
export function reportOf(bench: string, results: readonly BenchResult[], device = cpuName()): BenchReport {
  return { bench, device, results, met: results.every((result) => result.met) };
}

/** The middle value; of an even number of values the mean of the middle two. */
export function median(values: readonly number[]): number {
  return (quantile(values, 0.5, Math.floor) + quantile(values, 0.5, Math.ceil)) / 2;
}

/** The value that a share `q` (0 to 1) of the values does not exceed (nearest rank, rounded up). */
export function quantile(values: readonly number[], q: number, round = Math.ceil): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[round(q * (sorted.length - 1))];
  if (value === undefined) throw new Error('No values to take a quantile of.');
  return value;
}

/** Prints the table and, where asked, the report as one JSON object on the last line. */
export function printReport(report: BenchReport, json: boolean): void {
  console.log(`${report.bench}, on ${report.device}`);
  const header = ['', 'ours', 'peer', 'unit', 'ratio', 'goal', 'met'];
  const lines = report.results.map(cellsOf);
  const widths = header.map((_, column) => Math.max(...[header, ...lines].map((line) => line[column]?.length ?? 0)));
  for (const line of [header, ...lines]) console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  if (json) console.log(JSON.stringify(report));
}

/** A result as a table's row: name, ours, peer, unit, ratio, goal, met. */
export function cellsOf(result: BenchResult): readonly string[] {
  return [
    result.name,
    figure(result.ours),
    result.peer === null ? '-' : figure(result.peer),
    result.unit,
    result.ratio === null ? '-' : result.ratio.toFixed(2),
    result.goal,
    result.met ? 'yes' : 'NO',
  ];
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
