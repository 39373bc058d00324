import { basename, resolve } from 'node:path';
import type { ExportFormat, ExportOrder, ExportScope } from '../../shared/export';
import { everyStudy } from '../../shared/worklist';
import { findStudies } from '../store/studies';
import type { Services } from '../compose';
import { type Action, print, UsageError } from './command';

/** What `export` takes, for parseArgs. */
export const exportOptions = {
  study: { type: 'string', multiple: true },
  all: { type: 'boolean', default: false },
  format: { type: 'string', multiple: true },
  regions: { type: 'boolean', default: false },
  marks: { type: 'boolean', default: false },
  deidentify: { type: 'boolean', default: false },
  'burnt-in-checked': { type: 'boolean', default: false },
  'despite-burnt-in': { type: 'boolean', default: false },
} as const;

export interface ExportOptions {
  readonly study?: readonly string[] | undefined;
  readonly all: boolean;
  readonly format?: readonly string[] | undefined;
  /** Draws the model's regions into the PNGs. */
  readonly regions: boolean;
  /** Draws the reader's marks into the PNGs. */
  readonly marks: boolean;
  readonly deidentify: boolean;
  readonly 'burnt-in-checked': boolean;
  readonly 'despite-burnt-in': boolean;
  /** Shared with evaluate. */
  readonly out?: string | undefined;
}

/** A PDF needs the window. */
const everyFormat: readonly ExportFormat[] = ['csv', 'json', 'png', 'dicom'];

/** `export --study STUDY|--all --format csv|json|png|dicom --out DIR`. */
export function exportStudies(
  operands: readonly string[],
  { json, search, exports: options }: { readonly json: boolean; readonly search: string; readonly exports: ExportOptions },
): Action {
  if (operands.length > 0) throw new UsageError('export takes no operand; name studies by --study.');
  const { out, all, study = [] } = options;
  if (out === undefined) throw new UsageError('export takes --out DIR, a folder that is not there yet.');
  if (all === study.length > 0) throw new UsageError('export takes either --study STUDY or --all.');
  const formats = formatsOf(options.format ?? []);
  return async (services) => {
    const order: ExportOrder = {
      scope: scopeOf(services, study, search),
      formats,
      overlay: options.regions ? { levels: null, opacity: 1 } : null,
      marks: options.marks,
      shown: null,
      deIdentify: options.deidentify,
      burntInChecked: options['burnt-in-checked'],
      despiteBurntIn: options['despite-burnt-in'],
    };
    const { state, cases, files, problems, failure, folder } = await services.exporter.start(order, resolve(out)).finished;
    for (const problem of problems) print(json ? JSON.stringify(problem) : problem.message);
    if (failure !== null) print(json ? JSON.stringify(failure) : failure.message);
    const counts = { state, cases, files, leftOut: problems.length, folder };
    if (state === 'finished')
      print(json ? JSON.stringify(counts) : `${cases} cases, ${files} files in ${basename(folder)}, ${problems.length} left out`);
    return state === 'finished' && problems.length === 0;
  };
}

function formatsOf(named: readonly string[]): readonly ExportFormat[] {
  const formats = named.flatMap((list) => list.split(','));
  if (formats.includes('pdf')) throw new UsageError('A PDF is laid out by the window: press Ctrl+E there. Here: csv, json, png, dicom.');
  const unknown = formats.find((format) => !everyFormat.some((one) => one === format));
  if (unknown !== undefined || formats.length === 0)
    throw new UsageError('--format takes csv, json, png or dicom, or several with commas.');
  return everyFormat.filter((format) => formats.includes(format));
}

function scopeOf({ db }: Services, named: readonly string[], search: string): ExportScope {
  if (named.length > 0) return { kind: 'studies', studyIds: named.flatMap((text) => findStudies(db, text).map(({ studyId }) => studyId)) };
  return { kind: 'matching', query: { ...everyStudy, search, sort: 'imported', descending: false } };
}
