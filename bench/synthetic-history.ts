import { noAdditions } from '../src/shared/model-card';
import type { Database } from '../src/main/store/database';
import { recordModel } from '../src/main/store/models';
import { recordFailure, recordPrediction } from '../src/main/store/results';
import { setStatus } from '../src/main/store/study-status';
import { recordVerdict } from '../src/main/store/verdicts';
import { inTransaction } from '../src/main/store/statements';
import { type RecordedImage, recordImages, type RecordedInstance } from '../src/main/store/studies';
import type { ActiveModel } from '../src/shared/model';
import { plainVerdict } from '../src/shared/verdict';

const families =
  'Smith García Müller Nguyen Ivanova Kowalski 山田 김 Okafor Haddad Österberg Dupont Rossi Novák Yılmaz Silva Jensen Popescu 田中 Cohen';
const givenNames = 'Anna José Li Fatima Olga John 太郎 민수 Chidi Lars Marie Giulia Jan Ayşe Pedro Emil Ana 由紀 Noa Peter';
const descriptions = [
  'Chest PA and lateral',
  'Thorax a.p. liegend',
  'RX tórax',
  'Chest portable',
  'XR chest 1 view',
  'RTG klatki piersiowej',
];
const batchSize = 1_000;

/** The model that gave the made-up results. */
export const syntheticModel: ActiveModel = {
  sha256: '5'.repeat(64),
  card: {
    id: 'synthetic',
    name: 'Synthetic',
    createdOn: '2025-01-01',
    inputSize: 224,
    preprocessingVersion: '1',
    threshold: 0.5,
    overlayMethod: 'Grad-CAM',
    architecture: 'none',
    intendedUse: 'benchmark',
    limits: [],
    trainingData: [],
    split: 'none',
    evaluation: [],
    ...noAdditions,
  },
};

/** Writes `count` made-up studies of one image each through the store's own functions, four of five with a result. */
export function fillWithStudies(database: Database, count: number): void {
  const random = seededRandom(1);
  recordModel(database, syntheticModel);
  for (let start = 0; start < count; start += batchSize) {
    const images = Array.from({ length: Math.min(batchSize, count - start) }, (_, index) => syntheticImage(start + index, random));
    inTransaction(database, () => {
      const outcomes = recordImages(database, images, 1_700_000_000_000 + start * 10);
      for (const outcome of outcomes) {
        if ('failure' in outcome) throw new Error(outcome.failure.message);
        recordSyntheticResult(database, outcome.instanceId, random);
        recordSyntheticReading(database, outcome, random);
      }
    });
  }
}

/** Two of three were read, one in ten of these by a verdict; one in a hundred waits for a second look. */
function recordSyntheticReading(database: Database, { instanceId, studyId }: RecordedInstance, random: () => number): void {
  const chance = random();
  if (chance < 0.01) setStatus(database, [studyId], 'second-look', 'reader', 1);
  else if (chance < 0.07) judge(database, instanceId, random() < 0.5);
  else if (chance < 0.66) setStatus(database, [studyId], 'read', 'reader', 1);
}

function judge(database: Database, instanceId: number, positive: boolean): void {
  recordVerdict(database, { ...plainVerdict(positive), instanceId, boxes: [], decidedAtMs: 1, reader: '' });
}

function recordSyntheticResult(database: Database, instanceId: number, random: () => number): void {
  const chance = random();
  if (chance < 0.2) return;
  const run = { modelId: syntheticModel.card.id, modelSha256: syntheticModel.sha256 };
  if (chance < 0.3) {
    const code = chance < 0.25 ? ('not-frontal-chest' as const) : ('truncated' as const);
    recordFailure(database, instanceId, { code, message: 'A made-up reason.' }, run, computedAt(instanceId));
    return;
  }
  const probability = random();
  recordPrediction(
    database,
    instanceId,
    {
      status: 'ok',
      probability,
      spread: random() < 0.5 ? null : { low: probability * 0.9, high: probability },
      corrections: [],
      threshold: 0.5,
      positive: probability >= 0.5,
      boxes: [{ x: 10, y: 20, width: 300, height: 400, score: 0.9 }],
      ...run,
      modelName: syntheticModel.card.name,
      preprocessingVersion: syntheticModel.card.preprocessingVersion,
      overlayMethod: syntheticModel.card.overlayMethod,
      computedAtMs: computedAt(instanceId),
      milliseconds: 12,
    },
    { width: 7, height: 7, values: new Float32Array(49), region: { x: 0, y: 0, width: 1024, height: 1024 } },
  );
}

/** Some hundred images an hour, so that all of them fill some weeks. */
const computedAt = (instanceId: number): number => 1_700_000_000_000 + instanceId * 36_000;

function syntheticImage(n: number, random: () => number): RecordedImage {
  const pick = (choices: readonly string[]) => choices[Math.floor(random() * choices.length)] ?? '';
  const uid = `1.2.826.0.1.3680043.8.498.${String(Math.floor(random() * 1e15))}.${String(n)}`;
  const day = new Date(Date.UTC(2010, 0, 1 + Math.floor(random() * 5_500)));
  return {
    sha256: n.toString(16).padStart(64, '0'),
    byteLength: 140_000,
    originalName: `${String(n)}.dcm`,
    description: {
      fileFormat: 'dicom',
      patientId: `P${String(Math.floor(random() * 1e7)).padStart(7, '0')}`,
      patientName: `${pick(families.split(' '))}-${String(Math.floor(random() * 500))}, ${pick(givenNames.split(' '))}`,
      patientSex: random() < 0.5 ? 'F' : 'M',
      patientBirthDate: null,
      patientAgeYears: Math.floor(random() * 95),
      studyInstanceUid: uid,
      studyDate: day.toISOString().slice(0, 10),
      studyTime: '10:00:00',
      studyDescription: pick(descriptions),
      accessionNumber: `A${String(Math.floor(random() * 1e8))}`,
      seriesInstanceUid: `${uid}.1`,
      seriesDescription: 'PA',
      modality: pick(['DX', 'CR', 'DX', 'DX']),
      bodyPartExamined: 'CHEST',
      viewPosition: pick(['PA', 'AP', 'PA', 'LL', '']),
      laterality: '',
      manufacturer: '',
      sopInstanceUid: `${uid}.1.1`,
      sopClassUid: '1.2.840.10008.5.1.4.1.1.1.1',
      transferSyntaxUid: '1.2.840.10008.1.2.4.50',
      instanceNumber: 1,
      rows: 1024,
      columns: 1024,
      numberOfFrames: 1,
      samplesPerPixel: 1,
      bitsAllocated: 8,
      bitsStored: 8,
      photometricInterpretation: 'MONOCHROME2',
      pixelSpacing: [0.143, 0.143],
      pixelSpacingKind: 'detector',
      pixelAspect: null,
    },
  };
}

/** The same numbers in every run: a linear congruential generator (Numerical Recipes, 32 bits). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
