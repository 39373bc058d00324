import type { ExportFormat, ExportProgress } from '../../shared/export';

export const formatHints: readonly { readonly format: ExportFormat; readonly name: string; readonly hint: string }[] = [
  { format: 'csv', name: 'CSV', hint: 'a table for spreadsheets, a line an image' },
  { format: 'json', name: 'JSON', hint: 'the same with every detail, for programs' },
  { format: 'png', name: 'PNG', hint: 'pictures at full resolution; the one on the screen as it is shown' },
  { format: 'dicom', name: 'DICOM', hint: 'the original files, byte for byte, or de-identified copies' },
];

export const burntInWords =
  'Names and numbers that are part of a picture cannot be taken out of it. Most files do not say whether they have any: look at each picture before it leaves this machine.';

export const stateTitles: Readonly<Record<ExportProgress['state'], string>> = {
  running: 'Exporting',
  finished: 'Export finished',
  cancelled: 'Export cancelled: nothing was left behind',
  failed: 'Export failed: nothing was left behind',
};
