import { expect, test, type Locator, type Page } from '@playwright/test';
import { startApplication, studyRows, temporaryHome, type Running } from '../support/application';
import { seriousFindings } from '../support/axe';
import { makeHistory, type MadeImage } from '../support/made-history';
import { picture } from '../support/screen-picture';

// The viewer in a window of its own, beside the main one: it follows the case, and what is done in one window is seen in the other.
test.describe.configure({ mode: 'serial' });

/** In the left half of each image a bright band of a height of its own, in percent, by which the image is known on the screen. */
function study(number: number, name: string, percent: number, changes: Partial<MadeImage> = {}): MadeImage {
  return {
    patient: name,
    patientName: name,
    study: number,
    image: 1,
    view: 'PA',
    date: `2024010${number}`,
    width: 200,
    height: 200,
    valueAt: (x, y) => (x < 100 ? (y < 2 * percent ? 4095 : 0) : x < 150 ? 1000 : 3000),
    region: { x: 20, y: 30, width: 40, height: 60 },
    ...changes,
  };
}

const home = temporaryHome();
let running: Running;
let viewer: Page;
/** The images that the viewer's window has asked for. */
const fetched = new Set<string>();

test.beforeAll(async () => {
  await makeHistory(home, [
    study(1, 'First', 20),
    study(1, 'First', 40, { image: 2, view: 'LL' }),
    study(2, 'Second', 60),
    study(3, 'Third', 80),
  ]);
  running = await startApplication(home);
});
test.afterAll(() => running.close());

const row = (name: string): Locator => studyRows(running.page).filter({ hasText: name }).first();

async function openViewerWindow(): Promise<Page> {
  const opening = running.app.waitForEvent('window');
  await running.page.keyboard.press('Shift+W');
  const opened = await opening;
  opened.on('request', (request) => {
    const [, instance] = /instance\/(\d+)$/.exec(request.url()) ?? [];
    if (instance !== undefined) fetched.add(instance);
  });
  await opened.waitForSelector('[data-app-state="ready"]', { state: 'attached' });
  return opened;
}

/** The image on the screen of a window, and how much of its left half is drawn bright, in percent to the nearest five. */
async function shown(page: Page): Promise<{ instance: string | null; bright: number }> {
  const pane = page.locator('section[data-image-state="shown"]').first();
  const bright = await pane.locator('canvas.cornerstone-canvas').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return -1;
    const { width, height } = canvas;
    const side = Math.min(width, height);
    const column = canvas.getContext('2d')?.getImageData(Math.round((width - side / 2) / 2), Math.round((height - side) / 2), 1, side).data;
    const rows = Array.from({ length: side }, (_, y) => column?.[4 * y] ?? 0);
    return 5 * Math.round((rows.filter((grey) => grey > 127).length / side) * 20);
  });
  return { instance: await pane.getAttribute('data-instance'), bright };
}

/** Whether the menu says that the viewer has a window of its own. */
async function isTicked(): Promise<boolean> {
  await running.page.getByRole('button', { name: 'How the image is shown' }).click();
  const ticked = await running.page.getByRole('menuitemcheckbox', { name: /Viewer in a window of its own/ }).getAttribute('aria-checked');
  await running.page.keyboard.press('Escape');
  await expect(running.page.getByRole('menu')).toHaveCount(0);
  // The toolbar, which has the arrow keys to itself, gets the focus back; a click would leave it where it was.
  await running.page.getByRole('button', { name: 'How the image is shown' }).blur();
  return ticked === 'true';
}

const sameImage = async (): Promise<void> => {
  const main = await shown(running.page);
  await expect.poll(() => shown(viewer)).toEqual(main);
};

test('the key opens a window with the case that is open, as safe as the first', async () => {
  await row('First').click();
  await expect(running.page.locator('section[data-image-state="shown"]')).toBeVisible();
  viewer = await openViewerWindow();
  await expect(viewer.getByLabel('Case', { exact: true })).toContainText('First');
  await sameImage();
  await expect(viewer.getByRole('listbox')).toHaveCount(0);
  await expect(viewer.getByTestId('prediction-overlay').locator('canvas[data-heatmap="drawn"]')).toHaveCount(1);
  expect(await isTicked()).toBe(true);
  const seen = await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
  expect(seen).toEqual([true, true]);
  const preferences = await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      // Not in Electron's type declarations, but the only place where the preferences in force can be read.
      const read = Reflect.get(webContents, 'getLastWebPreferences') as (this: object) => Record<string, unknown>;
      const { sandbox, contextIsolation, nodeIntegration } = read.call(webContents);
      return { sandbox, contextIsolation, nodeIntegration };
    }),
  );
  expect(preferences).toEqual(Array(2).fill({ sandbox: true, contextIsolation: true, nodeIntegration: false }));
  expect(await seriousFindings(viewer)).toEqual([]);
  await picture(viewer, 'viewer-window');
});

