import type { Migration } from './migration';

/**
 * The reader's marks, what a verdict says beside yes or no, and where a pixel spacing holds: src/shared/marks.ts, verdict.ts and study.ts
 * explain the values.
 */
export const marks: Migration = {
  version: 4,
  apply: (database) => database.exec(spacingColumn + markTable + verdictColumns + boxesOfVerdicts),
};

const spacingColumn = `
  -- NULL for images taken in before this column was there: they say nothing of it
  ALTER TABLE instances ADD COLUMN spacing_kind TEXT CHECK (
    spacing_kind IN ('fiducial', 'geometry', 'calibrated', 'magnification', 'detector', 'film', 'unstated', 'contradictory')
    AND (spacing_kind IS NULL OR row_spacing_mm IS NOT NULL)
  );
`;

const markTable = `
  CREATE TABLE marks (
    -- a UUID that the window gives, so that writing the same change twice is writing it once
    mark_id TEXT PRIMARY KEY,
    instance_id INTEGER NOT NULL REFERENCES instances,
    kind TEXT NOT NULL CHECK (kind IN ('length', 'angle', 'cardiothoracic-ratio', 'ellipse', 'rectangle', 'arrow', 'text', 'box')),
    -- the MarkShape: image pixels
    geometry TEXT NOT NULL CHECK (json_valid(geometry)),
    created_at_ms INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    -- a mark is taken away, never erased
    removed_at_ms INTEGER
  ) STRICT;

  CREATE INDEX marks_by_instance ON marks (instance_id, created_at_ms) WHERE removed_at_ms IS NULL;
`;

const verdictColumns = `
  ALTER TABLE verdicts ADD COLUMN class TEXT NOT NULL DEFAULT '' CHECK (
    class IN ('', 'Lung Opacity', 'No Lung Opacity / Not Normal', 'Normal') AND (class = '' OR (class = 'Lung Opacity') = (positive = 1))
  );
  ALTER TABLE verdicts ADD COLUMN findings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(findings));
  ALTER TABLE verdicts ADD COLUMN other_finding TEXT NOT NULL DEFAULT '';
  ALTER TABLE verdicts ADD COLUMN comment TEXT NOT NULL DEFAULT '';
  ALTER TABLE verdicts ADD COLUMN reader TEXT NOT NULL DEFAULT '';
  -- 1: from here on there is no verdict; the row says nothing else
  ALTER TABLE verdicts ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
`;

const boxesOfVerdicts = `
  -- The boxes of the verdicts in force become marks, so that they are seen and can be corrected.
  INSERT INTO marks (mark_id, instance_id, kind, geometry, created_at_ms, changed_at_ms)
    SELECT lower(printf('%s-%s-4%s-8%s-%s', hex(randomblob(4)), hex(randomblob(2)), substr(hex(randomblob(2)), 2),
        substr(hex(randomblob(2)), 2), hex(randomblob(6)))),
      verdicts.instance_id, 'box', json_object('kind', 'box', 'area', json(box.value)), decided_at_ms, decided_at_ms
    FROM verdicts JOIN json_each(verdicts.boxes) AS box
    WHERE verdict_id = (SELECT max(verdict_id) FROM verdicts AS latest WHERE latest.instance_id = verdicts.instance_id);
`;
