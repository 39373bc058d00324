import { expect, test } from 'vitest';
import { createResearchUse } from '../../src/main/services/research-use';
import { readSettings } from '../../src/main/store/settings';
import { emptyHistory } from '../store/builders';

test('what the application is for is accepted once, with the version and the time', () => {
  const db = emptyHistory();
  const first = createResearchUse({ db, version: '1.2.3', unattended: false });
  expect(first.isDue()).toBe(true);
  const before = Date.now();
  const { researchUse } = first.accept();
  expect([researchUse?.version, (researchUse?.acceptedAtMs ?? 0) >= before, first.isDue()]).toEqual(['1.2.3', true, false]);
  expect(createResearchUse({ db, version: '2.0.0', unattended: false }).isDue()).toBe(false);
  expect(readSettings(db).researchUse).toEqual(researchUse);
});

test('an unattended start asks nobody and keeps nothing', () => {
  const db = emptyHistory();
  expect(createResearchUse({ db, version: '1.2.3', unattended: true }).isDue()).toBe(false);
  expect(createResearchUse({ db, version: '1.2.3', unattended: false }).isDue()).toBe(true);
});

test('where nothing can be written it is asked at each start', () => {
  const db = emptyHistory();
  const readOnly = new Proxy(db, { get: (target, name) => (name === 'readonly' ? true : Reflect.get(target, name, target)) });
  const use = createResearchUse({ db: readOnly, version: '1.2.3', unattended: false });
  use.accept();
  expect([use.isDue(), createResearchUse({ db, version: '1.2.3', unattended: false }).isDue()]).toEqual([false, true]);
});
