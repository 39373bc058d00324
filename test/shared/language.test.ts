import { expect, test } from 'vitest';
import { languageOf } from '../../src/shared/language';
import { localCount, localDay, localDigits, localFixed, localMoment } from '../../src/shared/local-format';
import { tellFailure } from '../../src/shared/words/tell-failure';

test('the system’s first language that is spoken here counts, whatever its region; English where none is', () => {
  expect([
    languageOf('system', ['de-AT', 'en-GB']),
    languageOf('system', ['fr-FR', 'DE_ch', 'en']),
    languageOf('system', ['deu', 'fr']),
    languageOf('system', []),
    languageOf('de', ['en-US']),
    languageOf('en', ['de-DE']),
  ]).toEqual(['de', 'de', 'en', 'en', 'de', 'en']);
});

test('figures have the digits of the command line and the marks of the language', () => {
  // 1.005 lies below itself in binary: a formatter that rounds its decimal text says 1.01.
  expect([localFixed('en', 1.005, 2), localFixed('de', 1.005, 2), localDigits('de', '-0.418'), localDigits('de', '12')]).toEqual([
    '1.00',
    '1,00',
    '-0,418',
    '12',
  ]);
  expect([localCount('en', 1_234_567), localCount('de', 1_234_567)]).toEqual(['1,234,567', '1.234.567']);
});

test('days and moments as the language writes them; what is no day stays as it is', () => {
  const moment = new Date(2026, 10, 3, 3, 9).getTime();
  expect([
    localDay('en', '2026-11-03'),
    localDay('de', '2026-11-03'),
    localDay('de', '2026-13-45'),
    localDay('de', ''),
    localMoment('en', moment),
    localMoment('de', moment),
  ]).toEqual(['2026-11-03', '03.11.2026', '2026-13-45', '', '2026-11-03 03:09', '03.11.2026, 03:09']);
});

test('in English a failure is its own sentence; in another language its kind is told first', () => {
  const failure = { code: 'truncated', message: 'scan.dcm is cut short.' } as const;
  expect([tellFailure('en', failure), tellFailure('de', failure)]).toEqual([
    { sentence: 'scan.dcm is cut short.', detail: '' },
    { sentence: 'Die Datei ist abgeschnitten.', detail: 'scan.dcm is cut short.' },
  ]);
});
