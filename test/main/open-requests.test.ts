import { expect, test, vi } from 'vitest';
import { readStartOptions } from '../../src/main/command-line';
import { createOpenRequests } from '../../src/main/open-requests';

test('requests wait until they can be served, and those that come together are one', async () => {
  vi.useFakeTimers();
  const requests = createOpenRequests();
  const served: (readonly string[])[] = [];
  requests.ask(['/a']);
  requests.ask(['/b', '/a']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(served).toEqual([]);
  requests.serve((files) => void served.push(files));
  await vi.advanceTimersByTimeAsync(1_000);
  requests.ask(['/c']);
  await vi.advanceTimersByTimeAsync(10);
  requests.ask(['/d']);
  await vi.advanceTimersByTimeAsync(1_000);
  // Nothing to open: only the window is wanted.
  requests.ask([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(served).toEqual([['/a', '/b'], ['/c', '/d'], []]);
  vi.useRealTimers();
});

test('files are named as paths or, by file managers, as addresses; switches are no files', () => {
  const args = ['--no-sandbox', '--home', 'here', 'chest.dcm', 'file:///media/cd%20rom/DICOMDIR', '/x/y'];
  expect(readStartOptions(args, true, '/work')).toEqual({
    home: '/work/here',
    files: ['/work/chest.dcm', '/media/cd rom/DICOMDIR', '/x/y'],
    policy: undefined,
    demonstrate: undefined,
  });
});
