import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../src/main/store/database';
import { listStudies } from '../src/main/store/studies';
import type { StudyQuery } from '../src/shared/study';
import { type BenchReport, type BenchResult, quantile, reportOf } from './report';
import { fillWithStudies } from './synthetic-history';

const studyCount = 100_000;
const goalMilliseconds = 50;
const rounds = 5;

/** Searches, sorts and pages a history of 100,000 made-up studies, each query as the window asks it: count and page together. */
export async function run(): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-bench-'));
  try {
    const database = openDatabase(join(folder, 'history.sqlite'), { backupFolder: join(folder, 'backups') });
    console.error(`Filling a history with ${String(studyCount)} studies…`);
    fillWithStudies(database, studyCount);
    const results = [
      measured('search, p95', database, searches()),
      measured('filter by result and date, p95', database, filters()),
      measured('page at any depth, every order, p95', database, pages()),
      measured('search and page deep, every order, p95', database, deepSearches()),
    ];
    database.close();
    return reportOf('history', results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const firstPage: StudyQuery = {
  search: '',
  dateFrom: null,
  dateTo: null,
  result: 'any',
  sort: 'imported',
  descending: true,
  offset: 0,
  limit: 100,
};

const sorts = ['imported', 'study-date', 'patient-name', 'patient-id', 'probability'] as const;

/** What people type, letter by letter, rare and common, in several scripts, one word and two. */
const searchTexts = [
  'a',
  'm',
  'mu',
  'mul',
  'muller',
  'Müller',
  'an',
  '山',
  '山田',
  '민수',
  'ivanova olga',
  'P0012345',
  '12',
  'thorax',
  'chest',
  'nobody',
];

function searches(): readonly StudyQuery[] {
  return searchTexts.flatMap((search) => sorts.map((sort) => ({ ...firstPage, search, sort, descending: sort !== 'patient-name' })));
}

function filters(): readonly StudyQuery[] {
  const results = ['positive', 'negative', 'refused', 'error', 'pending'] as const;
  return results.flatMap((result) => [
    { ...firstPage, result },
    { ...firstPage, result, dateFrom: '2015-01-01', dateTo: '2015-12-31', sort: 'study-date' as const },
    { ...firstPage, result, search: 'an', dateFrom: '2020-01-01', sort: 'probability' as const },
  ]);
}

function pages(): readonly StudyQuery[] {
  const offsets = [0, 1_000, 25_000, 50_000, studyCount - 100];
  return sorts.flatMap((sort) =>
    [true, false].flatMap((descending) => offsets.map((offset) => ({ ...firstPage, sort, descending, offset }))),
  );
}

function deepSearches(): readonly StudyQuery[] {
  return sorts.flatMap((sort) => [true, false].map((descending) => ({ ...firstPage, search: 'a', sort, descending, offset: 60_000 })));
}

/** The 95th percentile over every run of every query. */
function measured(name: string, database: Database, queries: readonly StudyQuery[]): BenchResult {
  const milliseconds = queries.flatMap((query) => Array.from({ length: rounds }, () => millisecondsOf(database, query)));
  const p95 = quantile(milliseconds, 0.95);
  return { name, ours: p95, peer: null, unit: 'ms', ratio: null, goal: `<= ${String(goalMilliseconds)}`, met: p95 <= goalMilliseconds };
}

function millisecondsOf(database: Database, query: StudyQuery): number {
  const start = performance.now();
  listStudies(database, query);
  return performance.now() - start;
}
