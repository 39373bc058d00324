import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { benches } from '../../bench/benches';
import { withReport } from '../../bench/record';
import type { BenchReport } from '../../bench/report';

const page = readFileSync('docs/benchmarks.md', 'utf8');
const quiet = { date: '2026-11-30', commit: 'abc1234', load: 0.1, processors: 2 };
const reportOf = (bench: string): BenchReport => ({
  bench,
  device: 'a processor, 2 threads',
  results: [{ name: 'a step', ours: 12.34, peer: 24, unit: 'ms', ratio: 0.514, goal: '<= 0.9 x', met: true }],
  met: true,
});

test('the page tells of every benchmark, and of no other, with a place for its last result', () => {
  const told = [...page.matchAll(/^## `npm run bench -- (.+)`$/gm)].map(([, name]) => name);
  expect(told).toEqual(Object.keys(benches));
  for (const name of Object.keys(benches)) expect(withReport(page, reportOf(name), quiet)).toContain('2026-11-30, commit abc1234');
});

test('a result takes the place of the last one, and says where the machine was busy', () => {
  const empty = 'Before.\n<!-- last result of train -->\n\nNone yet.\n\n<!-- end of train -->\nAfter.\n';
  const once = withReport(empty, reportOf('train'), { ...quiet, load: 7 });
  expect(once).toBe(`Before.
<!-- last result of train -->

2026-11-30, commit abc1234, on a processor, 2 threads. The machine was busy with other work (load 7.0): not to be relied on.

|  | ours | peer | unit | ratio | goal | met |
| --- | --- | --- | --- | --- | --- | --- |
| a step | 12.3 | 24.0 | ms | 0.51 | <= 0.9 x | yes |

<!-- end of train -->
After.
`);
  expect(withReport(once, reportOf('train'), quiet)).not.toContain('busy');
  expect(() => withReport(once, reportOf('import'), quiet)).toThrow('no place for the results of import');
});
