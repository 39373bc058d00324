import type { ExportFormat } from '../../shared/export';

/** The formats in the order in which they are offered, with their names, which are the same in every language. */
export const formatNames: readonly (readonly [ExportFormat, string])[] = [
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['png', 'PNG'],
  ['pdf', 'PDF'],
  ['dicom', 'DICOM'],
];
