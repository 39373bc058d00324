import { classify } from './classify';
import type { Command } from './command';
import { dataset } from './datasets';
import { doctor } from './doctor';
import { importPaths, list, show } from './history';
import { run, runs } from './runs';
import { train } from './train';

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
  train --dataset NAME --preset PRESET         train a network; presets: seed-cnn, deep-cnn, transfer
        [--epochs N] [--seed N] [--set NAME=VALUE ...]
  train --resume RUN [--epochs N]              go on with a run; N counts from its beginning
  runs                                         training runs, newest first
  run RUN                                      one run: settings, figures of each epoch, hash of its weights
  doctor                                       device, versions, folders and what is missing

Exit codes: 0 all done; 1 at least one item failed; 2 wrong usage.
Research use only. Not for diagnosis.`;

export const commands = {
  classify,
  import: importPaths,
  list,
  show,
  dataset,
  train,
  runs,
  run,
  doctor,
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;
