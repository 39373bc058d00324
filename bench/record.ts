import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { type BenchReport, cellsOf } from './report';

const page = 'docs/benchmarks.md';

export interface Circumstances {
  /** YYYY-MM-DD */
  readonly date: string;
  /** What was measured; '+' at its end: with changes that were not committed. */
  readonly commit: string;
  /** Processes that wanted a processor when the benchmark began (load average over a minute), and how many can have one at a time. */
  readonly load: number;
  readonly processors: number;
}

/**
 * The page with this report in the place of its benchmark's last one.
 * @throws Error where the page has no section for it
 */
export function withReport(text: string, report: BenchReport, circumstances: Circumstances): string {
  const [start, end] = [`<!-- last result of ${report.bench} -->`, `<!-- end of ${report.bench} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no place for the results of ${report.bench}.`);
  return `${text.slice(0, from)}${start}\n\n${described(report, circumstances)}\n\n${text.slice(to)}`;
}

function described({ device, results }: BenchReport, { date, commit, load, processors }: Circumstances): string {
  const header = ['', 'ours', 'peer', 'unit', 'ratio', 'goal', 'met'];
  const rows = [header, header.map(() => '---'), ...results.map(cellsOf)];
  // An idle desktop stays below; what other programs take is missing here and in the peer, not in equal parts.
  const busy = load > processors / 4 ? ` The machine was busy with other work (load ${load.toFixed(1)}): not to be relied on.` : '';
  return `${date}, commit ${commit}, on ${device}.${busy}\n\n${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;
}

/**
 * Writes a report into docs/benchmarks.md.
 * @param load the load average before the benchmark began
 */
export async function recordInPage(report: BenchReport, load: number): Promise<void> {
  const circumstances = { date: new Date().toISOString().slice(0, 10), commit: commit(), load, processors: availableParallelism() };
  const text = withReport(readFileSync(page, 'utf8'), report, circumstances);
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}

function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', '.', `:!${page}`) !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`;
}
