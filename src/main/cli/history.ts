import { findStudies, listStudies, showStudy } from '../store/studies';
import { type Action, type CommandOptions, needOperands, print, UsageError } from './command';

export function importPaths(paths: readonly string[], { json }: CommandOptions): Action {
  needOperands(paths, 'import');
  return async ({ importer }) => {
    const { state, imported, duplicates, failures } = await importer.start(paths).finished;
    for (const failure of failures) print(json ? JSON.stringify(failure) : failure.message);
    const counts = { state, imported, duplicates, failed: failures.length };
    print(json ? JSON.stringify(counts) : `${imported} imported, ${duplicates} already there, ${failures.length} not taken`);
    return state === 'finished' && failures.length === 0;
  };
}

export function list(operands: readonly string[], { json, search, limit: limitText }: CommandOptions): Action {
  if (operands.length > 0) throw new UsageError('list takes no path; use --search TEXT.');
  const limit = Number(limitText);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw new UsageError('--limit takes a number from 1 to 500.');
  return async ({ db }) => {
    const page = listStudies(db, {
      search,
      dateFrom: null,
      dateTo: null,
      result: 'any',
      sort: 'imported',
      descending: true,
      offset: 0,
      limit,
    });
    for (const row of page.rows) {
      const result = row.result.status === 'ok' ? row.result.probability.toFixed(3) : row.result.status;
      print(
        json ? JSON.stringify(row) : [row.studyId, row.studyDate ?? '-', row.patientId || '-', row.patientName || '-', result].join('\t'),
      );
    }
    return true;
  };
}

export function show(operands: readonly string[], { json }: CommandOptions): Action {
  const [text] = operands;
  if (text === undefined || operands.length > 1) throw new UsageError('show takes one study.');
  return async ({ db }) => {
    for (const study of findStudies(db, text)) print(JSON.stringify(showStudy(db, study.studyId), null, json ? 0 : 2));
    return true;
  };
}
