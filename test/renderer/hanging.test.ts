import { describe, expect, test } from 'vitest';
import { chestView, hang, type Layout, studyToCompare } from '../../src/renderer/viewer/hanging';
import type { RelatedStudy } from '../../src/shared/related-studies';
import type { InstanceRecord } from '../../src/shared/study';

const image = (instanceId: number, viewPosition: string): InstanceRecord =>
  ({ instanceId, viewPosition, seriesDescription: '' }) as InstanceRecord;

/** The instance in each pane, 0 for an empty one. */
function hung(layout: Layout, images: readonly InstanceRecord[], prior: readonly InstanceRecord[]): readonly number[] {
  return hang(layout, images[0] ?? null, images, prior).map(({ instance }) => instance?.instanceId ?? 0);
}

describe('the hanging protocol of chests', () => {
  const current = [image(1, 'PA'), image(2, 'LL')];
  const prior = [image(11, 'LL'), image(12, 'AP')];

  test('frontal beside lateral, and both over the earlier ones', () => {
    expect([hung('1', current, prior), hung('1+1', current, prior), hung('2x2', current, prior)]).toEqual([[1], [1, 2], [1, 2, 12, 11]]);
  });

  test('without a lateral view the earlier frontal one takes its place', () => {
    expect([hung('1+1', [image(1, 'AP')], prior), hung('2x2', [image(1, 'AP')], prior)]).toEqual([
      [1, 12],
      [1, 0, 12, 11],
    ]);
  });

  test('what is not there stays empty, and the case itself hangs first whatever its view', () => {
    expect([hung('2x2', [image(1, 'PA')], []), hung('1+1', [image(1, 'LL')], []), hung('1+1', [], [])]).toEqual([
      [1, 0, 0, 0],
      [1, 0],
      [0, 0],
    ]);
  });

  test('an earlier image of unknown view counts as frontal where there is no other', () => {
    expect(hung('2x2', [image(1, '')], [image(11, 'LL'), image(12, '')])).toEqual([1, 0, 12, 11]);
  });
});

test('the view is what the header says, or what the series is called unless it names both', () => {
  const views = [
    ['PA', ''],
    ['ap', ''],
    ['LL', ''],
    ['LATERAL', ''],
    ['LLD', 'CHEST PA'],
    ['', 'Thorax p.a.'],
    ['', 'Chest lat'],
    ['', 'Chest PA and lateral'],
    ['', ''],
  ] as const;
  expect(views.map(([viewPosition, seriesDescription]) => chestView({ viewPosition, seriesDescription }))).toEqual([
    'frontal',
    'frontal',
    'lateral',
    'lateral',
    'unknown',
    'frontal',
    'lateral',
    'unknown',
    'unknown',
  ]);
});

test('a case is compared with the latest earlier study of the chest', () => {
  const study = (bodyPartExamined: string): RelatedStudy => ({ bodyPartExamined }) as RelatedStudy;
  const chosen = [[study('KNEE'), study('Thorax'), study('CHEST')], [study('KNEE'), study('')], [study('KNEE')], []].map(studyToCompare);
  expect(chosen).toEqual([study('Thorax'), study(''), null, null]);
});
