import { expect, test } from 'vitest';
import { withoutKnown } from '../../src/main/services/redact';

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
