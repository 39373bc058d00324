import type { Settings } from '../../shared/settings';
import type { RelatedStudy } from '../../shared/related-studies';
import type { InstanceRecord } from '../../shared/study';

export type Layout = Settings['layout'];

/** What belongs into a pane of a layout. 'beside' is the lateral view or, without one, the earlier frontal one. */
export type Slot = 'frontal' | 'lateral' | 'beside' | 'prior-frontal' | 'prior-lateral';

/** A pane's slot and the image that hangs there; null where there is none. */
export interface Hung {
  readonly slot: Slot;
  readonly instance: InstanceRecord | null;
}

/** The panes of each layout, row by row. */
export const slotsOf: Readonly<Record<Layout, readonly Slot[]>> = {
  '1': ['frontal'],
  '1+1': ['frontal', 'beside'],
  '2x2': ['frontal', 'lateral', 'prior-frontal', 'prior-lateral'],
};

/** Terms of Body Part Examined (0018,0015) that a chest radiograph carries; PS3.16 annex L, and what devices write. */
const chestTerms = /CHEST|THORAX|LUNG|THORAKS|TORAX|PECHO/;

/** The study to compare a case with: the latest earlier one of the chest, or of no stated body part. Studies come newest first. */
export function studyToCompare(earlier: readonly RelatedStudy[]): RelatedStudy | null {
  const isChest = ({ bodyPartExamined }: RelatedStudy): boolean =>
    bodyPartExamined.trim() === '' || chestTerms.test(bodyPartExamined.toUpperCase());
  return earlier.find(isChest) ?? null;
}

export type ChestView = 'frontal' | 'lateral' | 'unknown';

// PS3.3 C.8.7.1.1.1 and C.8.11.5.1.1 (View Position); decubitus views (LLD, RLD) are frontal in projection but not in posture.
const frontalViews = /^(PA|AP)$|POSTERO-?ANTERIOR|ANTERO-?POSTERIOR|^FRONTAL$/;
const lateralViews = /^(LL|RL|LAT|LATERAL|L|R)$|^(LEFT|RIGHT) LATERAL$/;
const frontalWords = /\b(PA|AP|FRONTAL|P\.A\.|A\.P\.)(?![A-Z])/;
const lateralWords = /\b(LAT|LATERAL|LL|RL|SEITLICH|PROFIL)\b/;

/**
 * Which chest view an image is: by its View Position (0018,5101), or where that is silent by the words of its series'
 * description, unless they name both.
 */
export function chestView({ viewPosition, seriesDescription }: Pick<InstanceRecord, 'viewPosition' | 'seriesDescription'>): ChestView {
  const view = viewPosition.trim().toUpperCase();
  if (view !== '') return frontalViews.test(view) ? 'frontal' : lateralViews.test(view) ? 'lateral' : 'unknown';
  const words = seriesDescription.toUpperCase();
  const [frontal, lateral] = [frontalWords.test(words), lateralWords.test(words)];
  return frontal === lateral ? 'unknown' : frontal ? 'frontal' : 'lateral';
}

/** The first frontal image; without one the first of which it is not known that it is lateral. */
export function frontalOf(images: readonly InstanceRecord[]): InstanceRecord | null {
  const find = (view: ChestView): InstanceRecord | undefined => images.find((image) => chestView(image) === view);
  return find('frontal') ?? find('unknown') ?? null;
}

function lateralOf(images: readonly InstanceRecord[]): InstanceRecord | null {
  return images.find((image) => chestView(image) === 'lateral') ?? null;
}

/**
 * The hanging protocol of chests: which image lies in which pane.
 * @param lead the image that stands for the case: it hangs first, whatever its view
 * @param images the case's images in their order
 * @param prior the images of the study to compare with; empty where there is none
 */
export function hang(
  layout: Layout,
  lead: InstanceRecord | null,
  images: readonly InstanceRecord[],
  prior: readonly InstanceRecord[],
): readonly Hung[] {
  const others = images.filter(({ instanceId }) => instanceId !== lead?.instanceId);
  const priorFrontal = frontalOf(prior);
  const hung: Readonly<Record<Slot, InstanceRecord | null>> = {
    frontal: lead,
    lateral: lateralOf(others),
    beside: lateralOf(others) ?? priorFrontal,
    'prior-frontal': priorFrontal,
    'prior-lateral': lateralOf(prior),
  };
  return slotsOf[layout].map((slot) => ({ slot, instance: hung[slot] }));
}
