import { type BenchReport, printReport } from './report';

/** Every benchmark by its name. A benchmark that cannot run, or cannot run its peer, throws. */
const benches: Readonly<Record<string, () => Promise<{ run: () => Promise<BenchReport> }>>> = {
  import: () => import('./import'),
  classify: () => import('./classify'),
  ingest: () => import('./ingest'),
  train: () => import('./train'),
  startup: () => import('./startup'),
  history: () => import('./history'),
  figures: () => import('./figures'),
  reading: () => import('./reading'),
};

/** `bench NAME [--json]`: exit code 0 when every goal was met, 1 when one was not or the benchmark could not run, 2 for wrong usage. */
async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  const [name, ...others] = words.filter((word) => word !== '--json');
  const load = name === undefined ? undefined : benches[name];
  if (load === undefined || others.length > 0) {
    console.error(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--json]`);
    return 2;
  }
  const { run } = await load();
  const report = await run();
  printReport(report, json);
  return report.met ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : String(error));
  return 1;
});
