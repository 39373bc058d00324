import { readdirSync, readFileSync, writeFileSync, copyFileSync, existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDatabase } from '../../src/main/store/check-database';
import { type Database, openDatabase } from '../../src/main/store/database';
import { allMigrations } from '../../src/main/store/migrations';
import type { Migration } from '../../src/main/store/migrations/migration';
import { readMarks } from '../../src/main/store/marks';
import { latestResult } from '../../src/main/store/results';
import { listStudies, recordImages, showInstance } from '../../src/main/store/studies';
import { readVerdict } from '../../src/main/store/verdicts';
import { failureOf, image, model, temporaryFolder } from './builders';
import { everything } from './queries';

function place(): { readonly file: string; readonly folder: string; readonly backupFolder: string } {
  const folder = temporaryFolder();
  return { folder, file: join(folder, 'home', 'history.sqlite'), backupFolder: join(folder, 'backups') };
}

function withDatabase<T>(file: string, backupFolder: string, work: (database: Database) => T, migrations?: readonly Migration[]): T {
  const database = openDatabase(file, migrations === undefined ? { backupFolder } : { backupFolder, migrations });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** A study of one image of a patient of its own, as the first version wrote it. */
function studyAsBefore(database: Database, n: number): void {
  const id = String(n);
  database.exec(`
    INSERT INTO patients VALUES (${id}, 'patient-${id}', 'P${id}', 'Doe, Jane', 'F', NULL);
    INSERT INTO studies (study_id, patient_key, study_instance_uid, study_date, study_time, study_description, accession_number, imported_at_ms,
      image_count, search_text, patient_id_sort)
      VALUES (${id}, ${id}, '1.${id}', '2020-01-0${id}', '10:00:00', 'Chest', '', 1000, 1, 'doe, jane', 'p${id}');
    INSERT INTO series VALUES (${id}, ${id}, '1.${id}.1', '', 'DX', 'CHEST', '', '');
    INSERT INTO instances (instance_id, series_key, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file_format, view_position,
      rows_pixels, columns_pixels, number_of_frames, samples_per_pixel, bits_allocated, bits_stored, photometric_interpretation,
      row_spacing_mm, column_spacing_mm, sha256, byte_length, original_name, imported_at_ms)
      VALUES (${id}, ${id}, ${id}, '1.${id}.1.1', '', '', 'dicom', 'PA', 8, 8, 1, 1, 8, 8, 'MONOCHROME2', 0.143, 0.143, '${image(n).sha256}', 10,
      'image-${id}.dcm', 1000);
    UPDATE studies SET lead_instance_id = ${id} WHERE study_id = ${id}`);
}

/** Gives image 1 a score as the program wrote it before there were spreads. */
function scoreAsBefore(database: Database): void {
  database.exec(`INSERT INTO results (instance_id, status, model_sha256, model_id, computed_at_ms, probability, threshold, preprocessing_version,
    overlay_method, milliseconds, boxes, heatmap_width, heatmap_height, heatmap_values)
    VALUES (1, 'ok', '${model.sha256}', 'first', 5, 0.9, 0.4, 'grey-1', '', 20, '[]', 0, 0, x'');
    UPDATE instances SET latest_result_id = 1 WHERE instance_id = 1;
    UPDATE studies SET lead_result_id = 1, result = 'positive', probability = 0.9 WHERE study_id = 1`);
}

const newest = allMigrations.at(-1)?.version ?? 0;

/** Adds a column, as a later version might. */
const later: Migration = {
  version: newest + 1,
  apply: (database) => database.exec("ALTER TABLE studies ADD COLUMN ward TEXT NOT NULL DEFAULT 'none'"),
};

test('a history is created where there is nothing, with the settings that keep it whole', () => {
  const { file, backupFolder } = place();
  const found = withDatabase(file, backupFolder, (database) => ({
    version: database.pragma('user_version', { simple: true }),
    journal: database.pragma('journal_mode', { simple: true }),
    synchronous: database.pragma('synchronous', { simple: true }),
    foreignKeys: database.pragma('foreign_keys', { simple: true }),
    busyTimeout: database.pragma('busy_timeout', { simple: true }),
    notStrict: database
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
      .all(),
    problems: checkDatabase(database),
  }));
  expect(found).toEqual({
    version: newest,
    journal: 'wal',
    synchronous: 1,
    foreignKeys: 1,
    busyTimeout: 5000,
    notStrict: [],
    problems: [],
  });
  expect(existsSync(backupFolder)).toBe(false);
});

test('every migration there is a file of is applied, in the order of the numbers', () => {
  const files = readdirSync('src/main/store/migrations').filter((file) => /^\d{4}-/.test(file));
  expect(allMigrations.map(({ version }) => version)).toEqual(
    files.map((file) => Number(file.slice(0, 4))).toSorted((one, other) => one - other),
  );
});

test('migration 1 makes the tables of the history in an empty database', () => {
  const { file, backupFolder } = place();
  withDatabase(file, backupFolder, () => undefined, []);
  const tables = withDatabase(
    file,
    backupFolder,
    (database) =>
      database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all(),
    allMigrations.slice(0, 1),
  );
  expect(tables).toEqual(['instances', 'models', 'patients', 'results', 'series', 'settings', 'studies']);
});

test('migration 2 keeps every case, result and model of a history of version 1', () => {
  const { file, backupFolder } = place();
  const filled = (database: Database) => ({
    studies: database.prepare('SELECT * FROM studies').all(),
    results: database.prepare('SELECT * FROM results').all(),
    models: database.prepare('SELECT model_sha256, model_id, model_name, card FROM models').all(),
  });
  const before = withDatabase(
    file,
    backupFolder,
    (database) => {
      studyAsBefore(database, 1);
      studyAsBefore(database, 2);
      const insertModel = "INSERT INTO models (model_sha256, model_id, model_name, card) VALUES (?, 'first', 'First network', '{}')";
      database.prepare(insertModel).run(model.sha256);
      scoreAsBefore(database);
      return filled(database);
    },
    allMigrations.slice(0, 1),
  );
  const after = withDatabase(
    file,
    backupFolder,
    (database) => ({ ...filled(database), origins: database.prepare('SELECT origin FROM models').pluck().all() }),
    allMigrations.slice(0, 2),
  );
  expect(after).toEqual({ ...before, origins: ['shipped'] });
});

test('migration 3 keeps every score of a history of version 2, as one without a spread or a correction', () => {
  const { file, backupFolder } = place();
  withDatabase(
    file,
    backupFolder,
    (database) => {
      studyAsBefore(database, 1);
      database
        .prepare("INSERT INTO models (model_sha256, model_id, model_name, card) VALUES (?, 'first', 'First', '{}')")
        .run(model.sha256);
      scoreAsBefore(database);
    },
    allMigrations.slice(0, 2),
  );
  const result = withDatabase(file, backupFolder, (database) => [latestResult(database, 1), checkDatabase(database)]);
  expect(result).toEqual([expect.objectContaining({ probability: 0.9, threshold: 0.4, boxes: [], spread: null, corrections: [] }), []]);
});

test('migration 4 makes marks of the boxes in force, and keeps spacings and verdicts without a word of what was not recorded', () => {
  const { file, backupFolder } = place();
  const box = { x: 1, y: 2.5, width: 3, height: 4 };
  withDatabase(
    file,
    backupFolder,
    (database) => {
      studyAsBefore(database, 1);
      studyAsBefore(database, 2);
      const verdict = database.prepare('INSERT INTO verdicts (instance_id, positive, boxes, decided_at_ms) VALUES (?, ?, ?, ?)');
      verdict.run(1, 1, JSON.stringify([box, { ...box, x: 50 }]), 5);
      verdict.run(2, 1, JSON.stringify([box]), 6);
      verdict.run(2, 0, '[]', 7);
    },
    allMigrations.slice(0, 3),
  );
  const found = withDatabase(file, backupFolder, (database) => ({
    marks: [1, 2].map((instanceId) => readMarks(database, instanceId).map(({ shape }) => shape)),
    ids: [...readMarks(database, 1)].map(({ id }) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    verdicts: [1, 2].map((instanceId) => readVerdict(database, instanceId)),
    spacing: [showInstance(database, 1).pixelSpacing, showInstance(database, 1).pixelSpacingKind],
    problems: checkDatabase(database),
  }));
  const unsaid = { class: '', findings: [], otherText: '', comment: '', reader: '' };
  expect(found).toEqual({
    marks: [
      [
        { kind: 'box', area: box },
        { kind: 'box', area: { ...box, x: 50 } },
      ],
      [],
    ],
    ids: [true, true],
    verdicts: [
      { ...unsaid, instanceId: 1, positive: true, boxes: [box, { ...box, x: 50 }], decidedAtMs: 5 },
      { ...unsaid, instanceId: 2, positive: false, boxes: [], decidedAtMs: 7 },
    ],
    spacing: [[0.143, 0.143], null],
    problems: [],
  });
});

test('migration 5 gives every study of an older history what the worklist filters and sorts by, and marks those with a verdict read', () => {
  const { file, backupFolder } = place();
  const before = withDatabase(
    file,
    backupFolder,
    (database) => {
      for (const n of [1, 2, 3]) studyAsBefore(database, n);
      database.exec(`INSERT INTO models (model_sha256, model_id, model_name, card) VALUES ('${model.sha256}', 'first', 'First', '{}')`);
      scoreAsBefore(database);
      // An ensemble's score of a study without a date, on which the reader first agreed and then did not.
      database.exec(`UPDATE results SET probability_low = 0.5, probability_high = 0.75;
        UPDATE studies SET study_date = NULL, imported_at_ms = ${String(Date.parse('2024-02-29T12:00:00'))} WHERE study_id = 1;
        INSERT INTO verdicts (instance_id, positive, boxes, decided_at_ms) VALUES (1, 1, '[]', 7), (1, 0, '[]', 9), (2, 1, '[]', 8);
        INSERT INTO verdicts (instance_id, positive, boxes, decided_at_ms, withdrawn) VALUES (3, 1, '[]', 5, 0), (3, 0, '[]', 6, 1)`);
      return database.prepare('SELECT study_id, search_text, result, probability, lead_instance_id FROM studies ORDER BY study_id').all();
    },
    allMigrations.filter(({ version }) => version < 5),
  );
  const after = withDatabase(file, backupFolder, (database) => ({
    kept: database.prepare('SELECT study_id, search_text, result, probability, lead_instance_id FROM studies ORDER BY study_id').all(),
    filled: database
      .prepare(
        'SELECT status, settled, day, modality, view_position AS view, spread, model_id AS modelId, urgency, disagreement FROM studies ORDER BY study_id',
      )
      .all(),
    statuses: database.prepare('SELECT study_id AS studyId, status, reader, set_at_ms AS atMs, cause FROM study_statuses').all(),
    problems: checkDatabase(database),
  }));
  const plain = { modality: 'DX', view: 'PA', spread: null, modelId: null, urgency: -1, disagreement: 0 };
  expect(after).toEqual({
    kept: before,
    filled: [
      { ...plain, status: 'read', settled: 1, day: '2024-02-29', spread: 0.25, modelId: 'first', urgency: 9, disagreement: 1 },
      // A verdict without a result to differ from.
      { ...plain, status: 'read', settled: 1, day: '2020-01-02' },
      { ...plain, status: 'unread', settled: 0, day: '2020-01-03' },
    ],
    statuses: [
      { studyId: 1, status: 'read', reader: '', atMs: 9, cause: 'verdict' },
      { studyId: 2, status: 'read', reader: '', atMs: 8, cause: 'verdict' },
    ],
    problems: [],
  });
});

test('the audit trail can be added to, not changed', () => {
  const { file, backupFolder } = place();
  withDatabase(file, backupFolder, (database) => {
    database.exec(`INSERT INTO audit_trail (at_ms, action, detail, sha256) VALUES (1, 'model-activated', '{}', '${'a'.repeat(64)}')`);
    expect(() => database.exec('UPDATE audit_trail SET at_ms = 2')).toThrow('only grows');
    expect(() => database.exec('DELETE FROM audit_trail')).toThrow('only grows');
  });
});

test('before an older history is changed a whole copy of it is put aside', () => {
  const { file, backupFolder } = place();
  const before = withDatabase(file, backupFolder, (database) => {
    recordImages(database, [image(1), image(2)], 1000);
    return listStudies(database, everything);
  });
  const after = withDatabase(file, backupFolder, (database) => listStudies(database, everything), [...allMigrations, later]);
  expect(after).toEqual(before);
  const copies = readdirSync(backupFolder);
  expect(copies).toEqual([expect.stringMatching(new RegExp(`^history-version-${newest}-.*\\.sqlite$`))]);
  const copied = withDatabase(join(backupFolder, copies[0] ?? ''), backupFolder, (database) => listStudies(database, everything));
  expect(copied).toEqual(before);
});

test('migration 9 keeps every image and its spacing, and knows of no pixel that is not square', () => {
  const { file, backupFolder } = place();
  const before = allMigrations.filter(({ version }) => version < 9);
  withDatabase(file, backupFolder, (database) => studyAsBefore(database, 1), before);
  const found = withDatabase(file, backupFolder, (database) => {
    const { pixelSpacing, pixelAspect } = showInstance(database, 1);
    return { pixelSpacing, pixelAspect, problems: checkDatabase(database) };
  });
  expect(found).toEqual({ pixelSpacing: [0.143, 0.143], pixelAspect: null, problems: [] });
});

test('a migration that fails leaves the history as it was', () => {
  const { file, backupFolder } = place();
  const before = withDatabase(file, backupFolder, (database) => {
    recordImages(database, [image(1)], 1000);
    return listStudies(database, everything);
  });
  const failing: Migration = {
    version: newest + 1,
    apply: (database) => {
      later.apply(database);
      throw new Error('half way');
    },
  };
  expect(() => withDatabase(file, backupFolder, () => undefined, [...allMigrations, failing])).toThrow('half way');
  expect(withDatabase(file, backupFolder, (database) => listStudies(database, everything))).toEqual(before);
});

test('a migration that would orphan rows is not committed', () => {
  const { file, backupFolder } = place();
  withDatabase(file, backupFolder, (database) => recordImages(database, [image(1)], 1000));
  const orphaning: Migration = { version: newest + 1, apply: (database) => database.exec('DELETE FROM patients') };
  expect(() => withDatabase(file, backupFolder, () => undefined, [...allMigrations, orphaning])).toThrow('without what they refer to');
  expect(withDatabase(file, backupFolder, checkDatabase)).toEqual([]);
});

test('a history from a newer version is refused and stays as it is, byte for byte', () => {
  const { file, backupFolder } = place();
  withDatabase(file, backupFolder, (database) => recordImages(database, [image(1)], 1000), [...allMigrations, later]);
  const bytes = readFileSync(file);
  expect(failureOf(() => openDatabase(file, { backupFolder }))?.code).toBe('database-newer');
  expect(readFileSync(file)).toEqual(bytes);
  expect(readdirSync(join(file, '..'))).toEqual(['history.sqlite']);
});

test('a newer version is noticed too when only the write-ahead log of a killed program tells of it', () => {
  const { file, folder, backupFolder } = place();
  withDatabase(file, backupFolder, (database) => recordImages(database, [image(1)], 1000));
  const copy = join(folder, 'history.sqlite');
  withDatabase(
    file,
    backupFolder,
    (database) => {
      expect(database.pragma('user_version', { simple: true })).toBe(newest + 1);
      // What a killed program leaves: the file and its log, not yet one.
      copyFileSync(file, copy);
      copyFileSync(`${file}-wal`, `${copy}-wal`);
    },
    [...allMigrations, later],
  );
  const bytes = [readFileSync(copy), readFileSync(`${copy}-wal`)];
  expect(bytes[0]?.readUInt32BE(60)).toBe(newest);
  expect(failureOf(() => openDatabase(copy, { backupFolder }))?.code).toBe('database-newer');
  expect([readFileSync(copy), readFileSync(`${copy}-wal`)]).toEqual(bytes);
});

test('a file that is no database, or a damaged one, is refused and left alone', () => {
  const { folder, file, backupFolder } = place();
  const text = join(folder, 'text.sqlite');
  writeFileSync(text, 'this is not a database, however long it may be. '.repeat(100));
  withDatabase(file, backupFolder, (database) =>
    recordImages(
      database,
      Array.from({ length: 200 }, (_, n) => image(n)),
      1000,
    ),
  );
  truncateSync(file, 3 * 4096);
  const bytes = [readFileSync(text), readFileSync(file)];
  expect([text, file].map((each) => failureOf(() => openDatabase(each, { backupFolder }))?.code)).toEqual([
    'database-damaged',
    'database-damaged',
  ]);
  expect([readFileSync(text), readFileSync(file)]).toEqual(bytes);
});

test('a history damaged inside is not migrated', () => {
  const { file, backupFolder } = place();
  withDatabase(file, backupFolder, (database) =>
    recordImages(
      database,
      Array.from({ length: 200 }, (_, n) => image(n)),
      1000,
    ),
  );
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 8 * 4096, 30 * 4096);
  writeFileSync(file, bytes);
  expect(failureOf(() => openDatabase(file, { backupFolder, migrations: [...allMigrations, later] }))?.code).toBe('database-damaged');
});

test('an empty file, as a crash at the very first moment leaves it, becomes a history', () => {
  const { folder, backupFolder } = place();
  const file = join(folder, 'history.sqlite');
  writeFileSync(file, '');
  expect(withDatabase(file, backupFolder, (database) => listStudies(database, everything).total)).toBe(0);
});
