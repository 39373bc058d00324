import { runChecks } from './doctor/checks.mjs';
import { runScript } from './setup/failure.mjs';

const MARKS = { ok: '✓', note: '!', missing: '✗' };

/** Two columns, and under a line the command that mends it. */
function asText(checks) {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, status, value, fix }) => [
    `${MARKS[status]} ${name.padEnd(width)}  ${value}`,
    ...(fix ? [`  ${' '.repeat(width)}  → ${fix}`] : []),
  ]);
  return lines.join('\n');
}

await runScript(async () => {
  const checks = runChecks();
  const complete = checks.every(({ status }) => status !== 'missing');
  console.log(process.argv.includes('--json') ? JSON.stringify({ complete, checks }) : asText(checks));
  return complete ? 0 : 1;
});
