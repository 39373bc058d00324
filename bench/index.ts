import { loadavg } from 'node:os';
import { benches } from './benches';
import { recordInPage } from './record';
import { printReport } from './report';

/**
 * `bench NAME [--json] [--record]`: exit code 0 when every goal was met, 1 when one was not or the benchmark could not run, 2 for wrong usage.
 * `--record` writes the result into docs/benchmarks.md, in the place of the last one.
 */
async function main(words: readonly string[]): Promise<number> {
  const [json, record] = [words.includes('--json'), words.includes('--record')];
  const [name, ...others] = words.filter((word) => word !== '--json' && word !== '--record');
  const load = name === undefined ? undefined : benches[name];
  if (load === undefined || others.length > 0) {
    console.error(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--json] [--record]`);
    return 2;
  }
  const [busyBefore = 0] = loadavg();
  const { run } = await load();
  const report = await run();
  printReport(report, json);
  if (record) await recordInPage(report, busyBefore);
  return report.met ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : String(error));
  return 1;
});
