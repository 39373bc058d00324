import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

// Pictures are evidence for whoever reviews a change; `UPDATE_SCREENS=1` puts them into docs/screens, where docs/window.md shows them.
const folder = resolve(process.env['UPDATE_SCREENS'] ? 'docs/screens' : 'test-results/screens');

/** Takes a picture of the window as it is, at rest. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 80, animations: 'disabled', caret: 'hide' });
}
