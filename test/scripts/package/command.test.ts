import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../../src/main/cli/commands';

test('the installed command knows every command of the command line', () => {
  const script = readFileSync('resources/command/pneumoscope', 'utf8');
  const named = /^ {2}(classify .*)\)$/m.exec(script)?.[1]?.split(' | ') ?? [];
  expect(named).toEqual([...Object.keys(commands), '-h', '--help']);
});
