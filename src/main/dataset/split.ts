import type { TrainingSettings } from '../../shared/training';
import type { DatasetCase } from './dataset-case';
import type { FixedPart } from './labels/labelled-image';

/** The parts of a dataset that a run trains on, chooses by and is measured on. */
export interface DatasetSplit {
  readonly training: readonly DatasetCase[];
  readonly validation: readonly DatasetCase[];
  readonly test: readonly DatasetCase[];
  /** What whoever reads the run's figures has to know; null where there is nothing. */
  readonly warning: string | null;
}

type SplitSettings = Pick<TrainingSettings, 'split' | 'seed' | 'validationShare' | 'testShare' | 'folds' | 'fold'>;

/**
 * Parts a dataset as the settings say. The same cases and settings give the same parts, in whatever order the cases come.
 * - 'patients': every patient in one part only, the share of patients with a positive image alike in each.
 * - 'folds': so too, in equal parts of which number `fold` validates and the others train; there is no test part.
 * - 'seed': what the seed notebook did, see seedSplit.
 */
export function splitDataset(cases: readonly DatasetCase[], settings: SplitSettings): DatasetSplit {
  const dealt = cases.filter(({ part }) => part === undefined);
  return withFixed(splitDealt(dealt, settings), cases);
}

function splitDealt(cases: readonly DatasetCase[], settings: SplitSettings): DatasetSplit {
  switch (settings.split) {
    case 'patients':
      return splitByPatient(cases, settings);
    case 'folds':
      return splitInFolds(cases, settings);
    case 'seed':
      return seedSplit(cases);
  }
}

/**
 * Adds the cases whose part the labels fix. A patient is held out by the strictest part that one of his images is in: of a patient in the test part
 * nothing validates, and of one who is held out nothing trains.
 */
function withFixed(dealt: DatasetSplit, cases: readonly DatasetCase[]): DatasetSplit {
  const fixed = (part: FixedPart): readonly DatasetCase[] => cases.filter((one) => one.part === part);
  const test = [...dealt.test, ...fixed('test')];
  const tested = patientsOf(test);
  const validation = [...dealt.validation, ...fixed('validation')].filter(({ patient }) => !tested.has(patient));
  const held = new Set([...tested, ...patientsOf(validation)]);
  const training = [...dealt.training, ...fixed('training')].filter(({ patient }) => !held.has(patient));
  return { ...dealt, training, validation, test };
}

function patientsOf(cases: readonly DatasetCase[]): ReadonlySet<string> {
  return new Set(cases.map(({ patient }) => patient));
}

function splitByPatient(cases: readonly DatasetCase[], { seed, validationShare, testShare }: SplitSettings): DatasetSplit {
  const parts = dealPatients(cases, seed, [validationShare, testShare]);
  const of = (part: number): readonly DatasetCase[] => cases.filter((one) => parts.get(one.patient) === part);
  return { validation: of(0), test: of(1), training: of(2), warning: null };
}

function splitInFolds(cases: readonly DatasetCase[], { seed, folds, fold }: SplitSettings): DatasetSplit {
  const parts = dealPatients(
    cases,
    seed,
    Array.from({ length: folds - 1 }, () => 1 / folds),
  );
  const isHeld = (one: DatasetCase): boolean => parts.get(one.patient) === fold - 1;
  return { training: cases.filter((one) => !isHeld(one)), validation: cases.filter(isHeld), test: [], warning: null };
}

/**
 * Deals patients into parts of the given shares and one more for the rest; answers each patient's part, by its place. Patients with and without a positive
 * image are dealt apart, so that every part holds as many of each as its share says, but for rounding.
 */
export function dealPatients(
  cases: readonly Pick<DatasetCase, 'patient' | 'positive'>[],
  seed: number,
  partShares: readonly number[],
): ReadonlyMap<string, number> {
  const positive = new Set(cases.filter((one) => one.positive).map((one) => one.patient));
  const patients = [...new Set(cases.map((one) => one.patient))].sort();
  const ends = partShares.map((_, part) => partShares.slice(0, part + 1).reduce((sum, share) => sum + share, 0));
  const parts = new Map<string, number>();
  for (const group of [patients.filter((patient) => positive.has(patient)), patients.filter((patient) => !positive.has(patient))]) {
    inOrderOfHash(group, seed).forEach((patient, index) => {
      const part = ends.findIndex((end) => index < Math.round(end * group.length));
      parts.set(patient, part === -1 ? partShares.length : part);
    });
  }
  return parts;
}

/** Shuffled by the seed: sorted by a hash of seed and name (FNV-1a, Fowler, Noll and Vo, stirred as MurmurHash3 ends), then by name. */
function inOrderOfHash(patients: readonly string[], seed: number): readonly string[] {
  const hashed = patients.map((patient) => ({ patient, hash: hashOf(patient, seed) }));
  return hashed.sort((a, b) => a.hash - b.hash || (a.patient < b.patient ? -1 : 1)).map(({ patient }) => patient);
}

function hashOf(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ Math.imul(seed + 1, 0x9e3779b9)) >>> 0;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const seedTraining = 20_000;
const seedValidation = 6_684;

/**
 * The seed notebook's own split: the first row of each patient, sorted by patient, the first 20,000 of 26,684 for training and the rest for
 * validation; of another number of patients the same proportion. In the challenge's set each image counts as a patient of its own.
 */
function seedSplit(cases: readonly DatasetCase[]): DatasetSplit {
  const first = new Map<string, DatasetCase>();
  for (const one of cases) if (!first.has(one.patient)) first.set(one.patient, one);
  const sorted = [...first.values()].sort((a, b) => (a.patient < b.patient ? -1 : 1));
  const count = Math.round((sorted.length * seedTraining) / (seedTraining + seedValidation));
  const [training, validation] = [sorted.slice(0, count), sorted.slice(count)];
  const share = (part: readonly DatasetCase[]): string =>
    `${((100 * part.filter((one) => one.positive).length) / Math.max(part.length, 1)).toFixed(1)} %`;
  return {
    training,
    validation,
    test: [],
    warning:
      'This is the seed notebook’s own split: sorted by patient, not drawn at random. In the challenge’s set positives sort early, which makes its ' +
      `validation part easier; here ${share(training)} of the training images and ${share(validation)} of the validation images are positive. ` +
      'Compare accuracy with that of always giving the commoner answer.',
  };
}
