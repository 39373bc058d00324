import { expect, test } from 'vitest';
import { readSettings, writeSettings } from '../../src/main/store/settings';
import { type Settings, defaultSettings } from '../../src/shared/settings';
import { emptyHistory, failureOf } from './builders';

test('settings begin at their defaults and keep what was changed', () => {
  const database = emptyHistory();
  expect(readSettings(database)).toEqual(defaultSettings);
  const changed = { ...defaultSettings, theme: 'light', overlayOpacity: 0.25 };
  expect(writeSettings(database, { theme: 'light', overlayOpacity: 0.25 })).toEqual(changed);
  expect(writeSettings(database, {})).toEqual(changed);
});

test('a value that a setting cannot have is refused, and one that no longer means anything is left out', () => {
  const database = emptyHistory();
  expect(failureOf(() => writeSettings(database, { overlayOpacity: 1.5 }))?.code).toBe('invalid-request');
  expect(failureOf(() => writeSettings(database, { theme: 'neon' } as unknown as Partial<Settings>))?.code).toBe('invalid-request');
  database.exec(`INSERT INTO settings VALUES ('theme', '"neon"'), ('gone', '1'), ('listCollapsed', 'true')`);
  expect(readSettings(database)).toEqual({ ...defaultSettings, listCollapsed: true });
});
