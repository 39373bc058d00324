import type { Migration } from './migration';

/**
 * The case history: patient, study, series, instance, and what was computed for each instance. docs/history.md explains it.
 * Units are in the column names; '' is a header that is silent in text, NULL is one that is silent otherwise.
 */
export const history: Migration = {
  version: 1,
  apply: (database) => database.exec(patientTables + imageTables + resultTables + listIndices),
};

const patientTables = `
  CREATE TABLE patients (
    patient_key INTEGER PRIMARY KEY,
    -- who counts as the same person: see patientIdentity in record-images.ts
    identity TEXT NOT NULL UNIQUE,
    patient_id TEXT NOT NULL,
    patient_name TEXT NOT NULL,
    patient_sex TEXT NOT NULL CHECK (patient_sex IN ('M', 'F', 'O', '')),
    patient_birth_date TEXT
  ) STRICT;

  CREATE TABLE studies (
    study_id INTEGER PRIMARY KEY,
    patient_key INTEGER NOT NULL REFERENCES patients,
    study_instance_uid TEXT NOT NULL,
    study_date TEXT,
    study_time TEXT,
    study_description TEXT NOT NULL,
    accession_number TEXT NOT NULL,
    patient_age_years REAL,
    -- when its newest image came in
    imported_at_ms INTEGER NOT NULL,
    image_count INTEGER NOT NULL DEFAULT 0,
    -- the image that stands for the study in the list, and its latest result: see study-summary.ts
    lead_instance_id INTEGER REFERENCES instances,
    lead_result_id INTEGER REFERENCES results,
    result TEXT NOT NULL DEFAULT 'pending' CHECK (result IN ('pending', 'positive', 'negative', 'refused', 'error')),
    probability REAL CHECK ((probability IS NOT NULL) = (result IN ('positive', 'negative'))),
    -- folded by search-text.ts; search_text begins with the name, so its order is the order of names
    search_text TEXT NOT NULL,
    patient_id_sort TEXT NOT NULL
  ) STRICT;

  CREATE INDEX studies_by_patient ON studies (patient_key, study_instance_uid);
  CREATE INDEX studies_by_uid ON studies (study_instance_uid);
`;

const imageTables = `
  CREATE TABLE series (
    series_key INTEGER PRIMARY KEY,
    study_id INTEGER NOT NULL REFERENCES studies,
    series_instance_uid TEXT NOT NULL,
    series_description TEXT NOT NULL,
    modality TEXT NOT NULL,
    body_part_examined TEXT NOT NULL,
    laterality TEXT NOT NULL,
    manufacturer TEXT NOT NULL
  ) STRICT;

  CREATE INDEX series_by_study ON series (study_id, series_instance_uid);

  CREATE TABLE instances (
    instance_id INTEGER PRIMARY KEY,
    series_key INTEGER NOT NULL REFERENCES series,
    study_id INTEGER NOT NULL REFERENCES studies,
    sop_instance_uid TEXT NOT NULL,
    sop_class_uid TEXT NOT NULL,
    transfer_syntax_uid TEXT NOT NULL,
    file_format TEXT NOT NULL CHECK (file_format IN ('dicom', 'png', 'jpeg')),
    view_position TEXT NOT NULL,
    instance_number INTEGER,
    rows_pixels INTEGER NOT NULL,
    columns_pixels INTEGER NOT NULL,
    number_of_frames INTEGER NOT NULL,
    samples_per_pixel INTEGER NOT NULL,
    bits_allocated INTEGER NOT NULL,
    bits_stored INTEGER NOT NULL,
    photometric_interpretation TEXT NOT NULL,
    row_spacing_mm REAL,
    column_spacing_mm REAL,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    byte_length INTEGER NOT NULL,
    original_name TEXT NOT NULL,
    imported_at_ms INTEGER NOT NULL,
    thumbnail TEXT NOT NULL DEFAULT 'pending' CHECK (thumbnail IN ('pending', 'ready', 'none')),
    latest_result_id INTEGER REFERENCES results,
    CHECK ((row_spacing_mm IS NULL) = (column_spacing_mm IS NULL))
  ) STRICT;

  -- a file without a SOP Instance UID is known by its hash alone
  CREATE UNIQUE INDEX instances_by_uid ON instances (sop_instance_uid) WHERE sop_instance_uid <> '';
  CREATE INDEX instances_by_study ON instances (study_id);
  CREATE INDEX instances_by_series ON instances (series_key);
  CREATE INDEX instances_without_thumbnail ON instances (instance_id) WHERE thumbnail = 'pending';
`;

const resultTables = `
  CREATE TABLE models (
    model_sha256 TEXT PRIMARY KEY CHECK (length(model_sha256) = 64),
    model_id TEXT NOT NULL,
    model_name TEXT NOT NULL,
    card TEXT NOT NULL CHECK (json_valid(card))
  ) STRICT;

  CREATE TABLE results (
    result_id INTEGER PRIMARY KEY,
    instance_id INTEGER NOT NULL REFERENCES instances,
    status TEXT NOT NULL CHECK (status IN ('ok', 'refused', 'error')),
    model_sha256 TEXT NOT NULL REFERENCES models,
    model_id TEXT NOT NULL,
    computed_at_ms INTEGER NOT NULL,
    failure_code TEXT,
    failure_message TEXT,
    probability REAL CHECK (probability BETWEEN 0 AND 1),
    threshold REAL CHECK (threshold BETWEEN 0 AND 1),
    preprocessing_version TEXT,
    overlay_method TEXT,
    milliseconds REAL,
    boxes TEXT CHECK (json_valid(boxes)),
    heatmap_width INTEGER,
    heatmap_height INTEGER,
    heatmap_region_x REAL,
    heatmap_region_y REAL,
    heatmap_region_width REAL,
    heatmap_region_height REAL,
    -- row-major 32-bit floats, little-endian
    heatmap_values BLOB CHECK (length(heatmap_values) = 4 * heatmap_width * heatmap_height),
    -- a score is whole or absent: only 'ok' has one, and then with all that made it
    CHECK ((status = 'ok') = (probability IS NOT NULL)),
    CHECK ((status = 'ok') = (threshold IS NOT NULL)),
    CHECK ((status = 'ok') = (preprocessing_version IS NOT NULL)),
    CHECK ((status = 'ok') = (overlay_method IS NOT NULL)),
    CHECK ((status = 'ok') = (milliseconds IS NOT NULL)),
    CHECK ((status = 'ok') = (boxes IS NOT NULL)),
    CHECK ((status = 'ok') = (heatmap_values IS NOT NULL)),
    CHECK ((status = 'ok') = (failure_code IS NULL)),
    CHECK ((status = 'ok') = (failure_message IS NULL))
  ) STRICT;

  CREATE INDEX results_by_instance ON results (instance_id, model_sha256);

  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT;
`;

const listIndices = `
  -- One for each order of the list, each with all that the list filters by: any page of any search is read from one index alone.
  CREATE INDEX studies_by_import ON studies (imported_at_ms, study_id, search_text, study_date, result);
  CREATE INDEX studies_by_date ON studies (study_date, study_time, study_id, search_text, result);
  CREATE INDEX studies_by_name ON studies (search_text, study_id, study_date, result);
  CREATE INDEX studies_by_patient_id ON studies (patient_id_sort, study_id, search_text, study_date, result);
  CREATE INDEX studies_by_probability ON studies (probability, study_id, search_text, study_date, result);
`;
