import type { Migration } from './migration';

/**
 * How far the passes of a model agreed about an image, and what was put right before it was scored: the Spread and the Corrections of
 * src/shared/prediction.ts. Scores from before are of one pass, on pictures as they were.
 */
export const spread: Migration = {
  version: 3,
  apply: (database) => database.exec(resultColumns),
};

const resultColumns = `
  ALTER TABLE results ADD COLUMN probability_low REAL CHECK (probability_low BETWEEN 0 AND 1);

  -- both or neither, and only beside a score
  ALTER TABLE results ADD COLUMN probability_high REAL CHECK (
    (probability_high IS NULL) = (probability_low IS NULL)
    AND (probability_high IS NULL OR (status = 'ok' AND probability_high BETWEEN probability_low AND 1))
  );

  ALTER TABLE results ADD COLUMN corrections TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(corrections) AND (status = 'ok' OR corrections = '[]'));
`;
