import type { Migration } from './migration';

/** Reports, their addenda, and the templates they begin with. JSON columns hold the types of src/shared/report.ts. */
export const reports: Migration = {
  version: 7,
  apply: (database) => database.exec(reportTables + finalStays + templateTable + chestTemplate),
};

const reportTables = `
  CREATE TABLE reports (
    report_id INTEGER PRIMARY KEY,
    study_id INTEGER NOT NULL REFERENCES studies,
    kind TEXT NOT NULL CHECK (kind IN ('report', 'addendum')),
    body TEXT NOT NULL CHECK (json_valid(body)),
    status TEXT NOT NULL CHECK (status IN ('draft', 'final')),
    written_by TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    finalised_by TEXT,
    finalised_at_ms INTEGER,
    CHECK ((status = 'final') = (finalised_by IS NOT NULL)),
    CHECK ((status = 'final') = (finalised_at_ms IS NOT NULL))
  ) STRICT;

  CREATE INDEX reports_by_study ON reports (study_id, report_id);
  CREATE UNIQUE INDEX one_report_a_study ON reports (study_id) WHERE kind = 'report';
  CREATE UNIQUE INDEX one_draft_a_study ON reports (study_id) WHERE status = 'draft';
`;

const finalStays = `
  -- What was signed stays as it was signed, whatever the program does.
  CREATE TRIGGER final_reports_are_not_changed BEFORE UPDATE ON reports WHEN OLD.status = 'final'
    BEGIN SELECT RAISE(ABORT, 'a final report is never changed'); END;
  CREATE TRIGGER final_reports_are_not_deleted BEFORE DELETE ON reports WHEN OLD.status = 'final'
    BEGIN SELECT RAISE(ABORT, 'a final report is never deleted'); END;
`;

const templateTable = `
  CREATE TABLE report_templates (
    template_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) > 0),
    sections TEXT NOT NULL CHECK (json_valid(sections)),
    analysis TEXT NOT NULL,
    -- the one used last is offered first
    used_at_ms INTEGER NOT NULL DEFAULT 0,
    -- deleted ones stay, so that deleting can be undone
    deleted_at_ms INTEGER
  ) STRICT;
`;

const chestTemplate = `
  INSERT INTO report_templates (name, sections, analysis) VALUES (
    'Chest X-ray',
    json_object(
      'indication', '',
      'technique', 'Chest radiograph of {studyDate}, modality {modality}, view: {view}.',
      'comparison', 'Earlier studies: {earlierStudies}.',
      'findings', 'Lungs: ' || char(10) || 'Pleura: ' || char(10) || 'Heart and mediastinum: ' || char(10) || 'Bones and soft tissues: ',
      'impression', ''
    ),
    '{finding}: probability {probability}, threshold {threshold}. Regions: {boxes}.'
  );
`;
