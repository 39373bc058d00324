/** What German shows as English does, with '#' for figures. What the shipped model's card says is taken out before. */
export const sameInGerman: ReadonlySet<string> = new Set([
  // the same word in both languages
  ...['Zoom', 'Overlay', 'Status', 'Score', 'Version', 'Training', 'Name', 'Text', 'Ellipse', 'Sigmoid', 'Normal', 'Seed', 'Transfer'],
  ...['Pneumothorax', 'Mediastinum', 'Triage', 'Rule-in', 'AUC', 'Hash', 'Labels', 'Accession', 'Updates'],
  // names
  ...['Pneumoscope', 'Electron', 'Chromium', 'Node', 'TensorFlow', 'Apache-#', 'Inferno', 'Viridis', 'Cividis', 'Deep CNN', 'Seed CNN'],
  ...['CSV', 'JSON', 'PNG', 'DICOM', 'A#'],
  'RSNA Pneumonia Detection Challenge #, from NIH ChestX-ray# (NIH Clinical Center)',
  // units, and figures with letters
  ...['# × # px', '# × # mm', '# kB', '# GB', 'W # L #', 'AUC #:', ', SHA-# #…'],
  // the device as the engine names it and results record it
  'CPU, # threads',
  // keys
  'Esc',
  // what the samples' files say
  ...['CR', 'AP', 'PA', 'CR CHEST AP', 'CR CHEST PA', 'view: AP', 'view: PA', 'lung-opacity.dcm'],
]);
