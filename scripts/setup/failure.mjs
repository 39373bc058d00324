/** A reason that the person at the keyboard can act on: shown as it is, without a stack trace. */
export class SetupFailure extends Error {}

/**
 * Runs the whole of a script: a SetupFailure becomes its sentence on standard error and exit code 1; anything else is a bug and
 * keeps its stack trace.
 * @param {() => Promise<number | void>} work answers the exit code (none: 0)
 */
export async function runScript(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    process.stderr.write(`\n${sentence(error)}\n`);
    process.exitCode = 1;
  }
}

function sentence(error) {
  if (error instanceof SetupFailure) return error.message;
  if (error.code === 'ENOSPC')
    return `The disk is full: ${error.path ?? 'nothing more could be written'}. Make room and run the same command again.`;
  if (error.code === 'EACCES' || error.code === 'EROFS') return `${error.path} can't be written: ${error.message}.`;
  return error.stack;
}
