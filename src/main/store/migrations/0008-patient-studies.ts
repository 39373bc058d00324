import type { Migration } from './migration';

/** A patient's studies in the order of their dates: related-studies.ts reads the nearest from it, however many there are. */
export const patientStudies: Migration = {
  version: 8,
  apply: (database) => database.exec('CREATE INDEX studies_by_patient_and_date ON studies (patient_key, study_date, study_time, study_id)'),
};
