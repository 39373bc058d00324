import { electronProgram } from '../setup/electron-runtime.mjs';
import { runProgram } from '../support/run-program.mjs';

/**
 * The application in `folder`, which is started again whenever it was told to quit, and stays ended when the person closes it.
 * @param {string} folder
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export function keepRunning(folder, args, env) {
  let child;
  let isOutdated = false;
  return {
    /** Sends a message to the application (src/main/development/follow-developer.ts), if it runs. */
    tell(message) {
      if (message === 'quit') isOutdated = true;
      if (child?.connected) child.send(message);
    },
    /** Answers the exit code once the application was closed. */
    async run() {
      for (;;) {
        isOutdated = false;
        const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
        const code = await runProgram([electronProgram(), folder, ...args], { env, stdio, onStart: (started) => (child = started) });
        if (!isOutdated) return code;
      }
    },
  };
}
