import { join } from 'node:path';
import type { Rectangle } from '../../shared/image';
import { readTable } from './read-table';

/** One image file with what the RSNA's radiologists said of it. */
export interface LabelledCase {
  readonly file: string;
  /** The NIH patient number: what a split must keep together. */
  readonly patient: string;
  readonly positive: boolean;
  readonly class: 'Lung Opacity' | 'No Lung Opacity / Not Normal' | 'Normal';
  /** In pixels of the 1024 x 1024 original. */
  readonly boxes: readonly Rectangle[];
}

/** Side of the RSNA originals, in whose pixels the boxes are given. */
export const originalSide = 1024;

/** A folder in the RSNA challenge's own layout: DICOM files, with labels, classes and patients beside them. */
export async function readChallengeFolder(folder: string): Promise<readonly LabelledCase[]> {
  const boxes = await readBoxes(join(folder, 'stage_2_train_labels.csv'));
  const classes = new Map((await readTable(join(folder, 'stage_2_detailed_class_info.csv'))).map((row) => [row.patientId, row.class]));
  return (await readTable(join(folder, 'patients.csv'))).map((row) => {
    const file = join(folder, 'stage_2_train_images', `${row.patientId}.dcm`);
    return labelledCase(file, row.patientId, row.nihPatient, classes.get(row.patientId), boxes);
  });
}

/** A folder of JPEG copies with labels.csv beside them; their boxes come from the whole challenge's labels. */
export async function readCopiesFolder(folder: string, boxes: Boxes): Promise<readonly LabelledCase[]> {
  const rows = await readTable(join(folder, 'labels.csv'));
  return rows.map((row) => labelledCase(join(folder, row.file ?? ''), row.patientId, row.nihPatient, row.class, boxes));
}

type Boxes = ReadonlyMap<string, readonly Rectangle[]>;

/** Boxes by patientId from a file with the columns patientId, x, y, width, height; one row a box, empty where there is none. */
export async function readBoxes(file: string): Promise<Boxes> {
  const boxes = new Map<string, Rectangle[]>();
  for (const row of await readTable(file)) {
    const known = boxes.get(row.patientId ?? '') ?? [];
    if (row.x !== '') known.push({ x: Number(row.x), y: Number(row.y), width: Number(row.width), height: Number(row.height) });
    boxes.set(row.patientId ?? '', known);
  }
  return boxes;
}

function labelledCase(file: string, id = '', patient = '', name: string | undefined, boxes: Boxes): LabelledCase {
  if (name !== 'Lung Opacity' && name !== 'No Lung Opacity / Not Normal' && name !== 'Normal') {
    throw new Error(`${file} has no class among the three of the challenge`);
  }
  if (patient === '') throw new Error(`${file} has no NIH patient number, without which patients cannot be kept apart`);
  return { file, patient, class: name, positive: name === 'Lung Opacity', boxes: boxes.get(id) ?? [] };
}
