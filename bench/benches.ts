import type { BenchReport } from './report';

/** Every benchmark by its name. A benchmark that cannot run, or cannot run its peer, throws. docs/benchmarks.md tells of each. */
export const benches: Readonly<Record<string, () => Promise<{ run: () => Promise<BenchReport> }>>> = {
  import: () => import('./import'),
  classify: () => import('./classify'),
  ingest: () => import('./ingest'),
  train: () => import('./train'),
  startup: () => import('./startup'),
  history: () => import('./history'),
  figures: () => import('./figures'),
  reading: () => import('./reading'),
};
