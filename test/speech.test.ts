import { expect, test } from 'vitest';
import { createSpeech } from '../src/main/speech';

test('begins in the system’s language, and tells of the words only when the language becomes another', () => {
  const told: string[] = [];
  const speech = createSpeech(['de-DE', 'en'], (t) => told.push(t('menu:file')));
  expect(speech.t('menu:quit')).toBe('Beenden');
  speech.choose('system');
  speech.choose('de');
  speech.choose('en');
  expect(speech.t('menu:quit')).toBe('Quit');
  speech.choose('en');
  speech.choose('system');
  expect(told).toEqual(['Datei', 'File', 'Datei']);
});
