import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { failureHere, failureWords } from '../../src/renderer/failure-words';
import {
  formatAgainst,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatSexAndAge,
  formatSpread,
  formatTimeLeft,
  nameOf,
  swapMarks,
} from '../../src/renderer/format';
import { Keymap } from '../../src/renderer/frame/keymap';
import { labelOf } from '../../src/shared/mark-words';
import { relationWords } from '../../src/renderer/result/related-wording';
import { correctionWords, standingOf } from '../../src/renderer/result/wording';
import { describeTurns } from '../../src/renderer/viewer/orientation';

import { TrainingForm } from '../../src/renderer/state/training-form.svelte';
import { differingSettings } from '../../src/renderer/training/wording';
import { currentLanguage, speak, t } from '../../src/renderer/words.svelte';
import { defaultsOf } from '../../src/shared/training-presets';
import { settingFields } from '../../src/shared/training-settings';
import { tellWarning } from '../../src/shared/words/tell-warning';

const root = { lang: 'en' };

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: root });
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  speak('de');
});
afterAll(() => vi.unstubAllGlobals());

test('the page speaks the chosen language, and the document says which', () => {
  expect([currentLanguage(), root.lang, t('frame:open'), t('cancel')]).toEqual(['de', 'de', 'Öffnen', 'Abbrechen']);
  speak('system');
  expect([currentLanguage(), root.lang, t('frame:open')]).toEqual(['en', 'en', 'Open']);
  speak('de');
});

test('numbers in words are counted and marked as German does', () => {
  expect([1, 0, 12_345].map((count) => t('settings:data.studies', { count }))).toEqual(['1 Studie', '0 Studien', '12.345 Studien']);
  expect(t('frame:notices.diskNearlyFull', { free: formatBytes(5.1e8) })).toBe(
    'Nur noch 486\u00a0MB auf dem Datenträger frei. Schaffen Sie Platz, bevor Sie weiter importieren.',
  );
});

test('figures, days and patients', () => {
  expect([formatAgainst(0.418, 0.42), formatSpread(0.418, 0.58, 0.42)]).toEqual([
    { probability: '0,418', threshold: '0,420' },
    { low: '0,418', high: '0,580' },
  ]);
  expect([formatBytes(5.1e10), formatCount(12_345), formatDuration(1234), formatTimeLeft(95_000), formatDay('2026-11-23')]).toEqual([
    '47,5\u00a0GB',
    '12.345',
    '1,2\u00a0s',
    'noch etwa 2 min',
    '23.11.2026',
  ]);
  const nameless = { studyId: 7, patientName: '', patientId: '' };
  expect([formatSexAndAge('F', 49), formatSexAndAge('U', 49), nameOf(nameless, false), nameOf(nameless, true)]).toEqual([
    'W 49',
    'U 49',
    'Kein Patientenname',
    'Fall 7',
  ]);
});