test('the images of the next cases are in the viewer’s window before the reader turns to them', async () => {
  const { instance } = await shown(viewer);
  await expect.poll(() => [...fetched].filter((one) => one !== instance).length).toBeGreaterThan(0);
  const before = new Set(fetched);
  await running.page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await shown(viewer)).instance).not.toBe(instance);
  expect([...before]).toContain((await shown(viewer)).instance);
  await running.page.keyboard.press('ArrowUp');
  await expect.poll(async () => (await shown(viewer)).instance).toBe(instance);
});

test('the next case in the main window is the next case in the viewer’s, and the other way round', async () => {
  const before = await shown(viewer);
  await running.page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await shown(running.page)).instance).not.toBe(before.instance);
  await sameImage();
  const next = await shown(viewer);
  expect(next.bright).not.toBe(before.bright);
  await viewer.keyboard.press('ArrowUp');
  await expect.poll(() => shown(viewer)).toEqual(before);
  await sameImage();
});

test('names hidden in one window are hidden in the other', async () => {
  await row('First').click();
  await expect(viewer.getByTestId('corner-name')).toHaveText('First');
  await running.page.keyboard.press('Shift+D');
  await expect(viewer.getByTestId('corner-name')).not.toContainText('First');
  await expect(viewer.getByLabel('Case', { exact: true })).not.toContainText('First');
  await viewer.keyboard.press('Shift+D');
  await expect(running.page.getByTestId('corner-name')).toHaveText('First');
});

test('a mark drawn in one window stands in the other, and each has its own view and layout', async () => {
  const marks = (page: Page): Locator => page.getByTestId('mark-layer').locator('[data-mark]');
  await viewer.keyboard.press('m');
  await viewer.keyboard.press('Enter');
  await expect(marks(viewer)).toHaveCount(1);
  await expect(marks(running.page)).toHaveCount(1);
  await running.page.keyboard.press('Control+z');
  await expect(marks(running.page)).toHaveCount(1); // drawn in the other window, it is that window's to take back
  await viewer.keyboard.press('Control+z');
  await expect(marks(running.page)).toHaveCount(0);

  await viewer.keyboard.press('Control+2');
  await expect(viewer.locator('.grid section')).toHaveCount(2);
  await expect(running.page.locator('.grid section')).toHaveCount(1);
  await viewer.keyboard.press('Control+1');
  await viewer.keyboard.press('i');
  await expect.poll(async () => (await shown(viewer)).bright).toBe(100 - (await shown(running.page)).bright);
});

test('a verdict given in the viewer’s window is about the image that is shown there', async () => {
  const lateral = await shown(viewer);
  await viewer.keyboard.press('PageDown');
  await expect.poll(async () => (await shown(viewer)).instance).not.toBe(lateral.instance);
  const { instance } = await shown(viewer);
  await viewer.keyboard.press('a');
  const verdictOf = (id: string | null) =>
    running.page.evaluate(async (instanceId) => {
      const reply = await window.pneumoscope.request('verdict.read', { instanceId });
      return reply.ok ? reply.value !== null : reply.failure.message;
    }, Number(id));
  await expect.poll(() => verdictOf(instance)).toBe(true);
  expect(await verdictOf(lateral.instance)).toBe(false);
  expect((await shown(running.page)).instance).toBe(instance);
  // The verdict makes the study a read one, which moves to the end of the list.
  await expect(studyRows(running.page).last()).toContainText('First');
});

test('closed it leaves one window, and opens again where it was with the case that is open now', async () => {
  const bounds = { x: 60, y: 70, width: 900, height: 700 };
  await running.app.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('window=viewer'))
      ?.setBounds(to);
  }, bounds);
  const closing = viewer.waitForEvent('close');
  await running.page.keyboard.press('Shift+W');
  await closing;
  expect(running.app.windows()).toHaveLength(1);
  expect(await isTicked()).toBe(false);

  await row('Third').click();
  await expect(running.page.getByLabel('Case', { exact: true })).toContainText('Third');
  viewer = await openViewerWindow();
  await expect(viewer.getByLabel('Case', { exact: true })).toContainText('Third');
  await sameImage();
  const reopened = await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('window=viewer'))
      ?.getBounds(),
  );
  expect(reopened).toEqual(bounds);
});

test('it ends with the main window', async () => {
  const closing = viewer.waitForEvent('close');
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => !webContents.getURL().includes('window=viewer'))
      ?.close();
  });
  await closing;
});
