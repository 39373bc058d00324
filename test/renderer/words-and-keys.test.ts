import { describe, expect, test } from 'vitest';
import samples from '../../resources/samples/samples.json';
import {
  formatAgainst,
  formatBytes,
  formatCount,
  formatDuration,
  formatSexAndAge,
  formatTimeLeft,
  shortSentence,
} from '../../src/renderer/format';
import { Keymap } from '../../src/renderer/frame/keymap';
import { shortcutGroups } from '../../src/renderer/frame/shortcuts';
import {
  adviceOn,
  correctionWords,
  headlineOf,
  kindOf,
  mayRetry,
  passesDisagree,
  spreadWords,
  standingOf,
} from '../../src/renderer/result/wording';
import { dateBound } from '../../src/renderer/studies/date-bound';
import { rowsInSight, scrollToRow } from '../../src/renderer/studies/list-window';
import { sampleWords } from '../../src/renderer/studies/sample-words';

describe('figures', () => {
  test('a probability never looks like the threshold it is not', () => {
    expect([formatAgainst(0.83, 0.42), formatAgainst(0.418, 0.42), formatAgainst(0.41996, 0.42), formatAgainst(0.42, 0.42)]).toEqual([
      { probability: '0.83', threshold: '0.42' },
      { probability: '0.418', threshold: '0.420' },
      { probability: '0.41996', threshold: '0.42000' },
      { probability: '0.42', threshold: '0.42' },
    ]);
  });

  test('a file is named without its folders', () => {
    const file = '/archive/2026/scan_7.dcm';
    expect([
      shortSentence({ code: 'truncated', message: `${file} is cut short.`, file }),
      shortSentence({ code: 'truncated', message: 'C:\\scans\\a.dcm is cut short.', file: 'C:\\scans\\a.dcm' }),
      shortSentence({ code: 'disk-full', message: 'The disk is full.' }),
    ]).toEqual(['scan_7.dcm is cut short.', 'a.dcm is cut short.', 'The disk is full.']);
  });

  test('amounts, times and sizes in the units a reader uses', () => {
    expect([formatTimeLeft(400), formatTimeLeft(95_000), formatDuration(184), formatDuration(1234)]).toEqual([
      'about 1 s left',
      'about 2 min left',
      '184\u00a0ms',
      '1.2\u00a0s',
    ]);
    expect([formatBytes(7.2e8), formatBytes(5.1e10), formatBytes(900), formatCount(12_345)]).toEqual([
      '687\u00a0MB',
      '47.5\u00a0GB',
      '1\u00a0kB',
      '12,345',
    ]);
    expect([formatSexAndAge('F', 49), formatSexAndAge('', 49), formatSexAndAge('M', null)]).toEqual(['F 49', '49', 'M']);
  });
});

describe('words of a result', () => {
  test('the operating point itself counts as positive', () => {
    expect([
      standingOf({ probability: 0.83, threshold: 0.42 }),
      standingOf({ probability: 0.1, threshold: 0.42 }),
      standingOf({ probability: 0.42, threshold: 0.42 }),
      headlineOf({ positive: true }),
      headlineOf({ positive: false }),
    ]).toEqual([
      'above the threshold of 0.42',
      'below the threshold of 0.42',
      'at the threshold of 0.42',
      'Opacity suspected',
      'No opacity suspected',
    ]);
  });

  test('a spread never looks like the threshold it is not, and reaches over it where its passes would have said both', () => {
    const threshold = 0.42;
    const spreads = [
      { low: 0.41, high: 0.58 },
      { low: 0.418, high: 0.58 },
      { low: 0.42, high: 0.58 },
      { low: 0.2, high: 0.42 },
      { low: 0.2, high: 0.41999 },
    ].map((spread) => ({ spread, threshold }));
    expect(spreads.map((given) => [spreadWords(given), passesDisagree(given)])).toEqual([
      ['0.41 to 0.58', true],
      ['0.418 to 0.580', true],
      ['0.42 to 0.58', false],
      // The operating point itself counts as positive.
      ['0.20 to 0.42', true],
      ['0.20000 to 0.41999', false],
    ]);
    expect([spreadWords({ spread: null, threshold }), passesDisagree({ spread: null, threshold })]).toEqual(['', false]);
  });

  test('corrections are said in one sentence, and none without any', () => {
    expect([
      correctionWords({ corrections: [] }),
      correctionWords({ corrections: ['rotated-270'] }),
      correctionWords({ corrections: ['inverted', 'rotated-180'] }),
    ]).toEqual([
      '',
      'The picture was turned 90° anticlockwise. That was put right before it was scored; shown is the original.',
      'The picture was inverted and upside down. That was put right before it was scored; shown is the original.',
    ]);
  });

  test('each kind of answer is told apart', () => {
    const scored = { status: 'ok', probability: 0.5, threshold: 0.4 } as const;
    expect([
      kindOf({ ...scored, positive: true }),
      kindOf({ ...scored, positive: false }),
      kindOf({ status: 'refused', code: 'not-frontal-chest', message: '' }),
    ]).toEqual(['positive', 'negative', 'refused']);
  });

  test('what cannot end otherwise is not offered again', () => {
    expect([mayRetry('engine-stopped'), mayRetry('not-frontal-chest'), adviceOn('cancelled')]).toEqual([true, false, '']);
  });
});

