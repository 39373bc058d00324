import { nativeTheme, type BrowserWindow } from 'electron';
import type { Settings } from '../../shared/settings';
import type { Speech } from '../speech';

/** Applies what is not the page's own to apply: colours and language of the menu and the system's dialogs, and how large the page is drawn. */
export function applySettings({ language, theme, textScale }: Settings, windows: readonly BrowserWindow[], speech: Speech): void {
  speech.choose(language);
  nativeTheme.themeSource = theme;
  for (const { webContents } of windows) webContents.setZoomFactor(textScale);
}
