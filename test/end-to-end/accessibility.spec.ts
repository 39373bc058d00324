import { expect, test } from '@playwright/test';
import type { SettingChanges } from '../../src/shared/settings';
import { startAsInstalled, temporaryHome } from '../support/application';
import { seriousFindings } from '../support/axe';
import { walkThrough } from '../support/walk';

const looks: Readonly<Record<string, SettingChanges>> = {
  'the dark theme': { theme: 'dark' },
  'the light theme': { theme: 'light' },
  'high contrast': { theme: 'dark', highContrast: true },
};

for (const [name, changes] of Object.entries(looks)) {
  test(`axe finds nothing serious on a walk through the whole window in ${name}`, async () => {
    test.setTimeout(480_000);
    const { page, close } = await startAsInstalled(temporaryHome());
    await page.evaluate((look) => window.pneumoscope.request('settings.write', look), changes);
    await page.reload();
    const findings: string[] = [];
    await walkThrough(page, async (place) => {
      findings.push(...(await seriousFindings(page)).map((finding) => `${place}: ${finding}`));
    });
    await close();
    expect(findings).toEqual([]);
  });
}
