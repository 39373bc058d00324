import { nativeTheme, type BrowserWindow } from 'electron';
import type { Settings } from '../../shared/settings';
import type { Speech } from '../speech';

/** Applies what is not the page's own to apply: colours and language of the menu and the system's dialogs, and how large the page is drawn. */
export function applySettings({ language, theme, textScale }: Settings, window: BrowserWindow | null, speech: Speech): void {
  speech.choose(language);
  nativeTheme.themeSource = theme;
  window?.webContents.setZoomFactor(textScale);
}
