import type { ListColumn, StudyCriteria, StudySort, StudyStatus } from '../../shared/worklist';
import { countOf } from '../format';

/** The short word of a status, for marks, filters and columns. */
export const statusWords: Readonly<Record<StudyStatus, string>> = {
  unread: 'Unread',
  'second-look': 'Second look',
  read: 'Read',
};

const markedAs: Readonly<Record<StudyStatus, (studies: string) => string>> = {
  unread: (studies) => `${studies} marked unread.`,
  'second-look': (studies) => `${studies} set aside for a second look.`,
  read: (studies) => `${studies} marked read.`,
};

/** What was done to studies, for the offer to undo it. */
export function markedWords(count: number, status: StudyStatus): string {
  return markedAs[status](countOf(count, 'study', 'studies'));
}

/** The views that come along. */
export const builtInNames = {
  all: 'All studies',
  today: 'Today unread',
  secondLook: 'Second look',
  disagreements: 'Disagreements',
};

export const viewWords = {
  nameMissing: 'Give the view a name.',
  nameTaken: 'There is a view of that name already.',
  saved: (name: string): string => `The view “${name}” was saved.`,
  changed: (name: string): string => `The view “${name}” was changed.`,
  renamed: (from: string, to: string): string => `The view “${from}” is now called “${to}”.`,
  removed: (name: string): string => `The view “${name}” was deleted.`,
};

export const sortWords: Readonly<Record<StudySort, string>> = {
  worklist: 'Worklist order',
  imported: 'Imported',
  'study-date': 'Study date',
  'patient-name': 'Patient name',
  'patient-id': 'Patient ID',
  probability: 'Probability',
};

export const resultWords: Readonly<Record<StudyCriteria['result'], string>> = {
  any: 'Any result',
  positive: 'Suspected',
  negative: 'Not suspected',
  pending: 'Waiting',
  refused: 'Not scored',
  error: 'Failed',
};

export const columnWords: Readonly<Record<ListColumn, string>> = {
  thumbnail: 'Picture',
  'sex-age': 'Sex and age',
  'patient-id': 'Patient ID',
  description: 'Description',
  accession: 'Accession',
  modality: 'Modality',
  view: 'View',
  images: 'Images',
  result: 'Result',
  spread: 'Spread',
  model: 'Model',
  'study-date': 'Study date',
  imported: 'Imported',
  reader: 'Reader',
};
