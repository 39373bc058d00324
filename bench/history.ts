import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../src/main/store/database';
import { countByStatus, listStudies, listStudyIds, studyFacets } from '../src/main/store/studies';
import type { StudyQuery } from '../src/shared/study';
import { everyStudy, studySorts as sorts } from '../src/shared/worklist';
import { type BenchReport, type BenchResult, quantile, reportOf } from './report';
import { fillWithStudies } from './synthetic-history';

const studyCount = 100_000;
const goalMilliseconds = 50;
const countGoalMilliseconds = 100;
const rounds = 5;
/** Within the synthetic studies' dates, so that there are some of today. */
const nowMs = Date.parse('2024-06-15T12:00:00');

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
      measured('every filter of the worklist, p95', database, worklistFilters()),
      measured('page at any depth, every order, p95', database, pages()),
      measured('search and page deep, every order, p95', database, deepSearches()),
      timed('counts by status, p95', countGoalMilliseconds, worklistFilters(), (query) => countByStatus(database, query, nowMs)),
      timed('every study’s number, for a selection, p95', countGoalMilliseconds, selections(), (query) =>
        listStudyIds(database, { criteria: query, offset: 0, limit: studyCount }, nowMs),
      ),
      timed('what there is to filter by, p95', countGoalMilliseconds, [firstPage], () => studyFacets(database)),
    ];
    database.close();
    return reportOf('history', results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const firstPage: StudyQuery = { ...everyStudy, offset: 0, limit: 100 };

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

/** Each filter alone and with others, common and rare, in the worklist's order and in another. */
function worklistFilters(): readonly StudyQuery[] {
  const filters: readonly Partial<StudyQuery>[] = [
    { status: 'unread' },
    { status: 'second-look' },
    { status: 'read' },
    { status: 'unread', period: 'today' },
    { period: 'last-7-days' },
    { modality: 'CR' },
    { modality: 'OT' },
    { view: 'AP' },
    { view: '' },
    { probabilityFrom: 0.45, probabilityTo: 0.55 },
    { modelId: 'synthetic' },
    { modelId: 'nobody' },
    { disagreement: true },
    { status: 'second-look', modality: 'CR', view: 'AP', probabilityFrom: 0.9, search: 'an', modelId: 'synthetic' },
  ];
  const inSorts = ['worklist', 'imported', 'study-date'] as const;
  return filters.flatMap((filter) => inSorts.flatMap((sort) => [0, 200].map((offset) => ({ ...firstPage, ...filter, sort, offset }))));
}

function selections(): readonly StudyQuery[] {
  return [firstPage, { ...firstPage, search: 'a' }, { ...firstPage, status: 'unread' }, { ...firstPage, sort: 'patient-name' }];
}

function measured(name: string, database: Database, queries: readonly StudyQuery[]): BenchResult {
  return timed(name, goalMilliseconds, queries, (query) => listStudies(database, query, nowMs));
}

/** The 95th percentile over every run of every query. */
function timed(name: string, goal: number, queries: readonly StudyQuery[], ask: (query: StudyQuery) => unknown): BenchResult {
  const milliseconds = queries.flatMap((query) => Array.from({ length: rounds }, () => millisecondsOf(() => ask(query))));
  const p95 = quantile(milliseconds, 0.95);
  return { name, ours: p95, peer: null, unit: 'ms', ratio: null, goal: `<= ${String(goal)}`, met: p95 <= goal };
}

function millisecondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
