import { join } from 'node:path';
import { expect, test } from 'vitest';
import { giveVerdict } from '../../src/main/services/give-verdict';
import { labelledCases } from '../../src/main/services/labelled-cases';
import { originalPath } from '../../src/main/store/image-files';
import { recordImages } from '../../src/main/store/studies';
import { plainVerdict, withClass } from '../../src/shared/verdict';
import { emptyHistory, image, temporaryFolder } from '../store/builders';

test('what the reader said is what training gets: answer, class and boxes', () => {
  const database = emptyHistory();
  const store = join(temporaryFolder(), 'images');
  recordImages(database, [image(1), image(2), image(3)], 1);
  const area = { x: 10, y: 20, width: 30, height: 40 };
  const box = { id: 'box', shape: { kind: 'box', area } } as const;
  giveVerdict(database, { instanceId: 1, verdict: plainVerdict(true), changes: [box] }, 5);
  giveVerdict(database, { instanceId: 2, verdict: withClass(plainVerdict(false), 'No Lung Opacity / Not Normal'), changes: [] }, 6);
  giveVerdict(database, { instanceId: 3, verdict: plainVerdict(true), changes: [] }, 7);
  giveVerdict(database, { instanceId: 3, verdict: null, changes: [] }, 8);
  const common = { label: null };
  expect(labelledCases(database, store)).toEqual([
    {
      ...common,
      name: '0000000001',
      file: originalPath(store, image(1).sha256),
      patient: '1',
      positive: true,
      class: 'Lung Opacity',
      boxes: [area],
    },
    {
      ...common,
      name: '0000000002',
      file: originalPath(store, image(2).sha256),
      patient: '2',
      positive: false,
      class: 'No Lung Opacity / Not Normal',
      boxes: [],
    },
  ]);
});
