import type { Slot } from './hanging';

/** What an empty pane says: what would hang there. */
export const emptySlotWords: Readonly<Record<Slot, string>> = {
  frontal: 'No frontal view in this study',
  lateral: 'No lateral view in this study',
  beside: 'No lateral view in this study, and no earlier study of this patient',
  'prior-frontal': 'No earlier frontal view of this patient',
  'prior-lateral': 'No earlier lateral view of this patient',
};

/** What the first pane says while no case is open. */
export const noCaseWords = 'Choose a study in the list, or press ↓';
