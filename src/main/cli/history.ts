import { findStudies, listStudies, showStudy } from '../store/studies';
import { everyStudy, type StudyCriteria, type StudySort, studySorts, studyStatuses } from '../../shared/worklist';
import { type Action, type CommandOptions, needOperands, print, UsageError } from './command';

/** Options of `list`, for parseArgs. */
export const listOptions = { status: { type: 'string' }, sort: { type: 'string' } } as const;

export interface ListOptions {
  readonly status?: string | undefined;
  readonly sort?: string | undefined;
}

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

export function list(
  operands: readonly string[],
  { json, search, limit: limitText, list: how }: CommandOptions & { list: ListOptions },
): Action {
  if (operands.length > 0) throw new UsageError('list takes no path; use --search TEXT.');
  const limit = Number(limitText);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw new UsageError('--limit takes a number from 1 to 500.');
  const criteria = { ...everyStudy, search, ...orderAndStatus(how) };
  return async ({ db }) => {
    const page = listStudies(db, { ...criteria, offset: 0, limit });
    for (const row of page.rows) {
      const result = row.result.status === 'ok' ? row.result.probability.toFixed(3) : row.result.status;
      print(
        json ? JSON.stringify(row) : [row.studyId, row.studyDate ?? '-', row.patientId || '-', row.patientName || '-', result].join('\t'),
      );
    }
    return true;
  };
}

/** Names first, newest and most suspicious first. */
const ascending: readonly StudySort[] = ['patient-name', 'patient-id'];

function orderAndStatus({ status, sort = 'imported' }: ListOptions): Pick<StudyCriteria, 'status' | 'sort' | 'descending'> {
  const knownStatus = (['any', ...studyStatuses] as const).find((one) => one === (status ?? 'any'));
  if (knownStatus === undefined) throw new UsageError(`--status takes one of ${studyStatuses.join(', ')}.`);
  const knownSort = studySorts.find((one) => one === sort);
  if (knownSort === undefined) throw new UsageError(`--sort takes one of ${studySorts.join(', ')}.`);
  return { status: knownStatus, sort: knownSort, descending: !ascending.includes(knownSort) };
}

export function show(operands: readonly string[], { json }: CommandOptions): Action {
  const [text] = operands;
  if (text === undefined || operands.length > 1) throw new UsageError('show takes one study.');
  return async ({ db }) => {
    for (const study of findStudies(db, text)) print(JSON.stringify(showStudy(db, study.studyId), null, json ? 0 : 2));
    return true;
  };
}
