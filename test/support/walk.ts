import { expect, type Locator, type Page } from '@playwright/test';

/** Told at every stop of a walk where it is. */
type See = (place: string) => Promise<void>;

/**
 * Goes through the whole window from its very first start on, whatever its language: it finds its way by keys, order and marks in the page, not by
 * words.
 */
export async function walkThrough(page: Page, see: See): Promise<void> {
  await firstRun(page, see);
  await reading(page, see);
  await marking(page, see);
  await list(page, see);
  await reporting(page, see);
  await settings(page, see);
}

async function firstRun(page: Page, see: See): Promise<void> {
  const notice = page.getByRole('dialog');
  await expect(notice.locator('[data-check]')).toHaveCount(3);
  await see('first start');
  await notice.locator('button.primary').click();
  await expect(notice).toHaveCount(0);
  await see('first run');
  await page.locator('.first-run .buttons').last().getByRole('button').last().click();
  await expect(page.locator('aside[data-result-state="ok"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('canvas[data-heatmap="drawn"]')).toBeVisible();
  for (let step = 1; step <= 3; step += 1) {
    await see(`tour ${step}`);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function reading(page: Page, see: See): Promise<void> {
  const positive = page.getByRole('option').filter({ has: page.locator('.chip.positive') });
  await positive.first().click();
  await expect(page.locator('article[data-result="positive"]')).toBeVisible();
  await see('case');
  await page.locator('aside[data-result-state] summary').click();
  await see('how it came about');
  await page.keyboard.press('Shift+O');
  await see('outline');
  const card = page.locator('section[data-verdict]');
  const [opacity, none] = [card.getByRole('radio').nth(0), card.getByRole('radio').nth(1)];
  await none.click();
  await card.getByRole('checkbox').last().check();
  await see('no opacity');
  await opacity.click();
  await expect(card).toHaveAttribute('data-verdict', 'opacity');
  await see('verdict');
  for (const key of ['r', 'h', 'i', 's', '4']) await page.keyboard.press(key);
  await see('turned');
  for (const key of ['0', '1', 's', 's']) await page.keyboard.press(key);
  for (const key of ['6', 'u', 'Shift+D']) {
    await page.keyboard.press(key);
    await see(`key ${key}`);
  }
  await page.keyboard.press('Shift+D');
  await page.keyboard.press('Control+3');
  await see('panes');
  await page.keyboard.press('Control+1');
  for (const key of ['?', 'x']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await see(`dialog ${key}`);
    await leave(page, 'dialog');
  }
  await eachMenu(page, 'bar', page.locator('header.bar'), see);
  await page.locator('header.bar .preset').click();
  await page.getByRole('menuitem').last().click();
  await page.getByRole('dialog').getByRole('textbox').first().fill('w');
  await page.keyboard.press('Enter');
  await see('own windows');
  await page.getByRole('dialog').locator('li button').click();
  await see('own window deleted');
  await leave(page, 'dialog');
}

async function marking(page: Page, see: See): Promise<void> {
  for (const key of ['m', 'n', 'c', 'e', 'k', 'j', 't', 'l']) {
    await page.keyboard.press(key);
    await see(`mark ${key}`);
    await page.keyboard.press('Enter');
    if (key === 't' || key === 'j') {
      await see(`text ${key}`);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Escape');
  }
  await see('marks');
}

async function list(page: Page, see: See): Promise<void> {
  const filters = page.locator('search.filters');
  await filters.locator(':scope > .row').last().getByRole('button').last().click();
  await see('filters');
  await eachMenu(page, 'filters', filters, see);
  await page.keyboard.press('Control+l');
  await see('worklist');
  await eachMenu(page, 'worklist', filters, see);
  const rows = page.getByRole('option').or(page.getByRole('row'));
  await rows.last().click({ modifiers: ['Control'] });
  await see('selection');
  await page.keyboard.press('Shift+N');
  await see('second look');
  await page.keyboard.press('Control+l');
  await filters.getByRole('searchbox').fill('nobody of that name');
  await see('nothing found');
  await filters.getByRole('searchbox').fill('');
}

async function reporting(page: Page, see: See): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+r');
  const report = page.locator('aside[data-report-state]');
  await report.getByRole('textbox').first().fill('1');
  await expect(report).toHaveAttribute('data-report-state', 'saved');
  await see('report');
  await report.locator('button.primary').click();
  await see('unfinished report');
  await report
    .locator('.row', { has: page.locator('button.primary') })
    .getByRole('button')
    .last()
    .click();
  await see('draft thrown away');
  await report.getByRole('textbox').last().press('Control+r');
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog');
  for (const box of await dialog.getByRole('checkbox').all()) if (await box.isEnabled()) await box.check();
  await see('export');
  await leave(page, 'dialog');
}

async function settings(page: Page, see: See): Promise<void> {
  await page.keyboard.press('Control+,');
  const entries = page.locator('nav button.entry');
  await expect(entries.first()).toBeVisible();
  for (let place = 0; place < (await entries.count()); place += 1) {
    await entries.nth(place).click();
    await see(`settings ${place + 1}`);
    for (const closed of await page.locator('main details:not([open]) > summary').all()) if (await closed.isVisible()) await closed.click();
    await see(`settings ${place + 1}, opened`);
    await eachMenu(page, `settings ${place + 1}`, page.locator('main'), see);
    const run = page.locator('main tbody button.link[data-run]').first();
    if (!(await run.isVisible())) continue;
    await run.click();
    await see('training run');
  }
}

/** Opens every menu in a part of the window, one after the other. */
async function eachMenu(page: Page, name: string, within: Locator, see: See): Promise<void> {
  const triggers = within.locator('[aria-haspopup]:enabled:visible');
  for (let place = 0; place < (await triggers.count()); place += 1) {
    await triggers.nth(place).click();
    await see(`${name}, menu ${place + 1}`);
    await leave(page, 'menu');
  }
}

async function leave(page: Page, what: 'menu' | 'dialog'): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator(what === 'dialog' ? '[role="dialog"]' : '[role="menu"], [role="listbox"].menu')).toHaveCount(0);
}
