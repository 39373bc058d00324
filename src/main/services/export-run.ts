import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { EpochMetrics, RunDetail } from '../../shared/training';
import { eventFile } from '../encoding/event-file';

/**
 * Writes a run into a folder of its own: run.json (all that is known of it), epochs.csv (a line an epoch), and an event file for TensorBoard.
 * The folder is there whole or not at all, and none is written over. Holds figures only, nothing of patients.
 * @param parent where the folder goes
 * @returns the folder
 */
export async function exportRun(run: RunDetail, parent: string, nowMs: number): Promise<string> {
  const moment = new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = join(parent, `pneumoscope-run-${run.run}-${moment}`);
  const building = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    await writeSynced(join(building, 'run.json'), `${JSON.stringify(run, null, 2)}\n`);
    await writeSynced(join(building, 'epochs.csv'), csvOf(run.epochs));
    await writeSynced(join(building, `events.out.tfevents.${Math.floor(nowMs / 1000)}.pneumoscope`), scalarsOf(run, nowMs));
    await rename(building, folder);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    throw error;
  }
  return folder;
}

/** One line an epoch under a line of names; numbers as JSON writes them. */
export function csvOf(epochs: readonly EpochMetrics[]): string {
  const [first] = epochs;
  if (first === undefined) return '';
  const names = Object.keys(first) as (keyof EpochMetrics)[];
  const lines = epochs.map((epoch) => names.map((name) => String(epoch[name])).join(','));
  return `${[names.join(','), ...lines].join('\n')}\n`;
}

/** Every figure of every epoch, at the time that epoch ended as far as its length tells. */
function scalarsOf({ epochs, createdAtMs }: RunDetail, nowMs: number): Uint8Array {
  let seconds = createdAtMs / 1000;
  const scalars = epochs.flatMap(({ epoch, ...figures }) => {
    seconds += figures.seconds;
    return Object.entries(figures).map(([tag, value]) => ({ tag, step: epoch, value, wallTimeSeconds: seconds }));
  });
  return eventFile(scalars, nowMs / 1000);
}

async function writeSynced(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
