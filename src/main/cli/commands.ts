import { availableParallelism } from 'node:os';
import { classifyFiles, type ClassifiedFile } from '../services/classify-files';
import { diskFreeBytes } from '../services/disk-space';
import { checkDatabase } from '../store/check-database';
import { findStudies, listStudies, showStudy } from '../store/studies';
import { type Action, print, UsageError } from './command';
import { dataset, type DatasetOptions } from './datasets';

export { UsageError } from './command';

export interface CommandOptions {
  readonly json: boolean;
  readonly store: boolean;
  readonly search: string;
  readonly limit: string;
  /** What `dataset` takes. */
  readonly dataset: DatasetOptions;
}

/** Reads its operands first, so that wrong usage (UsageError) is found before anything is opened. */
type Command = (operands: readonly string[], options: CommandOptions) => Action;

export const usage = `Usage: pneumoscope COMMAND [--home DIR] [--json]

  classify PATH... [--model ID] [--no-store]   score files, folders or a DICOMDIR; a line an image
  import PATH...                               copy into the history without waiting for scores
  list [--search TEXT] [--limit N]             the case history, newest first
  show STUDY                                   one study, by its number or Study Instance UID
  dataset add NAME --images DIR --labels CSV [--classes CSV] [--locked]
                                               take labelled images in for training
  dataset add NAME --images DIR --positive NAME[,NAME]
                                               the same, from a folder per class
  dataset audit NAME                           what to look at before training on it
  dataset list                                 the datasets there are
  doctor                                       device, versions, folders and what is missing

Exit codes: 0 all done; 1 at least one item failed; 2 wrong usage.
Research use only. Not for diagnosis.`;

export const commands = { classify, import: importPaths, list, show, dataset, doctor } as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;

function classify(paths: readonly string[], { json, store }: CommandOptions): Action {
  needOperands(paths, 'classify');
  return async (services) => {
    let allDone = true;
    const storeFolder = store ? services.paths.store : null;
    for await (const line of classifyFiles({ ...services, storeFolder }, paths)) {
      if (line.status === 'error') allDone = false;
      print(json ? JSON.stringify(line) : describeLine(line));
    }
    return allDone;
  };
}

function describeLine(line: ClassifiedFile): string {
  if (line.status !== 'ok') return `${line.status.padEnd(8)}  ${line.message}`;
  const verdict = line.positive ? 'opacity suspected' : 'no opacity suspected';
  return `${line.probability.toFixed(3).padEnd(8)}  ${line.file}: ${verdict} (threshold ${line.threshold.toFixed(3)}, ${line.modelId})`;
}

function importPaths(paths: readonly string[], { json }: CommandOptions): Action {
  needOperands(paths, 'import');
  return async ({ importer }) => {
    const { state, imported, duplicates, failures } = await importer.start(paths).finished;
    for (const failure of failures) print(json ? JSON.stringify(failure) : failure.message);
    const counts = { state, imported, duplicates, failed: failures.length };
    print(json ? JSON.stringify(counts) : `${imported} imported, ${duplicates} already there, ${failures.length} not taken`);
    return state === 'finished' && failures.length === 0;
  };
}

function list(operands: readonly string[], { json, search, limit: limitText }: CommandOptions): Action {
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

function show(operands: readonly string[], { json }: CommandOptions): Action {
  const [text] = operands;
  if (text === undefined || operands.length > 1) throw new UsageError('show takes one study.');
  return async ({ db }) => {
    for (const study of findStudies(db, text)) print(JSON.stringify(showStudy(db, study.studyId), null, json ? 0 : 2));
    return true;
  };
}

function doctor(operands: readonly string[], { json }: CommandOptions): Action {
  if (operands.length > 0) throw new UsageError('doctor takes no operand.');
  return async ({ engine, model, paths, db, readOnly }) => {
    const problems = checkDatabase(db);
    const report = {
      device: await engine.warm(),
      threads: availableParallelism(),
      node: process.versions.node,
      electron: process.versions.electron ?? null,
      home: paths.home,
      readOnly,
      diskFreeBytes: await diskFreeBytes(paths.home),
      database: { file: paths.database, schemaVersion: db.pragma('user_version', { simple: true }), problems },
      model: { id: model.card.id, sha256: model.sha256 },
    };
    print(JSON.stringify(report, null, json ? 0 : 2));
    return problems.length === 0;
  };
}

function needOperands(operands: readonly string[], command: string): void {
  if (operands.length === 0) throw new UsageError(`${command} takes at least one path.`);
}
