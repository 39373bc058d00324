import type { Migration } from './migration';

/**
 * Who read which study and when; what the worklist filters and sorts by, on the study itself; the other names a file came under.
 * docs/history.md explains the worklist's order.
 */
export const worklist: Migration = {
  version: 5,
  apply: (database) => database.exec(statusTable + nameTables + studyColumns + fillColumns + indices),
};

const statusTable = `
  CREATE TABLE study_statuses (
    entry_id INTEGER PRIMARY KEY,
    study_id INTEGER NOT NULL REFERENCES studies,
    status TEXT NOT NULL CHECK (status IN ('unread', 'second-look', 'read')),
    reader TEXT NOT NULL,
    set_at_ms INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('reader', 'verdict', 'undo'))
  ) STRICT;

  CREATE INDEX study_statuses_by_study ON study_statuses (study_id, entry_id);

  CREATE TRIGGER study_statuses_only_grow BEFORE UPDATE ON study_statuses
  BEGIN SELECT RAISE(ABORT, 'the history of statuses only grows'); END;

  CREATE TRIGGER study_statuses_keep_all BEFORE DELETE ON study_statuses
  BEGIN SELECT RAISE(ABORT, 'the history of statuses only grows'); END;
`;

const nameTables = `
  CREATE TABLE instance_names (
    instance_id INTEGER NOT NULL REFERENCES instances,
    name TEXT NOT NULL,
    first_seen_at_ms INTEGER NOT NULL,
    PRIMARY KEY (instance_id, name)
  ) STRICT;

  CREATE INDEX patients_by_id ON patients (patient_id) WHERE patient_id <> '';
`;

const studyColumns = `
  ALTER TABLE studies ADD COLUMN status TEXT NOT NULL DEFAULT 'unread' CHECK (status IN ('unread', 'second-look', 'read'));
  ALTER TABLE studies ADD COLUMN settled INTEGER NOT NULL DEFAULT 0 CHECK (settled = (status = 'read'));
  -- the Study Date, without one the day on which the newest image came in
  ALTER TABLE studies ADD COLUMN day TEXT NOT NULL DEFAULT '';
  -- of the lead image and its latest result
  ALTER TABLE studies ADD COLUMN modality TEXT NOT NULL DEFAULT '';
  ALTER TABLE studies ADD COLUMN view_position TEXT NOT NULL DEFAULT '';
  ALTER TABLE studies ADD COLUMN spread REAL CHECK (spread BETWEEN 0 AND 1);
  ALTER TABLE studies ADD COLUMN model_id TEXT;
  -- the probability's tenth, 0 to 9; -1 without one
  ALTER TABLE studies ADD COLUMN urgency INTEGER NOT NULL DEFAULT -1 CHECK (urgency BETWEEN -1 AND 9);
  ALTER TABLE studies ADD COLUMN disagreement INTEGER NOT NULL DEFAULT 0 CHECK (disagreement IN (0, 1));
`;

const fillColumns = `
  DROP INDEX studies_by_import;
  DROP INDEX studies_by_date;
  DROP INDEX studies_by_name;
  DROP INDEX studies_by_patient_id;
  DROP INDEX studies_by_probability;

  UPDATE studies SET
    day = coalesce(study_date, date(imported_at_ms / 1000, 'unixepoch', 'localtime')),
    (modality, view_position) = (SELECT coalesce(max(series.modality), ''), coalesce(max(instances.view_position), '')
      FROM instances JOIN series USING (series_key) WHERE instances.instance_id = studies.lead_instance_id),
    (model_id, spread) = (SELECT results.model_id, results.probability_high - results.probability_low
      FROM results WHERE results.result_id = studies.lead_result_id),
    urgency = CASE WHEN probability IS NULL THEN -1 ELSE min(9, CAST(probability * 10 AS INTEGER)) END,
    disagreement = EXISTS (SELECT 1 FROM instances
      JOIN results ON results.result_id = instances.latest_result_id
      JOIN verdicts ON verdicts.verdict_id = (SELECT max(verdict_id) FROM verdicts AS latest WHERE latest.instance_id = instances.instance_id)
      WHERE instances.study_id = studies.study_id AND results.status = 'ok'
        AND verdicts.positive <> (results.probability >= results.threshold));

  -- whoever gave a verdict has read the study
  INSERT INTO study_statuses (study_id, status, reader, set_at_ms, cause)
    SELECT instances.study_id, 'read', '', max(verdicts.decided_at_ms), 'verdict'
    FROM verdicts JOIN instances USING (instance_id) GROUP BY instances.study_id;
  UPDATE studies SET status = 'read', settled = 1 WHERE study_id IN (SELECT study_id FROM study_statuses);
`;

/** All that the list filters by: at the end of each order's index, so that any page of any filter is read from one index alone. */
const filtered = 'search_text, day, result, status, modality, view_position, probability, model_id, disagreement';
const without = (column: string): string => filtered.replace(`${column}, `, '');

const indices = `
  CREATE INDEX studies_by_import ON studies (imported_at_ms, study_id, ${filtered});
  CREATE INDEX studies_by_date ON studies (study_date, study_time, study_id, ${filtered});
  CREATE INDEX studies_by_name ON studies (search_text, study_id, ${without('search_text')});
  CREATE INDEX studies_by_patient_id ON studies (patient_id_sort, study_id, ${filtered});
  CREATE INDEX studies_by_probability ON studies (probability, study_id, ${without('probability')});
  CREATE INDEX studies_by_worklist ON studies (settled, urgency DESC, spread DESC, probability DESC, study_id, ${without('probability')});
  -- the worklist's first part: today's unread ones
  CREATE INDEX studies_unread ON studies (day, urgency DESC, spread DESC, probability DESC, study_id,
    search_text, result, status, modality, view_position, model_id, disagreement) WHERE status = 'unread';
  -- for counting without a search: a third as wide as the others
  CREATE INDEX studies_by_facets ON studies (status, disagreement, modality, view_position, model_id, result, day, probability);
`;
