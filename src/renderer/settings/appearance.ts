import type { Settings } from '../../shared/settings';

/** Puts the reader's theme, contrast and motion on the page, where the style sheet finds them. */
export function showAppearance({ theme, highContrast, reducedMotion }: Settings): void {
  const { documentElement: root } = document;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.toggleAttribute('data-high-contrast', highContrast);
  root.toggleAttribute('data-reduced-motion', reducedMotion);
}
