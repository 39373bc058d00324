import { join } from 'node:path';
import { electronProgram } from './setup/electron-runtime.mjs';
import { runScript, SetupFailure } from './setup/failure.mjs';
import { projectFolder } from './setup/paths.mjs';
import { setUp } from './setup/set-up.mjs';
import { applicationArguments } from './support/application-arguments.mjs';
import { buildIfStale } from './support/build.mjs';
import { hasDisplay } from './support/display.mjs';
import { runWithDisplay } from './support/run-program.mjs';
import { sandboxSwitches } from './support/sandbox.mjs';

const DEMONSTRATION_LIMIT_MINUTES = 5;

await runScript(async () => {
  await setUp();
  await buildIfStale();
  const switches = sandboxSwitches();
  if (switches.includes('--no-sandbox')) console.error("Running as root: Chromium's sandbox is off.");
  const command = [electronProgram(), '.', ...switches, ...applicationArguments(process.argv.slice(2))];
  if (!hasDisplay()) return demonstrate(command);
  const wayland = !process.env.DISPLAY && process.env.WAYLAND_DISPLAY ? ['--ozone-platform=wayland'] : [];
  return runWithDisplay([...command, ...wayland]);
});

/** Without a display: the same application in a virtual one shows that it works, and ends. */
async function demonstrate(command) {
  console.error('There is no display here: running the application in a virtual one, on its first sample.');
  let overdue = false;
  let messages = '';
  const code = await runWithDisplay([...command, `--demonstrate=${join(projectFolder, 'out', 'demonstration.png')}`], {
    stdio: ['ignore', 'inherit', 'pipe'],
    onStart(child) {
      child.stderr.on('data', (data) => (messages += data));
      const end = () => ((overdue = true), child.kill());
      const timer = setTimeout(end, DEMONSTRATION_LIMIT_MINUTES * 60_000);
      child.on('exit', () => clearTimeout(timer));
    },
  });
  if (overdue)
    throw new SetupFailure(`${messages}\nThe application did not finish within ${DEMONSTRATION_LIMIT_MINUTES} minutes and was ended.`);
  // Chromium complains about the desktop services that a server lacks; that matters only where nobody else says what went wrong.
  const own = withoutChromium(messages);
  process.stderr.write(code === 0 || own.trim() ? own : messages);
  if (code === 0) console.error('With a display, the same command opens the window. Without one: npm run --silent cli -- classify FILE...');
  return code;
}

function withoutChromium(messages) {
  return messages.replace(/^\[\d+:\d+\/\d+\.\d+:(ERROR|WARNING|INFO):.*\n/gm, '');
}
