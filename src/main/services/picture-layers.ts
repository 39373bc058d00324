import type { OverlayLook } from '../../shared/displayed-view';
import type { Language } from '../../shared/language';
import type { Mark } from '../../shared/marks';
import type { InstanceRecord } from '../../shared/study';
import type { PictureLayers } from '../picture/displayed-picture';
import type { Database } from '../store/database';
import { readMarks } from '../store/marks';
import { readHeatmap } from '../store/results';

/** Which layers a picture that goes out has. */
export interface WantedLayers {
  /** null for the image without its overlay. */
  readonly overlay: OverlayLook | null;
  /** The reader's marks. */
  readonly marks: boolean;
  /** Leaves out what the reader wrote: it may name someone. What was measured stays. */
  readonly deIdentify: boolean;
  /** Of the marks' labels: that of the page they are on; files are in English. */
  readonly language: Language;
}

/** What is drawn over an image where it goes out as a picture. Throws 'not-in-history'. */
export function pictureLayers(
  db: Database,
  instance: InstanceRecord,
  { overlay, marks, deIdentify, language }: WantedLayers,
): PictureLayers {
  const { instanceId, result, pixelSpacing, pixelSpacingKind, pixelAspect, viewPosition } = instance;
  const drawn = marks ? readMarks(db, instanceId) : [];
  return {
    overlay:
      overlay === null || result.status !== 'ok'
        ? null
        : {
            ...overlay,
            heatmap: overlay.levels === null || result.overlayMethod === '' ? null : readHeatmap(db, result.predictionId),
            regions: result.boxes,
          },
    marks: {
      marks: deIdentify ? drawn.flatMap(withoutWords) : drawn,
      image: { pixelSpacing, pixelSpacingKind, pixelAspect, viewPosition },
      language,
    },
  };
}

function withoutWords(mark: Mark): readonly Mark[] {
  if (mark.shape.kind === 'text') return [];
  return [mark.shape.kind === 'arrow' ? { ...mark, shape: { ...mark.shape, text: '' } } : mark];
}
