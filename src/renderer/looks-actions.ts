import type { LooksCommand } from './frame/commands';
import type { Application } from './state/application.svelte';
import type { Looks } from './state/looks.svelte';
import type { OpenCase } from './state/open-case.svelte';
import type { ViewerState } from './viewer/viewer-state.svelte';

/** What the keys and menus about how the image looks do. */
export function looksActions(
  looks: Looks,
  { application, openCase, viewer }: { application: Application; openCase: OpenCase; viewer: ViewerState },
): Readonly<Record<LooksCommand, () => void>> {
  return {
    'preset-own-6': () => looks.applyOwn('6'),
    'preset-own-7': () => looks.applyOwn('7'),
    'preset-own-8': () => looks.applyOwn('8'),
    'preset-own-9': () => looks.applyOwn('9'),
    sharpen: () => viewer.sharpen(),
    magnifier: () => looks.magnify(!looks.magnifying),
    'true-size': () => looks.showTrueSize(openCase.instance?.pixelSpacing ?? null),
    'overlay-style': () => looks.toggleOverlayStyle(),
    'hide-names': () => application.change({ namesHidden: !application.settings.namesHidden }),
    tags: () => {
      if (openCase.instance !== null) looks.dialog = 'tags';
    },
  };
}
