import type { DisplayedView } from '../../shared/displayed-view';
import type { Language } from '../../shared/language';
import { localDigits } from '../../shared/local-format';
import type { PrintOrder } from '../../shared/report';
import type { InstanceRecord } from '../../shared/study';
import { wordsIn } from '../../shared/words';
import { tellRecorded } from '../../shared/words/tell-recorded';

/** True where the picture on the page has the overlay's colours in it. */
export const hasHeatmap = ({ result }: InstanceRecord, { overlay }: PrintOrder): boolean =>
  overlay !== null && overlay.levels !== null && result.status === 'ok' && result.overlayMethod !== '';

interface Shown {
  /** null as it is in the file */
  readonly view: DisplayedView | null;
  /** How many of the reader's marks are drawn. */
  readonly marks: number;
}

/** Which image it is and how it is shown: the line below it. */
export function captionOf(instance: InstanceRecord, { view, marks }: Shown, language: Language): string {
  const { modality, viewPosition, instanceNumber, columns, rows } = instance;
  const t = wordsIn(language);
  const round = (value: number): string => localDigits(language, String(Math.round(10 * value) / 10));
  const parts = [
    t('report:page.keyImage'),
    instanceNumber === null ? '' : t('report:page.imageNumber', { number: instanceNumber }),
    modality,
    viewPosition,
    t('report:page.pixels', { columns, rows }),
    view?.window ? t('report:page.window', { centre: round(view.window.centre), width: round(view.window.width) }) : '',
    view !== null && view.rotation !== 0 ? t('report:page.rotated', { angle: view.rotation }) : '',
    view !== null && (view.flippedHorizontally || view.flippedVertically) ? t('report:page.flipped') : '',
    view?.inverted === true ? t('report:page.inverted') : '',
    view?.sharpening ? t('report:page.sharpened') : '',
  ];
  const image = `${parts.filter(Boolean).join(', ')}.`;
  return marks === 0 ? image : `${image} ${t('report:page.marks')}`;
}

/** What the overlay in the picture is; null where there is none. */
export function legendOf(instance: InstanceRecord, order: PrintOrder, language: Language): string | null {
  const { result } = instance;
  if (order.overlay === null || result.status !== 'ok') return null;
  const t = wordsIn(language);
  const { boxes, modelName, overlayMethod } = result;
  const regions = boxes.length === 0 ? t('report:page.noRegions') : t('report:page.regions', { count: boxes.length });
  const what = hasHeatmap(instance, order)
    ? `${t('report:page.attention', { method: tellRecorded(language, overlayMethod).text })}; ${regions}`
    : regions;
  return t('report:page.overlay', { model: modelName, what });
}
