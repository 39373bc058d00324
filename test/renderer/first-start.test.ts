import { expect, test } from 'vitest';
import { checkLines } from '../../src/renderer/first-start/wording';
import type { ComputerCheck } from '../../src/shared/computer-check';

const gigabyte = 1024 ** 3;
const sound: ComputerCheck = {
  device: { kind: 'cpu', name: 'CPU, 8 threads', tensorflowVersion: '2.19.1', bindingVersion: '4.22.0' },
  deviceProblem: null,
  gpuUnused: false,
  cudaLibrary: 'absent',
  threads: 8,
  memoryBytes: 16 * gigabyte,
  diskFreeBytes: 200 * gigabyte,
  readOnly: false,
};
const kinds = (changes: Partial<ComputerCheck>): readonly string[] => checkLines({ ...sound, ...changes }).map(({ kind }) => kind);

test('a sound computer has nothing to note; each shortage is named on its line', () => {
  expect(checkLines(sound)).toEqual([
    { name: 'Computes on', value: 'CPU, 8 threads', kind: 'ok' },
    { name: 'Memory', value: '16.0\u00a0GB', kind: 'ok' },
    { name: 'Data folder', value: '200.0\u00a0GB free for the data folder', kind: 'ok' },
  ]);
  expect(kinds({ device: null, deviceProblem: { code: 'engine-stopped', message: 'It stopped.' } })).toEqual(['problem', 'ok', 'ok']);
  expect(kinds({ gpuUnused: true })).toEqual(['attention', 'ok', 'ok']);
  expect(kinds({ memoryBytes: 3 * gigabyte })).toEqual(['ok', 'attention', 'ok']);
  expect(kinds({ diskFreeBytes: gigabyte })).toEqual(['ok', 'ok', 'attention']);
  expect(kinds({ readOnly: true })).toEqual(['ok', 'ok', 'problem']);
});
