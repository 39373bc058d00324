import { nativeTheme, type BrowserWindow } from 'electron';
import type { Settings } from '../../shared/settings';

/** Applies what is not the page's own to apply: the colours of the system's dialogs, and how large the page is drawn. */
export function applySettings({ theme, textScale }: Settings, window: BrowserWindow | null): void {
  nativeTheme.themeSource = theme;
  window?.webContents.setZoomFactor(textScale);
}
