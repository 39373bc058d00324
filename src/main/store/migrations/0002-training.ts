import type { Migration } from './migration';

/**
 * Datasets, training runs, models in force and the audit trail, and the reader's verdicts: docs/training.md explains them.
 * JSON columns hold the types of src/shared by the same name.
 */
export const training: Migration = {
  version: 2,
  apply: (database) => database.exec(verdictTables + datasetTables + runTables + modelTables),
};

const verdictTables = `
  CREATE TABLE verdicts (
    verdict_id INTEGER PRIMARY KEY,
    instance_id INTEGER NOT NULL REFERENCES instances,
    positive INTEGER NOT NULL CHECK (positive IN (0, 1)),
    boxes TEXT NOT NULL CHECK (json_valid(boxes)),
    decided_at_ms INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX verdicts_by_instance ON verdicts (instance_id, verdict_id);
`;

const datasetTables = `
  -- A name, and where its images and labels come from.
  CREATE TABLE datasets (
    dataset_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
    source TEXT NOT NULL CHECK (json_valid(source)),
    locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
    latest_version_id INTEGER REFERENCES dataset_versions
  ) STRICT;

  -- What an ingest found; never changed afterwards. The cases themselves and their pictures lie in the datasets folder.
  CREATE TABLE dataset_versions (
    version_id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL REFERENCES datasets,
    content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
    ingested_at_ms INTEGER NOT NULL,
    images INTEGER NOT NULL,
    positives INTEGER NOT NULL,
    patients INTEGER NOT NULL,
    audit TEXT NOT NULL CHECK (json_valid(audit)),
    UNIQUE (dataset_id, content_sha256)
  ) STRICT;
`;

const runTables = `
  CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES dataset_versions,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'interrupted', 'stopped', 'finished', 'failed')),
    created_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER,
    training_images INTEGER NOT NULL,
    validation_images INTEGER NOT NULL,
    test_images INTEGER NOT NULL,
    -- pinned when the run begins: another thread count or oneDNN switch gives other bits
    threads INTEGER NOT NULL,
    one_dnn INTEGER NOT NULL CHECK (one_dnn IN (0, 1)),
    application_version TEXT NOT NULL,
    tensorflow_version TEXT NOT NULL DEFAULT '',
    device TEXT NOT NULL DEFAULT '',
    weights_sha256 TEXT CHECK (length(weights_sha256) = 64),
    model_sha256 TEXT REFERENCES models,
    failure TEXT,
    notes TEXT NOT NULL DEFAULT '',
    -- sentences that the trainer said on the way
    warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings)),
    CHECK ((state = 'failed') = (failure IS NOT NULL))
  ) STRICT;

  CREATE TABLE run_epochs (
    run_id INTEGER NOT NULL REFERENCES runs,
    epoch INTEGER NOT NULL,
    best INTEGER NOT NULL CHECK (best IN (0, 1)),
    metrics TEXT NOT NULL CHECK (json_valid(metrics)),
    PRIMARY KEY (run_id, epoch)
  ) STRICT;
`;

const modelTables = `
  ALTER TABLE models ADD COLUMN origin TEXT NOT NULL DEFAULT 'shipped' CHECK (origin IN ('shipped', 'trained', 'imported'));

  -- The newest row names the model in force; without a row it is the one that came along.
  CREATE TABLE activations (
    activation_id INTEGER PRIMARY KEY,
    model_sha256 TEXT NOT NULL REFERENCES models,
    previous_sha256 TEXT NOT NULL REFERENCES models,
    activated_at_ms INTEGER NOT NULL,
    -- an activation that was rolled back: its previous model is in force again
    undone_at_ms INTEGER
  ) STRICT;

  CREATE TABLE comparisons (
    comparison_id INTEGER PRIMARY KEY,
    candidate_sha256 TEXT NOT NULL REFERENCES models,
    active_sha256 TEXT NOT NULL REFERENCES models,
    comparison TEXT NOT NULL CHECK (json_valid(comparison))
  ) STRICT;

  CREATE TABLE audit_trail (
    entry_number INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64)
  ) STRICT;

  CREATE TRIGGER audit_trail_only_grows BEFORE UPDATE ON audit_trail
  BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;

  CREATE TRIGGER audit_trail_keeps_all BEFORE DELETE ON audit_trail
  BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
`;
