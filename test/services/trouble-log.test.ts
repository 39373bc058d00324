import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { describeBug } from '../../src/main/services/describe-bug';
import { createTroubleLog } from '../../src/main/services/trouble-log';
import { temporaryFolder } from '../store/builders';

test('each crash has a report of its own, and the newest are kept', () => {
  const folder = join(temporaryFolder(), 'logs');
  const troubles = createTroubleLog({ folder, version: '1.2.3', keptReports: 3 });
  for (let exitCode = 1; exitCode <= 5; exitCode += 1) troubles.crash({ process: 'GPU', reason: 'crashed', exitCode });
  const reports = readdirSync(folder).sort();
  const texts = reports.map((name) => readFileSync(join(folder, name), 'utf8').replace(/time: .*\n/, ''));
  expect(texts).toEqual([3, 4, 5].map((code) => `version: 1.2.3\nprocess: GPU\nreason: crashed\nexitCode: ${code}\n`));
});

test('a bug is told by its kind and its places in the code, without its message, and without where the application lies', () => {
  const error = new TypeError('Quagmire^Zebulon has no\n    at /cases/Quagmire (file.dcm:1:1)\n    at Zebulon (x:2:3)');
  error.stack = `TypeError: ${error.message}
    at readName (file:///home/quagmire/Pneumoscope/resources/app.asar/out/main/index.js:12:34)
    at async Promise.all (index 0)
    at async answer (/home/quagmire/code/pneumoscope/out/main/chunks/handle.js:5:6)
    at node:internal/process/task_queues:95:5
    by hand of Zebulon`;
  expect(describeBug(error).split('\n')).toEqual([
    'TypeError',
    '    at readName (out/main/index.js:12:34)',
    '    at async answer (out/main/chunks/handle.js:5:6)',
    '    at node:internal/process/task_queues:95:5',
  ]);
  error.message = 'another message since';
  expect(describeBug(error)).toBe('TypeError');
  expect(describeBug('Zebulon')).toBe('string');
});

test('the log of bugs is put aside once it is large', () => {
  const folder = temporaryFolder();
  const silent = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const troubles = createTroubleLog({ folder, version: '1.2.3', mostLogBytes: 10 });
  for (const where of ['one', 'two', 'three']) troubles.bug(where, 'no error');
  silent.mockRestore();
  const log = (name: string): string => readFileSync(join(folder, name), 'utf8').replace(/^\S+ /, '');
  expect([log('bugs.old.log'), log('bugs.log')]).toEqual(['1.2.3 two: string\n', '1.2.3 three: string\n']);
});

test('a log that cannot be written makes no more trouble', () => {
  const folder = join(temporaryFolder(), 'in-the-way');
  mkdirSync(join(folder, '..'), { recursive: true });
  writeFileSync(folder, 'a file');
  expect(() => createTroubleLog({ folder, version: '1' }).crash({ process: 'page', reason: 'oom', exitCode: null })).not.toThrow();
  expect(readFileSync(folder, 'utf8')).toBe('a file');
});
