import type { DisplayedView, OverlayLook } from '../../shared/displayed-view';
import { levelFor } from '../../shared/grey-pyramid';
import type { Settings } from '../../shared/settings';
import type { Paper, PrintRequest } from '../../shared/report';
import type { PageState } from '../state/context';
import type { Placement } from '../viewer/view';
import { levelsOf } from '../viewer/heatmap-picture';

type Shown = Pick<PageState, 'application' | 'openCase' | 'viewer'>;

/** How the image on the screen is shown; null where none is, or it is not the case's. */
export function shownView({ openCase, viewer }: Shown): { readonly instanceId: number; readonly view: DisplayedView } | null {
  const { view, shown, placement } = viewer;
  if (view === null || shown === null || placement === null || shown.instanceId !== openCase.instance?.instanceId) return null;
  const { inverted, rotation, flippedHorizontally, flippedVertically } = view;
  const window = view.window === null ? null : { ...view.window, shape: view.shape };
  const sharpening = view.sharpening === 'off' ? null : { strength: view.sharpening, level: levelShown(placement) };
  return { instanceId: shown.instanceId, view: { window, sharpening, inverted, rotation, flippedHorizontally, flippedVertically } };
}

/** How often the picture on the screen has been halved: sharpening worked on that one. */
function levelShown({ scale, stretchX, stretchY, imageWidth, imageHeight }: Placement): number {
  return levelFor(scale * Math.max(stretchX, stretchY), { width: imageWidth, height: imageHeight });
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
