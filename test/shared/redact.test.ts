import { expect, test } from 'vitest';
import { withoutKnown } from '../../src/shared/redact';

test('names, numbers and dates that are known go, whole words only and whatever their case', () => {
  const known = ['Müller, Ann-Sophie', 'P-77.1', '2019-05-06', '', 'Li'];
  expect([
    withoutKnown('MÜLLER seen on 2019-05-06 (P-77.1).', known),
    withoutKnown('Mrs Ann-Sophie Müller, müllerian duct', known),
    withoutKnown('Liver, Li: short names are met by chance', known),
    withoutKnown('$& stays', []),
  ]).toEqual([
    '[removed] seen on [removed] ([removed]).',
    'Mrs [removed] [removed], müllerian duct',
    'Liver, Li: short names are met by chance',
    '$& stays',
  ]);
});

test('names of scripts without spaces go wherever they stand, and the mask can be another', () => {
  expect([
    withoutKnown('山田太郎さんの胸部', ['山田^太郎', '']),
    withoutKnown('Patient 김민준, 2 views', ['김^민준'], '[hidden]'),
    withoutKnown('胸部に異常なし', ['胸']),
  ]).toEqual(['[removed]さんの胸部', 'Patient [hidden], 2 views', '胸部に異常なし']);
});
