import { type Failure, toFailure } from '../../shared/failure';
import type { ImageDescription } from '../../shared/study';
import type { Database } from './database';
import { foldText, searchTextOf } from './search-text';
import { sqliteFailure } from './sqlite-failure';
import { summariseStudy } from './study-summary';
import { inTransaction, prepared } from './statements';

/** An image whose original bytes already lie in the store. */
export interface RecordedImage {
  readonly description: ImageDescription;
  /** Hex SHA-256 of the original bytes. */
  readonly sha256: string;
  readonly byteLength: number;
  /** The file's name, never its path. */
  readonly originalName: string;
}

/** An image that is in the history, and whether it was there before. */
export interface RecordedInstance {
  readonly kind: 'new' | 'duplicate';
  readonly instanceId: number;
  readonly studyId: number;
}

export type RecordOutcome = RecordedInstance | { readonly failure: Failure };

/**
 * Writes the rows of images that were taken into the store, all in one transaction; answers one outcome an image, in order.
 * An image is a duplicate when its bytes are there already. Other bytes under a SOP Instance UID that is there already are a
 * 'uid-conflict': that image is left out, the others are written. Throws 'disk-full', 'read-only' or 'database-damaged', and
 * then nothing is written.
 */
export function recordImages(database: Database, images: readonly RecordedImage[], nowMs: number): readonly RecordOutcome[] {
  return inTransaction(database, () => {
    const outcomes = images.map((image) => recordOrExplain(database, image, nowMs));
    const changed = new Set(outcomes.flatMap((outcome) => ('kind' in outcome && outcome.kind === 'new' ? [outcome.studyId] : [])));
    for (const studyId of changed) summariseStudy(database, studyId);
    return outcomes;
  });
}

/** One image that the tables refuse (a value no header should hold) must not take the others of its batch with it. */
function recordOrExplain(database: Database, image: RecordedImage, nowMs: number): RecordOutcome {
  try {
    return database.transaction(() => recordImage(database, image, nowMs))();
  } catch (error) {
    if (sqliteFailure(error) !== null) throw error;
    return { failure: toFailure(error, image.originalName) };
  }
}

function recordImage(database: Database, image: RecordedImage, nowMs: number): RecordOutcome {
  const present = findInstance(database, image);
  if (present !== undefined) {
    if (present.sha256 === image.sha256) return duplicate(database, image, present, nowMs);
    return { failure: uidConflict(image) };
  }
  const patientKey = patientOf(database, image);
  const studyId = studyOf(database, image, patientKey, nowMs);
  const seriesKey = seriesOf(database, image.description, studyId);
  prepared(database, 'UPDATE studies SET imported_at_ms = max(imported_at_ms, ?) WHERE study_id = ?').run(nowMs, studyId);
  return { kind: 'new', instanceId: insertInstance(database, image, studyId, seriesKey, nowMs), studyId };
}

/** The same bytes again: nothing new but, where the file is called otherwise, its other name. */
function duplicate(database: Database, image: RecordedImage, present: PresentInstance, nowMs: number): RecordOutcome {
  const { instanceId, studyId, originalName } = present;
  const addName = 'INSERT OR IGNORE INTO instance_names (instance_id, name, first_seen_at_ms) VALUES (?, ?, ?)';
  if (image.originalName !== originalName) prepared(database, addName).run(instanceId, image.originalName, nowMs);
  return { kind: 'duplicate', instanceId, studyId };
}

interface PresentInstance {
  readonly instanceId: number;
  readonly studyId: number;
  readonly sha256: string;
  readonly originalName: string;
}

function findInstance(database: Database, image: RecordedImage): PresentInstance | undefined {
  const columns = 'SELECT instance_id AS instanceId, study_id AS studyId, sha256, original_name AS originalName FROM instances';
  const byHash = prepared<[string], PresentInstance>(database, `${columns} WHERE sha256 = ?`).get(image.sha256);
  if (byHash !== undefined || image.description.sopInstanceUid === '') return byHash;
  return prepared<[string], PresentInstance>(database, `${columns} WHERE sop_instance_uid = ? AND sop_instance_uid <> ''`).get(
    image.description.sopInstanceUid,
  );
}

function uidConflict(image: RecordedImage): Failure {
  const name = image.originalName;
  const message = `${name} was not imported: the history holds another image under the same SOP Instance UID ${image.description.sopInstanceUid}.`;
  return { code: 'uid-conflict', message, file: name };
}

