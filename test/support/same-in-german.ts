/** What German shows as English does, with '#' for figures. The shipped model's names are taken out before. */
export const sameInGerman: ReadonlySet<string> = new Set([
  // the same word in both languages
  ...['Zoom', 'Overlay', 'Status', 'Score', 'Version', 'Training', 'Name', 'Text', 'Ellipse', 'Sigmoid', 'Normal', 'Seed', 'Transfer'],
  ...['Pneumothorax', 'Mediastinum', 'Triage', 'Rule-in', 'AUC', 'Hash', 'Labels', 'Accession', 'Import', 'Updates'],
  // names
  ...['Pneumoscope', 'Electron', 'Chromium', 'Node', 'TensorFlow', 'Apache-#', 'Inferno', 'Viridis', 'Cividis', 'Deep CNN', 'Seed CNN'],
  ...['CSV', 'JSON', 'PNG', 'PDF', 'DICOM', 'A#'],
  'RSNA Pneumonia Detection Challenge #, from NIH ChestX-ray# (NIH Clinical Center)',
  'Kermany D et al., Mendeley Data v#, doi #/rscbjbr#sj.#: CC BY #.',
  // the dataset of the run that is there
  'chests',
  // units, and figures with letters
  ...['# × # px', '# × # mm', '# kB', '# MB', '# GB', '# ms', '# min', 'W # L #', 'AUC #:', ', SHA-# #…'],
  // keys
  'Esc',
  // what the samples' files say
  ...['CR', 'AP', 'PA', 'CR CHEST AP', 'CR CHEST PA', 'view: AP', 'view: PA'],
  ...['lung-opacity.dcm', 'normal.dcm', 'not-normal-without-opacity.dcm'],
]);
