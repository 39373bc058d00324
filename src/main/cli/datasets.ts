import { resolve } from 'node:path';
import type { AuditGroup, DatasetAudit, DatasetSummary, IngestProgress } from '../../shared/dataset';
import { tellWarning } from '../../shared/words/tell-warning';
import { type FileSource, recogniseLabels } from '../dataset/labels/read-labels';
import type { Push } from '../compose';
import { type Action, print, UsageError } from './command';

/** What `dataset add` takes, for parseArgs. */
export const datasetOptions = {
  images: { type: 'string' },
  labels: { type: 'string' },
  classes: { type: 'string' },
  positive: { type: 'string' },
  locked: { type: 'boolean', default: false },
} as const;

export interface DatasetOptions {
  readonly images?: string | undefined;
  readonly labels?: string | undefined;
  readonly classes?: string | undefined;
  readonly positive?: string | undefined;
  readonly locked: boolean;
}

/** `dataset add NAME | audit NAME | list`. */
export function dataset(operands: readonly string[], { json, dataset: options }: { json: boolean; dataset: DatasetOptions }): Action {
  const [verb, name, ...others] = operands;
  if (verb === 'list' && name === undefined) return list(json);
  if (name === undefined || others.length > 0) throw new UsageError('dataset takes: add NAME, audit NAME or list.');
  if (verb === 'add') return add(name, options, json);
  if (verb === 'audit') return audit(name, json);
  throw new UsageError(`dataset does not know ${String(verb)}; it takes add NAME, audit NAME or list.`);
}

function add(name: string, options: DatasetOptions, json: boolean): Action {
  const sourceNow = sourceOf(options);
  return async ({ datasets }) => {
    const summary = await datasets.add(name, sourceNow(), { locked: options.locked });
    const { problems, warnings } = datasets.audit(name);
    for (const problem of problems) print(json ? JSON.stringify(problem) : problem.message);
    if (!json) for (const warning of warnings) print(`Warning: ${tellWarning('en', warning)}`);
    print(json ? JSON.stringify(summary) : describe(summary));
    return problems.length === 0;
  };
}

/** Checks the options at once; the labels' kind is recognised when the source is asked for, since that reads a file. */
export function sourceOf({ images, labels, classes, positive }: DatasetOptions): () => FileSource {
  if (images === undefined) throw new UsageError('The images are needed: --images DIR.');
  const folder = resolve(images);
  if (labels === undefined) {
    if (positive === undefined) throw new UsageError('Labels are needed: --labels CSV or, for a folder per class, --positive NAME[,NAME].');
    if (classes !== undefined) throw new UsageError('--classes goes with --labels.');
    const names = positive.split(',').filter((name) => name !== '');
    return () => ({ kind: 'folders', images: folder, positive: names });
  }
  if (positive !== undefined) throw new UsageError('--positive is for a folder per class, without --labels.');
  return () => {
    const file = resolve(labels);
    const kind = recogniseLabels(file);
    if (kind === 'challenge') return { kind, images: folder, labels: file, classes: classes === undefined ? null : resolve(classes) };
    if (classes !== undefined) throw new UsageError('--classes goes with the challenge’s labels; a table has its own column class.');
    return { kind, images: folder, labels: file };
  };
}

function list(json: boolean): Action {
  return ({ datasets }) => {
    for (const summary of datasets.list()) print(json ? JSON.stringify(summary) : describe(summary));
    return Promise.resolve(true);
  };
}

function describe({ name, images, positives, patients, problems, locked, contentSha256 }: DatasetSummary): string {
  const counts = `${images} images (${positives} with opacity) of ${patients} patients, ${problems} not taken`;
  return `${name}: ${counts}${locked ? ', locked' : ''}, content ${contentSha256.slice(0, 12)}`;
}

function audit(name: string, json: boolean): Action {
  return ({ datasets }) => {
    const found = datasets.audit(name);
    if (json) print(JSON.stringify({ ...found, warnings: found.warnings.map((warning) => tellWarning('en', warning)) }));
    else for (const line of describeAudit(found)) print(line);
    return Promise.resolve(true);
  };
}

function describeAudit(found: DatasetAudit): readonly string[] {
  const { images, positives, patients, majorityAccuracy, boxes, confounders, problems, warnings } = found;
  const table = (title: string, groups: readonly AuditGroup[]): string[] => [
    `${title}:`,
    ...groups.map((group) => `  ${group.name}: ${group.positives} with opacity, ${group.negatives} without`),
  ];
  return [
    ...warnings.map((warning) => `Warning: ${tellWarning('en', warning)}`),
    `${found.name}: ${images} images, ${positives} with opacity, ${patients} patients, content ${found.contentSha256}`,
    `Always answering the commoner class is right in ${(100 * majorityAccuracy).toFixed(1)} %.`,
    ...table('Class', found.classes),
    ...table('View', found.view),
    ...table('Sex', found.sex),
    ...table('Age', found.age),
    ...table('Scanner', found.scanner),
    ...table('Image size', found.imageSizes),
    ...table('Photometric interpretation', found.photometricInterpretations),
    `Boxes: ${boxes} (${found.boxSizes.map(({ name, count }) => `${name}: ${count}`).join(', ')})`,
    `AUC of a field alone: ${confounders.map(({ field, auc }) => `${field} ${auc === null ? '-' : auc.toFixed(3)}`).join(', ')}`,
    ...groupLines('The same bytes', found.duplicates),
    ...groupLines('Alike', found.nearDuplicates),
    ...problems.map((problem) => `Not taken: ${problem.message}`),
  ];
}

function groupLines(title: string, groups: readonly (readonly string[])[]): readonly string[] {
  return groups.map((files) => `${title}: ${files.join(', ')}`);
}

const progressMilliseconds = 1_000;

/** Shows on standard error how far an ingest is, once a second. */
export function showIngest(): Push {
  let shownAt = -Infinity;
  return (pushed, push) => {
    if (pushed !== 'ingest.progress') return;
    const progress = push as IngestProgress;
    if (progress.state === 'running' && performance.now() - shownAt < progressMilliseconds) return;
    shownAt = performance.now();
    process.stderr.write(`${progressLine(progress)}\n`);
  };
}

function progressLine({ name, state, imagesDone, imagesFound, elapsedMilliseconds, remainingMilliseconds }: IngestProgress): string {
  const left = remainingMilliseconds === null ? '' : `, ${Math.ceil(remainingMilliseconds / 1000)} s left`;
  const seconds = elapsedMilliseconds / 1000;
  return `${name}: ${imagesDone} of ${imagesFound} images in ${seconds.toFixed(1)} s${state === 'running' ? left : `, ${state}`}`;
}
