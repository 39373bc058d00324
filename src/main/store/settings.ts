import { z } from 'zod';
import type { Settings } from '../../shared/app-api';
import { fail } from '../../shared/failure';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** What a new user sees. */
export const defaultSettings: Settings = {
  theme: 'dark',
  overlayVisible: true,
  overlayOpacity: 0.5,
  listCollapsed: false,
  resultCollapsed: false,
  layout: '1',
};

const fields = {
  theme: z.enum(['dark', 'light', 'system']),
  overlayVisible: z.boolean(),
  overlayOpacity: z.number().min(0).max(1),
  listCollapsed: z.boolean(),
  resultCollapsed: z.boolean(),
  layout: z.enum(['1', '1+1', '2x2']),
} satisfies { [Name in keyof Settings]: z.ZodType<Settings[Name]> };

const changesSchema = z.object(fields).partial();

const storedSchema = z.object({
  theme: fields.theme.catch(defaultSettings.theme),
  overlayVisible: fields.overlayVisible.catch(defaultSettings.overlayVisible),
  overlayOpacity: fields.overlayOpacity.catch(defaultSettings.overlayOpacity),
  listCollapsed: fields.listCollapsed.catch(defaultSettings.listCollapsed),
  resultCollapsed: fields.resultCollapsed.catch(defaultSettings.resultCollapsed),
  layout: fields.layout.catch(defaultSettings.layout),
});

/** The settings in force; one that was never set, or whose stored value no longer means anything, is at its default. */
export function readSettings(database: Database): Settings {
  const rows = withSqliteFailures(() => prepared<[], { name: string; value: string }>(database, 'SELECT name, value FROM settings').all());
  const stored = Object.fromEntries(rows.map((row) => [row.name, JSON.parse(row.value) as unknown]));
  return storedSchema.parse(stored);
}

/** Changes the settings named in `changes` and answers all of them. Throws 'invalid-request', 'disk-full', 'read-only'. */
export function writeSettings(database: Database, changes: Partial<Settings>): Settings {
  const checked = changesSchema.safeParse(changes);
  if (!checked.success) fail('invalid-request', 'That is not a value this setting can have.');
  const sql = 'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
  inTransaction(database, () => {
    const write = prepared<[string, string]>(database, sql);
    for (const [name, value] of Object.entries(checked.data)) write.run(name, JSON.stringify(value));
  });
  return readSettings(database);
}
