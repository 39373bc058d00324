import type { Migration } from './migration';

/**
 * Where each score was computed, and an index from which all that one model said is read without touching the overlays: for figures by
 * model version and for what flips between two models. Results from before do not say where they were computed.
 */
export const explain: Migration = {
  version: 6,
  apply: (database) => database.exec(resultColumns),
};

const resultColumns = `
  ALTER TABLE results ADD COLUMN device TEXT NOT NULL DEFAULT '';

  CREATE INDEX results_by_model ON results (model_sha256, instance_id, result_id, computed_at_ms, status, probability, threshold);
`;