test('keys have their German names', () => {
  const keymap = new Keymap(() => [{ command: 'rotate', key: 'Delete', ctrl: false, shift: false }]);
  const press = { key: 'i', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  expect([keymap.keysOf('open-folder'), keymap.keysOf('rotate'), keymap.keysOf('next-image'), keymap.choose('fit', press)]).toEqual([
    'Strg Umschalt O',
    'Entf',
    'Bild ↓',
    'I ist bereits mit „Invertieren“ belegt.',
  ]);
});

test('a failure is told by its kind, with its English sentence beneath; while names are hidden, without it', () => {
  const failure = { code: 'truncated', message: '/archive/scan.dcm is cut short.', file: '/archive/scan.dcm' } as const;
  expect([failureWords(failure), failureWords(failure, { short: true }), failureWords(failure, { hidden: true })]).toEqual([
    { sentence: 'Die Datei ist abgeschnitten.', detail: '/archive/scan.dcm is cut short.' },
    { sentence: 'Die Datei ist abgeschnitten.', detail: 'scan.dcm is cut short.' },
    { sentence: 'Die Datei ist abgeschnitten. Eine Datei; der Grund nennt ihren Namen und ist daher ausgeblendet.', detail: '' },
  ]);
});

test('what the page found itself is told in its own language, and by its kind once the page speaks another', () => {
  const failure = failureHere('not-found', 'Keine Datei auf diesem Rechner.');
  const told = failureWords(failure);
  speak('en');
  expect([told, failureWords(failure)]).toEqual([
    { sentence: 'Keine Datei auf diesem Rechner.', detail: '' },
    { sentence: 'What was asked for is not there.', detail: 'Keine Datei auf diesem Rechner.' },
  ]);
  speak('de');
});

test('results, other studies, turned images and marks', () => {
  expect([
    standingOf({ probability: 0.418, threshold: 0.42 }),
    correctionWords({ corrections: ['inverted', 'rotated-180'] }),
    relationWords('2025-09-20', '2026-11-23'),
    describeTurns({ rotation: 90, flippedHorizontally: true, flippedVertically: false, inverted: false }),
  ]).toEqual([
    'unter dem Schwellenwert von 0,420',
    'Die Aufnahme war so gespeichert: invertiert und auf dem Kopf stehend. Das wurde vor der Bewertung korrigiert; gezeigt wird das Original.',
    'Voruntersuchung, 14 Monate zuvor',
    'Gespiegelt, um 90° gedreht',
  ]);
  const image = { pixelSpacing: [0.5, 0.5], pixelSpacingKind: 'detector', pixelAspect: null, viewPosition: 'PA' } as const;
  const statistics = { pixels: 12, mean: 3.25, standardDeviation: 0.5, minimum: -0.02, maximum: 7.31 };
  expect([
    labelOf({ kind: 'length', from: { x: 0, y: 0 }, to: { x: 3, y: 4 } }, image, null, 1, 'de'),
    labelOf({ kind: 'rectangle', area: { x: 0, y: 0, width: 4, height: 3 } }, image, statistics, 1, 'de'),
    labelOf(
      { kind: 'cardiothoracic-ratio', heart: { row: 0, from: 0, to: 45 }, thorax: { row: 0, from: 0, to: 100 } },
      image,
      null,
      1,
      'de',
    ),
  ]).toEqual([
    ['2,5 mm am Detektor'],
    ['3 mm² am Detektor', 'Mittelwert 3,3, SD 0,5', '0 bis 7,3, 12 Pixel'],
    ['Herz-Thorax-Quotient 0,45', 'Konvention, Erwachsene auf PA: bis 0,50'],
  ]);
});

test('a figure is typed with a decimal comma; a point in it is a mistake, not another number', () => {
  expect(['0,0015', '1.000', '12', '1,5e-3'].map(swapMarks).map(Number)).toEqual([0.0015, NaN, 12, 0.0015]);
  expect(['0,0015', '1.000', '12'].map(swapMarks).map(swapMarks)).toEqual(['0,0015', '1.000', '12']);
});

test('why a run cannot start, and what differs between runs', () => {
  const form = new TrainingForm({ request: () => Promise.reject(new Error('nothing is asked for')) }, () => undefined);
  const problems = [form.problem];
  form.chooseDataset('station');
  for (const [name, typed] of [
    ['learningRate', '2'],
    ['epochs', '0'],
    ['fold', '9'],
  ] as const) {
    form.change(name, typed);
    problems.push(form.problem);
    form.reset();
  }
  expect(problems).toEqual([
    'Wählen Sie einen Datensatz.',
    'Lernrate (learningRate) ist eine Zahl von 0,000001 bis 1.',
    'Epochen (epochs) ist eine ganze Zahl von 1 bis 1000.',
    'Der Fold ist einer der Folds: fold ist höchstens folds.',
  ]);
  const base = defaultsOf('deep-cnn');
  expect(differingSettings([{ settings: base }, { settings: { ...base, flip: true, learningRate: 0.01 } }])).toEqual([
    ['Lernrate', ['0,0015', '0,01']],
    ['Spiegeln', ['Aus', 'Ein']],
  ]);
});

test('the settings are called in English what the command line calls them', () => {
  speak('en');
  expect(settingFields.map(({ name }) => t(`training:settings.${name}.label`))).toEqual(settingFields.map(({ label }) => label));
  speak('de');
});

test('a dataset’s warnings', () => {
  const warnings = [
    { kind: 'confounder', field: 'view', auc: 0.894 },
    { kind: 'locked-patients', count: 1200, dataset: 'geprüft' },
    { kind: 'same', count: 1 },
  ] as const;
  expect(warnings.map((warning) => tellWarning('de', warning))).toEqual([
    'Die Projektion allein verrät das Label mit einer AUC von 0,89: Ein Netz kann dies statt der Verschattung lernen.',
    '1.200 Bilder stammen von Patienten des gesperrten Datensatzes geprüft: Ein Training darauf verdirbt dessen Test.',
    '1 Gruppe identischer Dateien.',
  ]);
});
