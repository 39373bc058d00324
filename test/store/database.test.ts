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

/** An image as the program wrote it before there were kinds of pixel spacing; each is a patient, study and series of its own. */
function recordAsBefore(database: Database, n: number): void {
  database.exec(`
    INSERT INTO patients VALUES (${n}, 'identity ${n}', 'P${n}', 'Doe, Jane', 'F', NULL);
    INSERT INTO studies (study_id, patient_key, study_instance_uid, study_description, accession_number, imported_at_ms, image_count,
        search_text, patient_id_sort)
      VALUES (${n}, ${n}, '1.2.${n}', 'Chest PA', '', 1000, 1, 'doe jane', 'p${n}');
    INSERT INTO series VALUES (${n}, ${n}, '1.2.${n}.1', '', 'DX', 'CHEST', '', '');
    INSERT INTO instances (instance_id, series_key, study_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file_format, view_position,
        rows_pixels, columns_pixels, number_of_frames, samples_per_pixel, bits_allocated, bits_stored, photometric_interpretation,
        row_spacing_mm, column_spacing_mm, sha256, byte_length, original_name, imported_at_ms)
      VALUES (${n}, ${n}, ${n}, '1.2.${n}.1.1', '', '', 'dicom', 'PA', 1024, 1000, 1, 1, 16, 12, 'MONOCHROME2',
        0.143, 0.143, '${n.toString(16).padStart(64, '0')}', 1000, 'image-${n}.dcm', 1000);
    UPDATE studies SET lead_instance_id = ${n} WHERE study_id = ${n};
  `);
}

/** Gives image 1 a score as the program wrote it before there were spreads. */
function scoreAsBefore(database: Database): void {
  database.exec(`INSERT INTO results (instance_id, status, model_sha256, model_id, computed_at_ms, probability, threshold, preprocessing_version,
    overlay_method, milliseconds, boxes, heatmap_width, heatmap_height, heatmap_values)
    VALUES (1, 'ok', '${model.sha256}', 'first', 5, 0.9, 0.4, 'grey-1', '', 20, '[]', 0, 0, x'');
    UPDATE instances SET latest_result_id = 1`);
}

const newest = allMigrations.at(-1)?.version ?? 0;

/** Adds a column, as a later version might. */
const later: Migration = {
  version: newest + 1,
  apply: (database) => database.exec("ALTER TABLE studies ADD COLUMN urgency TEXT NOT NULL DEFAULT 'none'"),
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

test('each migration’s number is above the one before', () => {
  const versions = allMigrations.map((migration) => migration.version);
  expect(versions).toEqual([...new Set(versions)].sort((one, other) => one - other));
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
    rows: listStudies(database, everything),
    results: database.prepare('SELECT * FROM results').all(),
    models: database.prepare('SELECT model_sha256, model_id, model_name, card FROM models').all(),
  });
  const before = withDatabase(
    file,
    backupFolder,
    (database) => {
      recordAsBefore(database, 1);
      recordAsBefore(database, 2);
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
      recordAsBefore(database, 1);
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
      recordAsBefore(database, 1);
      recordAsBefore(database, 2);
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
