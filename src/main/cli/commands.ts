import { researchUseOnly } from '../../shared/research-use';
import { audit } from './audit';
import type { OperatingPointName } from '../../shared/model-card';
import { backups, type FileAction, restore } from './backups';
import { classify } from './classify';
import type { Action, CommandOptions } from './command';
import { cuda, type CudaCommandOptions } from './cuda';
import { dataset, type DatasetOptions } from './datasets';
import { doctor } from './doctor';
import { evaluate, type EvaluateOptions } from './evaluate';
import { figures } from './figures';
import { importPaths, list, type ListOptions, show } from './history';
import { type ExportOptions, exportStudies } from './export';
import { model, type ModelOptions, models } from './models';
import { run, runs } from './runs';
import { train, type TrainingOptions } from './train';

/** Options as cli.ts reads them, by subject. */
interface AllOptions extends CommandOptions {
  readonly cuda: CudaCommandOptions;
  readonly dataset: DatasetOptions;
  readonly evaluate: EvaluateOptions;
  readonly list: ListOptions;
  readonly exports: ExportOptions;
  readonly model: ModelOptions;
  /** Of `classify` and `evaluate`. */
  readonly operatingPoint: OperatingPointName | undefined;
  readonly training: TrainingOptions;
}

/** Reads its operands first, so that wrong usage (UsageError) is found before anything is opened. */
type Command = (operands: readonly string[], options: AllOptions) => Action;

export const usage = `Usage: pneumoscope COMMAND [--home DIR] [--json]

  classify PATH... [--model ID] [--no-store] [--operating-point POINT]
                                               score files, folders or a DICOMDIR; a line an image
                                               points: triage, balanced, rule-in
  import PATH...                               copy into the history without waiting for scores
  list [--search TEXT] [--limit N]             the case history, newest first
       [--status unread|second-look|read] [--sort ORDER]
                                               orders: imported, worklist, study-date, patient-name, patient-id, probability
  show STUDY                                   one study, by its number or Study Instance UID
  export --study STUDY|--all --format FORMAT[,FORMAT] --out DIR
         [--search TEXT] [--regions] [--marks] [--deidentify [--burnt-in-checked] [--despite-burnt-in]]
                                               csv, json, png, dicom into a new folder (PDFs: in the window)
  dataset add NAME --images DIR --labels CSV [--classes CSV] [--locked]
                                               take labelled images in for training
  dataset add NAME --images DIR --positive NAME[,NAME]
                                               the same, from a folder per class
  dataset audit NAME                           what to look at before training on it
  dataset list                                 the datasets there are
  train --dataset NAME --preset PRESET         train a network; presets: seed-cnn, deep-cnn, transfer
        [--epochs N] [--seed N] [--set NAME=VALUE ...]
  train --resume RUN [--epochs N]              go on with a run; N counts from its beginning
  runs                                         training runs, newest first
  run RUN                                      one run: settings, figures of each epoch, hash of its weights
  evaluate --model ID --images DIR --labels CSV [--out FILE] [--operating-point POINT]
                                               how well a model does on labelled images; FILE gets each image's score
  models                                       the models there are; * is in force
  model card ID [--markdown]                   what a model says of itself
  model activate ID [--test DATASET] [--despite-gate]
                                               compare with the model in force, then take its place
  model rollback                               undo the latest activation
  model export ID FILE [--layers-model]        one checksummed file, or a folder for TensorFlow.js
  model import FILE                            take such a file in
  figures [MODEL]                              how a model does beside your verdicts, and week by week
  audit verify [FILE]                          check the audit trail's hashes, or those of an exported one
  audit export FILE                            write the audit trail as JSON lines
  backups                                      copies of the history made before it was changed
  restore BACKUP                               put one in the history's place, with the application closed
  cuda [fetch [--from DIR] | remove]           TensorFlow's library for NVIDIA GPUs: how it stands; fetch it, or take
                                               its files from DIR; free the disk of it
  doctor                                       device, versions, folders and what is missing

Exit codes: 0 all done; 1 at least one item failed; 2 wrong usage.
${researchUseOnly}`;

export const commands = {
  classify,
  import: importPaths,
  list,
  show,
  export: exportStudies,
  dataset,
  train,
  runs,
  run,
  evaluate,
  models,
  model,
  figures,
  audit,
  cuda,
  doctor,
} as const satisfies Record<string, Command>;

/** Those that do without an open history. */
export const fileCommands = { backups, restore } as const satisfies Record<
  string,
  (operands: readonly string[], options: CommandOptions) => FileAction
>;

export type FileCommandName = keyof typeof fileCommands;
export type CommandName = keyof typeof commands;
