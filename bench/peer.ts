import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the Python peers import; a benchmark's figures name these versions. */
export const peerPackages = [
  'numpy==2.1.3',
  'pillow==11.3.0',
  'pydicom==3.0.1',
  'pylibjpeg==2.1.0',
  'pylibjpeg-libjpeg==2.3.0',
  'pylibjpeg-openjpeg==2.5.0',
  'tensorflow-cpu==2.19.1',
] as const;

/**
 * The interpreter of a Python environment that holds the peers' packages. Made once, in the user's cache folder; says on
 * standard error what it does. Throws where there is no Python 3.9 to 3.12 or the packages cannot be had.
 */
export async function peerPython(): Promise<string> {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'pneumoscope', 'bench-python');
  const interpreter = join(folder, 'bin', 'python');
  const wanted = peerPackages.join('\n');
  if ((await readFile(join(folder, 'packages.txt'), 'utf8').catch(() => '')) === wanted) return interpreter;
  console.error(`Making the Python environment of the benchmarks in ${folder} (once; some 350 MB to download)…`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await runToEnd('python3', ['-m', 'venv', folder]);
  await runToEnd(interpreter, ['-m', 'pip', 'install', '--no-input', '--progress-bar', 'off', ...peerPackages]);
  // Written last: an interrupted set-up begins again.
  await writeFile(join(folder, 'packages.txt.new'), wanted);
  await rename(join(folder, 'packages.txt.new'), join(folder, 'packages.txt'));
  return interpreter;
}

/** Runs a peer script and answers the JSON object on its last line of standard output. Throws where it fails. */
export async function runPeer(script: string, values: readonly string[]): Promise<unknown> {
  const child = spawn(await peerPython(), [join(import.meta.dirname, 'peers', script), ...values], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await ended(child, script);
  const lastLine = output.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(lastLine) as unknown;
}

async function runToEnd(command: string, values: readonly string[]): Promise<void> {
  // Standard output belongs to the report.
  await ended(spawn(command, values, { stdio: ['ignore', 2, 2] }), `${command} ${values.join(' ')}`);
}

async function ended(child: ChildProcess, what: string): Promise<void> {
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${what} ended with ${String(code)}.`);
}
