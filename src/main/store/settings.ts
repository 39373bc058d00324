import { z } from 'zod';
import { fail } from '../../shared/failure';
import { type SettingChanges, type Settings, defaultSettings } from '../../shared/settings';
import type { Database } from './database';
import { settingFields } from './setting-fields';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

const changesSchema = z.object(settingFields).partial();

/** The settings in force; one that was never set, or whose stored value no longer means anything, is at its default. */
export function readSettings(database: Database): Settings {
  const rows = withSqliteFailures(() => prepared<[], { name: string; value: string }>(database, 'SELECT name, value FROM settings').all());
  const meaningful = rows.flatMap(({ name, value }) => {
    const field = Object.entries(settingFields)
      .find(([known]) => known === name)?.[1]
      .safeParse(JSON.parse(value));
    return field?.success === true ? [[name, field.data] as const] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(meaningful) };
}

/** Changes the settings named in `changes` and answers all of them. Throws 'invalid-request', 'disk-full', 'read-only'. */
export function writeSettings(database: Database, changes: SettingChanges): Settings {
  const checked = changesSchema.safeParse(changes);
  if (!checked.success) fail('invalid-request', 'That is not a value this setting can have.');
  const sql = 'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
  inTransaction(database, () => {
    const write = prepared<[string, string]>(database, sql);
    for (const [name, value] of Object.entries(checked.data)) if (value !== undefined) write.run(name, JSON.stringify(value));
  });
  return readSettings(database);
}
