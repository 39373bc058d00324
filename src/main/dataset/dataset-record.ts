import type { DatasetCase } from './dataset-case';

/** What a file says of itself: a case without its labels and its place. */
export type FileFacts = Omit<DatasetCase, 'record' | 'file' | 'patient' | 'positive' | 'class' | 'part' | 'boxes'> & {
  /** The header's PatientID; '' where there is none. */
  readonly patientId: string;
};

/** A file's facts and its picture as a store keeps it, with the picture's CRC-32. */
export interface DatasetRecord {
  readonly facts: FileFacts;
  readonly picture: Uint8Array;
  readonly checksum: number;
}
