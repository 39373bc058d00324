import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { lastWordsIn } from '../../src/main/engine/last-words';

test('the last line is told, and nothing of what said nothing', () => {
  expect(lastWordsIn('loading\nIllegal instruction\n')).toBe('Illegal instruction');
  expect(lastWordsIn('')).toBe('');
});

test('of an error that ended Node its name and message are told, not the version that Node puts last', () => {
  const program = 'const error = new TypeError("cannot load: file too short"); error.code = "SHORT"; throw error;';
  const { stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', env: { ELECTRON_RUN_AS_NODE: '1' } });
  expect(stderr).toMatch(/Node\.js v\S+\s*$/);
  expect(lastWordsIn(stderr)).toBe('TypeError: cannot load: file too short');
});
