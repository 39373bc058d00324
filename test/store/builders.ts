import { noAdditions } from '../../src/shared/model-card';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/main/store/database';
import type { NewPrediction } from '../../src/main/store/results';
import type { RecordedImage } from '../../src/main/store/studies';
import { ExpectedFailure, type Failure } from '../../src/shared/failure';
import type { Heatmap } from '../../src/shared/image';
import type { ActiveModel } from '../../src/shared/model';
import type { ImageDescription } from '../../src/shared/study';
import { plainVerdict, type Verdict } from '../../src/shared/verdict';

/** A folder of its own for one test, gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty history in a folder of its own. */
export function emptyHistory(): Database {
  const folder = temporaryFolder();
  const database = openDatabase(join(folder, 'history.sqlite'), { backupFolder: join(folder, 'backups') });
  onTestFinished(() => void database.close());
  return database;
}

export function description(changes: Partial<ImageDescription> = {}): ImageDescription {
  return {
    fileFormat: 'dicom',
    patientId: 'P1',
    patientName: 'Doe, Jane',
    patientSex: 'F',
    patientBirthDate: '1970-02-03',
    patientAgeYears: 49.5,
    studyInstanceUid: '1.2.1',
    studyDate: '2019-05-06',
    studyTime: '07:08:09',
    studyDescription: 'Chest PA',
    accessionNumber: 'A77',
    seriesInstanceUid: '1.2.1.1',
    seriesDescription: 'PA',
    modality: 'DX',
    bodyPartExamined: 'CHEST',
    viewPosition: 'PA',
    laterality: '',
    manufacturer: 'Maker',
    sopInstanceUid: '1.2.1.1.1',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.1.1',
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    instanceNumber: 1,
    rows: 1024,
    columns: 1000,
    numberOfFrames: 1,
    samplesPerPixel: 1,
    bitsAllocated: 16,
    bitsStored: 12,
    photometricInterpretation: 'MONOCHROME2',
    pixelSpacing: [0.143, 0.1431],
    pixelSpacingKind: 'detector',
    pixelAspect: null,
    ...changes,
  };
}

/** The n-th image of a made-up archive: every image a study and a patient of its own unless `changes` says otherwise. */
export function image(n: number, changes: Partial<ImageDescription> = {}): RecordedImage {
  const uid = `1.2.${String(n)}`;
  const own = { patientId: `P${String(n)}`, studyInstanceUid: uid, seriesInstanceUid: `${uid}.1`, sopInstanceUid: `${uid}.1.1` };
  return {
    description: description({ ...own, ...changes }),
    sha256: n.toString(16).padStart(64, '0'),
    byteLength: 1000 + n,
    originalName: `image-${String(n)}.dcm`,
  };
}

export const model: ActiveModel = {
  sha256: 'ab'.repeat(32),
  card: {
    id: 'first',
    name: 'First network',
    createdOn: '2025-01-01',
    inputSize: 224,
    preprocessingVersion: 'grey-1',
    threshold: 0.4,
    overlayMethod: 'Grad-CAM',
    architecture: 'convolutional',
    intendedUse: 'research',
    limits: [],
    trainingData: [],
    split: 'by patient',
    evaluation: [],
    ...noAdditions,
  },
};

export function heatmap(): Heatmap {
  return {
    width: 3,
    height: 2,
    values: Float32Array.of(0, 0.1, 1 / 3, 1e-38, 0.999999, 1),
    region: { x: -12, y: 0, width: 1024, height: 1024 },
  };
}

/** A score as the engine gives it, before the history numbers it. */
export function prediction(probability: number): NewPrediction {
  return {
    status: 'ok',
    probability,
    spread: null,
    corrections: [],
    threshold: model.card.threshold,
    positive: probability >= model.card.threshold,
    boxes: [{ x: 10, y: 20.5, width: 300, height: 400, score: 0.9 }],
    modelId: model.card.id,
    modelName: model.card.name,
    modelSha256: model.sha256,
    preprocessingVersion: model.card.preprocessingVersion,
    overlayMethod: model.card.overlayMethod,
    computedAtMs: 1_700_000_000_000,
    milliseconds: 27.5,
  };
}

/** The expected failure that `work` throws; null where it throws none. */
export function failureOf(work: () => unknown): Failure | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure;
    throw error;
  }
}

/** The expected failure that `promise` rejects with; null where it resolves. */
export async function failureOfPromise(promise: Promise<unknown>): Promise<Failure | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure;
    throw error;
  }
}

/** A verdict that says no more than whether there is an opacity. */
export function verdict(instanceId: number, positive: boolean, changes: Partial<Verdict> = {}): Verdict {
  return { ...plainVerdict(positive), instanceId, boxes: [], decidedAtMs: 1, reader: '', ...changes };
}
