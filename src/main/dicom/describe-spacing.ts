import type { ImageDescription, PixelSpacingKind } from '../../shared/study';
import type { DataSet } from './data-set';
import { tags } from './tags';
import { decimal, decimals, plainText } from './values';

type Spacing = readonly [number, number];
type DescribedSpacing = Pick<ImageDescription, 'pixelSpacing' | 'pixelSpacingKind'>;

/** Spacings that differ by no more than rounding are the same. */
const sameWithin = 0.001;

/**
 * What a file says of the size of its pixels. Without a spacing Pixel Aspect Ratio (PS3.3 C.7.6.3.1.7: vertical size, then horizontal) still gives
 * their shape, which display and angles need; beside one it is not looked at.
 */
export function describeSpacing(dataSet: DataSet): DescribedSpacing & Pick<ImageDescription, 'pixelAspect'> {
  const spacing = measuredSpacing(dataSet);
  const stated = spacing.pixelSpacing === null ? spacingIn(dataSet, tags.pixelAspectRatio) : null;
  return { ...spacing, pixelAspect: stated === null ? null : stated[0] / stated[1] };
}

/**
 * The spacing that lengths are measured with, and where it holds. DICOM PS3.3 10.7.1.1: Pixel Spacing is that in the patient; where the
 * image was not calibrated it equals Imager Pixel Spacing or Nominal Scanned Pixel Spacing, where it differs from them it was, and without
 * any of them or a Pixel Spacing Calibration Type nobody can tell. Imager Pixel Spacing is that at the detector (C.8.11.4); over the
 * Estimated Radiographic Magnification Factor, the ratio of the distances source to detector and source to object, it is that in
 * the patient. A spacing that is not above zero along both axes counts as absent.
 */
function measuredSpacing(dataSet: DataSet): DescribedSpacing {
  const stated = spacingIn(dataSet, tags.pixelSpacing);
  const detector = spacingIn(dataSet, tags.imagerPixelSpacing);
  const film = spacingIn(dataSet, tags.nominalScannedPixelSpacing);
  const uncorrected = detector ?? film;
  if (stated === null)
    return uncorrected === null ? { pixelSpacing: null, pixelSpacingKind: null } : atReceptor(dataSet, detector, uncorrected);
  const calibration = plainText(dataSet, tags.pixelSpacingCalibrationType).toUpperCase();
  if (calibration === 'FIDUCIAL' || calibration === 'GEOMETRY')
    return { pixelSpacing: stated, pixelSpacingKind: calibration === 'FIDUCIAL' ? 'fiducial' : 'geometry' };
  if (uncorrected === null) return { pixelSpacing: stated, pixelSpacingKind: 'unstated' };
  if (isSame(stated, uncorrected)) return atReceptor(dataSet, detector, stated);
  return { pixelSpacing: stated, pixelSpacingKind: differenceOf(stated, uncorrected) };
}

/** Nothing in front of a detector is larger than its shadow. */
function differenceOf(stated: Spacing, uncorrected: Spacing): PixelSpacingKind {
  return stated.some((spacing, axis) => spacing > (uncorrected[axis] ?? 0) * (1 + sameWithin)) ? 'contradictory' : 'calibrated';
}

function atReceptor(dataSet: DataSet, detector: Spacing | null, spacing: Spacing): DescribedSpacing {
  if (detector === null) return { pixelSpacing: spacing, pixelSpacingKind: 'film' };
  const factor = decimal(dataSet, tags.estimatedRadiographicMagnificationFactor) ?? 1;
  if (factor <= 1) return { pixelSpacing: spacing, pixelSpacingKind: 'detector' };
  return { pixelSpacing: [spacing[0] / factor, spacing[1] / factor], pixelSpacingKind: 'magnification' };
}

function spacingIn(dataSet: DataSet, tag: number): Spacing | null {
  const [row = NaN, column = NaN] = decimals(dataSet, tag);
  return row > 0 && column > 0 && Number.isFinite(row) && Number.isFinite(column) ? [row, column] : null;
}

function isSame(one: Spacing, other: Spacing): boolean {
  return one.every((spacing, axis) => Math.abs(spacing / (other[axis] ?? NaN) - 1) <= sameWithin);
}
