import type { OtherFinding } from '../../shared/verdict';

/** What the findings beside an opacity are called. */
export const findingNames: Readonly<Record<OtherFinding, string>> = {
  effusion: 'Pleural effusion',
  pneumothorax: 'Pneumothorax',
  cardiomegaly: 'Cardiomegaly',
  'nodule-or-mass': 'Nodule or mass',
  atelectasis: 'Atelectasis',
  consolidation: 'Consolidation',
  interstitial: 'Interstitial',
  fracture: 'Fracture',
  device: 'Device or line',
  other: 'Other',
};

/** How many boxes the reader has drawn. */
export function boxCountWords(count: number): string {
  if (count === 0) return 'No boxes yet';
  return count === 1 ? '1 box' : `${count} boxes`;
}
