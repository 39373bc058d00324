import type { Language } from './language';

/**
 * Every failure the application expects, in one closed list. A failure is data: it crosses process borders, is stored beside
 * the case and is shown to the reader as one sentence. Anything that is not in this list is a bug and surfaces as 'unexpected'.
 *
 * The value says how the command line reports it: 'refused' means the file was understood and is not something to score;
 * 'error' means that what was asked could not be done.
 */
const outcomeByCode = {
  // the file itself
  'not-found': 'error',
  unreadable: 'error',
  'empty-file': 'error',
  'not-an-image': 'error',
  truncated: 'error',
  damaged: 'error',
  'image-empty': 'error',
  'image-too-large': 'refused',
  'no-pixel-data': 'refused',
  'unsupported-transfer-syntax': 'refused',
  'unsupported-pixel-format': 'refused',
  'colour-image': 'refused',
  'multi-frame': 'refused',
  'not-a-radiograph': 'refused',
  'not-frontal-chest': 'refused',
  'pixels-not-square': 'refused',
  'uid-conflict': 'error',
  'not-de-identifiable': 'error',
  'burnt-in-text': 'error',
  // the machine
  'disk-full': 'error',
  'read-only': 'error',
  'time-limit': 'error',
  cancelled: 'error',
  // the engine and its model
  'engine-stopped': 'error',
  'model-unusable': 'error',
  'out-of-memory': 'error',
  // datasets, training and the gate
  'labels-unusable': 'error',
  'dataset-unusable': 'error',
  'dataset-changed': 'error',
  'dataset-locked': 'error',
  diverged: 'error',
  'checkpoint-damaged': 'error',
  'run-busy': 'error',
  'gate-closed': 'error',
  // the history
  'not-in-history': 'error',
  'database-newer': 'error',
  'database-damaged': 'error',
  'database-locked': 'error',
  'database-gone': 'error',
  // reports and exports
  'already-there': 'error',
  'report-final': 'error',
  'report-unfinished': 'error',
  'not-printed': 'error',
  // updates
  'update-forbidden': 'error',
  'update-unreachable': 'error',
  'update-untrusted': 'error',
  // the CUDA library
  'library-forbidden': 'error',
  'library-unreachable': 'error',
  'library-untrusted': 'error',
  'library-set-aside': 'error',
  // the contract between the processes
  'invalid-request': 'error',
  unexpected: 'error',
} as const satisfies Record<string, 'refused' | 'error'>;

export type FailureCode = keyof typeof outcomeByCode;

export interface Failure {
  readonly code: FailureCode;
  /** One sentence in the field's terms: what happened, to which file, and what to do where something can be done. */
  readonly message: string;
  /** The file it happened to, as the user named it. */
  readonly file?: string;
  /** What `message` is written in, where that is not English: what the page itself found is told in the page's language. */
  readonly language?: Language;
}

/** How the command line reports a failure of this code: as 'refused' or as 'error'. */
export function outcomeOf(code: FailureCode): 'refused' | 'error' {
  return outcomeByCode[code];
}

/** True for a string that is one of the known failure codes. */
export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(outcomeByCode, text);
}

/** An expected failure on its way up to whoever can show it. */
export class ExpectedFailure extends Error {
  override readonly name = 'ExpectedFailure';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** Throws an expected failure; reads as a statement: `fail('truncated', 'x.dcm is cut short …', 'x.dcm')`. */
export function fail(code: FailureCode, message: string, file?: string): never {
  throw new ExpectedFailure(file === undefined ? { code, message } : { code, message, file });
}

/** The failure that an error stands for; a bug becomes 'unexpected' with one honest sentence. */
export function toFailure(error: unknown, file?: string): Failure {
  if (error instanceof ExpectedFailure) return error.failure;
  const detail = error instanceof Error ? error.message : String(error);
  const message = `Something went wrong inside Pneumoscope${file === undefined ? '' : ` while working on ${file}`}: ${detail}`;
  return file === undefined ? { code: 'unexpected', message } : { code: 'unexpected', message, file };
}

/** Marks the place a closed union cannot reach; the compiler complains when it can. */
export function assertNever(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
