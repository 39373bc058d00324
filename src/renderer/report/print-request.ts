import type { DisplayedView, OverlayLook } from '../../shared/displayed-view';
import type { Settings } from '../../shared/settings';
import type { Paper, PrintRequest } from '../../shared/report';
import type { PageState } from '../state/context';
import { levelsOf } from '../viewer/heatmap-picture';

type Shown = Pick<PageState, 'application' | 'openCase' | 'viewer'>;

/** How the image on the screen is shown; null where none is, or it is not the case's. */
export function shownView({ openCase, viewer }: Shown): { readonly instanceId: number; readonly view: DisplayedView } | null {
  const { view, shown } = viewer;
  if (view === null || shown === null || shown.instanceId !== openCase.instance?.instanceId) return null;
  const { window, inverted, rotation, flippedHorizontally, flippedVertically } = view;
  return { instanceId: shown.instanceId, view: { window, inverted, rotation, flippedHorizontally, flippedVertically } };
}

/** The overlay as the screen has it; null where it is switched off. */
export function shownOverlay({ application }: Shown): OverlayLook | null {
  return application.settings.overlayVisible ? overlayLook(application.settings) : null;
}

/** The overlay as the reader has set it, filled whatever the screen draws. */
export function overlayLook({ overlayColours, overlayThreshold, overlayOpacity }: Settings): OverlayLook {
  return { levels: Uint8Array.from(levelsOf(overlayColours, overlayThreshold)), opacity: overlayOpacity };
}

/** The report on the case on the screen, with the image as it is shown; null where no image is open. */
export function printRequest(page: Shown, paper: Paper, deIdentify: boolean): PrintRequest | null {
  const { instance } = page.openCase;
  if (instance === null) return null;
  return {
    studyId: instance.studyId,
    instanceId: instance.instanceId,
    view: shownView(page)?.view ?? null,
    overlay: shownOverlay(page),
    deIdentify,
    paper,
  };
}
