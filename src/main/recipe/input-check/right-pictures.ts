import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listFiles, looksLikeImage } from '../../dataset/labels/list-images';
import { readCsv } from '../../dataset/labels/read-csv';
import { decodePixels } from '../../dicom/decode-pixels';
import { toGreyImage } from '../../dicom/grey-levels';
import { type NetworkInput, toNetworkInput } from '../../preprocess/network-input';

/** A picture as the check's recipe keeps it. */
export interface KeptPicture {
  readonly source: string;
  readonly file: string;
  /** Pictures of one patient share it; '' where there is none. */
  readonly patient: string;
  readonly input: NetworkInput;
}

/** Side of the kept pictures: crops of a third of it are still as sharp as the check's own picture. */
const keptSize = 192;
export const keptForm = { size: keptSize, preprocessing: 'square-area-equalised-1' } as const;

/** Frontal chest radiographs to train on, by folder of the data. */
export const rightSources = ['rsna', 'rsna_equalised_256', 'nih_weak_256', 'kermany/train'] as const;
/** To be measured on once, at the end. */
export const heldOutSources = ['rsna_test', 'kermany/test'] as const;

/** Reads every picture under a folder (of the data, or anywhere by its absolute path) that can be decoded as a radiograph. */
export async function readPictures(data: string, source: string): Promise<readonly KeptPicture[]> {
  const patientOf = patients(data);
  const folder = resolve(data, source);
  const kept: KeptPicture[] = [];
  for (const file of listFiles(folder).filter(looksLikeImage)) {
    const path = join(folder, file);
    try {
      const image = toGreyImage(await decodePixels(readFileSync(path), path));
      kept.push({ source, file, patient: patientOf(file), input: toNetworkInput(image, keptForm) });
    } catch (error) {
      // Colour pictures and damaged files never reach the check.
      if (!(error instanceof Error && error.name === 'ExpectedFailure')) throw error;
    }
  }
  return kept;
}

/** The patient behind a file's name: NIH's number where the map of the RSNA set knows it, else what the name says. */
function patients(data: string): (file: string) => string {
  const numbers = new Map(
    readCsv(join(data, 'labels', 'rsna_to_nih.csv'), ['patientId', 'nih_image_index']).rows.map(
      ({ fields }) => [fields['patientid'] ?? '', (fields['nih_image_index'] ?? '').slice(0, 9)] as const,
    ),
  );
  return (file) => {
    const name = (file.split('/').at(-1) ?? file).replace(/\.[a-z]+$/i, '');
    return numbers.get(name) ?? /^(\d{8}_|person\d+|IM-\d+|NORMAL2-IM-\d+)/.exec(name)?.[0] ?? name;
  };
}
