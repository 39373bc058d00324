import { expect, test } from 'vitest';
import { describePackage, unclearLicences } from '../../../scripts/package/licences.mjs';
import { noticeText } from '../../../scripts/package/notices.mjs';

const of = (licence: string) => ({ ...describePackage('zod'), name: 'one', version: '1.0.0', licence });

test('terms that nobody has looked at stop a package', () => {
  const allowed = ['MIT', 'Apache-2.0', 'MIT OR GPL-3.0-only', '(BSD-3-Clause AND Apache-2.0)'];
  const unclear = ['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'SEE LICENSE IN TERMS', ''];
  expect(unclearLicences([...allowed, ...unclear].map(of))).toEqual([
    'one 1.0.0: GPL-3.0-only',
    'one 1.0.0: MIT AND GPL-3.0-only',
    'one 1.0.0: SEE LICENSE IN TERMS',
    'one 1.0.0: none stated',
  ]);
});

test('the notices carry the whole text of each licence', () => {
  const zod = describePackage('zod');
  const text = noticeText([zod, describePackage('@cornerstonejs/codec-openjpeg')]);
  expect(zod.texts).toHaveLength(1);
  expect(text).toContain(`zod ${zod.version}\nLicence: MIT`);
  expect(text).toContain(zod.texts[0]);
  expect(text).toMatch(/@cornerstonejs\/codec-openjpeg \d+\.\d+\.\d+\nLicence: MIT/);
});