/**
 * Who counts as the same person: the same Patient ID (0010,0020) with the same name and birth date, since hospitals number
 * their patients independently. Without a Patient ID a person is known within one study only, and without a Study Instance
 * UID within one file only.
 */
function patientIdentity(image: RecordedImage): string {
  const { patientId, patientName, patientBirthDate, studyInstanceUid } = image.description;
  const person = [foldText(patientName), patientBirthDate];
  if (patientId !== '') return JSON.stringify(['patient', patientId, ...person]);
  if (studyInstanceUid !== '') return JSON.stringify(['study', studyInstanceUid, ...person]);
  return JSON.stringify(['file', image.sha256]);
}

function patientOf(database: Database, image: RecordedImage): number {
  const identity = patientIdentity(image);
  const found = prepared<[string], number>(database, 'SELECT patient_key FROM patients WHERE identity = ?').pluck().get(identity);
  if (found !== undefined) return found;
  const { patientId, patientName, patientSex, patientBirthDate } = image.description;
  return insert(database, 'patients', {
    identity,
    patient_id: patientId,
    patient_name: patientName,
    patient_sex: patientSex,
    patient_birth_date: patientBirthDate,
  });
}

/** A study belongs to one patient: the same Study Instance UID under another patient is another study, never a shared one. */
function studyOf(database: Database, image: RecordedImage, patientKey: number, nowMs: number): number {
  const description = image.description;
  const found = prepared<[number, string], number>(
    database,
    "SELECT study_id FROM studies WHERE patient_key = ? AND study_instance_uid = ? AND study_instance_uid <> ''",
  )
    .pluck()
    .get(patientKey, description.studyInstanceUid);
  if (found !== undefined) return found;
  return insert(database, 'studies', {
    patient_key: patientKey,
    study_instance_uid: description.studyInstanceUid,
    study_date: description.studyDate,
    study_time: description.studyTime,
    study_description: description.studyDescription,
    accession_number: description.accessionNumber,
    patient_age_years: description.patientAgeYears,
    imported_at_ms: nowMs,
    search_text: searchTextOf(description),
    patient_id_sort: foldText(description.patientId),
  });
}

function seriesOf(database: Database, description: ImageDescription, studyId: number): number {
  const found = prepared<[number, string], number>(database, 'SELECT series_key FROM series WHERE study_id = ? AND series_instance_uid = ?')
    .pluck()
    .get(studyId, description.seriesInstanceUid);
  if (found !== undefined) return found;
  return insert(database, 'series', {
    study_id: studyId,
    series_instance_uid: description.seriesInstanceUid,
    series_description: description.seriesDescription,
    modality: description.modality,
    body_part_examined: description.bodyPartExamined,
    laterality: description.laterality,
    manufacturer: description.manufacturer,
  });
}

function insertInstance(database: Database, image: RecordedImage, studyId: number, seriesKey: number, nowMs: number): number {
  const description = image.description;
  return insert(database, 'instances', {
    series_key: seriesKey,
    study_id: studyId,
    sop_instance_uid: description.sopInstanceUid,
    sop_class_uid: description.sopClassUid,
    transfer_syntax_uid: description.transferSyntaxUid,
    file_format: description.fileFormat,
    view_position: description.viewPosition,
    instance_number: description.instanceNumber,
    rows_pixels: description.rows,
    columns_pixels: description.columns,
    number_of_frames: description.numberOfFrames,
    samples_per_pixel: description.samplesPerPixel,
    bits_allocated: description.bitsAllocated,
    bits_stored: description.bitsStored,
    photometric_interpretation: description.photometricInterpretation,
    row_spacing_mm: description.pixelSpacing?.[0] ?? null,
    column_spacing_mm: description.pixelSpacing?.[1] ?? null,
    spacing_kind: description.pixelSpacingKind,
    pixel_aspect: description.pixelAspect,
    sha256: image.sha256,
    byte_length: image.byteLength,
    original_name: image.originalName,
    imported_at_ms: nowMs,
  });
}

/** Table and column names come from this file, never from data. */
function insert(database: Database, table: string, row: Readonly<Record<string, string | number | null>>): number {
  const names = Object.keys(row);
  const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
  return Number(prepared(database, sql).run(row).lastInsertRowid);
}