describe('keys', () => {
  const press = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  const keymap = new Keymap(() => []);

  test('letters, arrows and chords run what the sheet says', () => {
    expect([
      keymap.commandOf({ ...press, key: 'o' }),
      keymap.commandOf({ ...press, key: 'o', ctrlKey: true }),
      keymap.commandOf({ ...press, key: 'O', ctrlKey: true, shiftKey: true }),
      keymap.commandOf({ ...press, key: 'ArrowLeft' }),
      keymap.commandOf({ ...press, key: 'ArrowLeft', shiftKey: true }),
      keymap.commandOf({ ...press, key: '?', shiftKey: true }),
      keymap.commandOf({ ...press, key: '/' }),
      keymap.commandOf({ ...press, key: '3' }),
      keymap.commandOf({ ...press, key: 'i', altKey: true }),
      keymap.commandOf({ ...press, key: 'q' }),
    ]).toEqual([
      'toggle-overlay',
      'open-files',
      'open-folder',
      'previous-case',
      'pan-left',
      'shortcuts',
      'search',
      'preset-mediastinum',
      null,
      null,
    ]);
  });

  test('no two commands share a key', () => {
    const chords = shortcutGroups.flatMap(({ shortcuts }) =>
      shortcuts.flatMap(({ keys, ctrl = false, shift = false }) => keys.map((key) => `${ctrl} ${shift} ${key}`)),
    );
    expect(new Set(chords).size).toBe(chords.length);
  });

  test('tooltips print what is pressed', () => {
    expect([keymap.keysOf('open-folder'), keymap.keysOf('rotate'), keymap.keysOf('next-case')]).toEqual(['Ctrl Shift O', 'R', '↓ →']);
  });

  test('a chosen key takes the place of the sheet’s, and one that is taken is refused with its command', () => {
    const chosen = new Keymap(() => [{ command: 'rotate', key: 'Q', ctrl: false, shift: false }]);
    expect([
      chosen.commandOf({ ...press, key: 'q' }),
      chosen.commandOf({ ...press, key: 'r' }),
      chosen.keysOf('rotate'),
      chosen.choose('invert', { ...press, key: 'q' }),
      chosen.choose('invert', { ...press, key: 'r', ctrlKey: true, shiftKey: true }),
      chosen.choose('invert', { ...press, key: 'Escape' }),
      chosen.choose('rotate', { ...press, key: 'Q' }),
    ]).toEqual([
      'rotate',
      null,
      'Q',
      'Q already runs “Rotate a quarter turn”.',
      { command: 'invert', key: 'R', ctrl: true, shift: true },
      'This key cannot be chosen.',
      { command: 'rotate', key: 'Q', ctrl: false, shift: false },
    ]);
  });
});

describe('the list’s window', () => {
  test('rows in sight and spare ones on either side, within the list', () => {
    expect([
      rowsInSight(0, 600, 60, 100_000, 5),
      rowsInSight(3_000_030, 600, 60, 100_000, 5),
      rowsInSight(0, 600, 60, 3, 5),
      rowsInSight(0, 600, 60, 0, 5),
    ]).toEqual([
      { first: 0, last: 14 },
      { first: 49_995, last: 50_015 },
      { first: 0, last: 2 },
      { first: 0, last: -1 },
    ]);
  });

  test('a row is brought into sight by the smallest move', () => {
    expect([scrollToRow(2, 600, 600, 60), scrollToRow(12, 600, 600, 60), scrollToRow(30, 600, 600, 60)]).toEqual([120, 600, 1260]);
  });
});

test('the words say of the sample studies what comes with them, and nothing of one that they do not know', () => {
  const added = { file: 'added.dcm', title: 'Added', description: 'Later.', source: '' };
  expect([...samples, added].map(sampleWords)).toEqual([...samples, added].map(({ title, description }) => ({ title, description })));
});

test('a year, a month or a day bounds the study date', () => {
  expect([
    dateBound('', 'from'),
    dateBound('2026', 'from'),
    dateBound('2026', 'to'),
    dateBound('2024-02', 'to'),
    dateBound('2024.2.3', 'from'),
    dateBound('14.3.2026', 'to'),
    dateBound('02.2024', 'to'),
    dateBound('2023-02-29', 'to'),
    dateBound('29.02.2023', 'to'),
    dateBound('2026-13', 'to'),
    dateBound('yesterday', 'from'),
  ]).toEqual([
    null,
    '2026-01-01',
    '2026-12-31',
    '2024-02-29',
    '2024-02-03',
    '2026-03-14',
    '2024-02-29',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
