import type { DatasetSource } from '../../shared/dataset';
import { fileNameOf } from '../format';

export const kindWords: Readonly<Record<DatasetSource['kind'], string>> = {
  challenge: 'RSNA challenge layout',
  table: 'CSV of file and label',
  folders: 'Folder per class',
  'labelled-cases': 'My labelled cases',
};

export const kindHints: Readonly<Record<DatasetSource['kind'], string>> = {
  challenge:
    'A folder of DICOM files named by patientId, stage_2_train_labels.csv, and stage_2_detailed_class_info.csv where there is one.',
  table: 'A CSV with the columns file and Target, and patientId where it is known. Files are relative to the folder of images.',
  folders: 'A folder with one folder a class. Name those that count as opacity.',
  'labelled-cases': 'The cases that you agreed or disagreed with while reading, and the boxes that you drew.',
};

/** Where a dataset comes from, in a few words. */
export function sourceWords(source: DatasetSource): string {
  return source.kind === 'labelled-cases' ? kindWords[source.kind] : `${kindWords[source.kind]}, ${fileNameOf(source.images)}`;
}

/** How well a field alone tells the label, in words. */
export function confounderWords(auc: number): string {
  if (auc >= 0.8) return 'gives the label away';
  if (auc >= 0.65) return 'says much about the label';
  return auc >= 0.55 ? 'says a little about the label' : 'says nothing about the label';
}
