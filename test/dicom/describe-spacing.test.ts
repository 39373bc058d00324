import { expect, test } from 'vitest';
import { describeImage } from '../../src/main/dicom/describe-image';
import { tags } from '../../src/main/dicom/tags';
import { writeDicom, type WritableElement } from '../../src/main/dicom/write-dicom';
import type { ImageDescription } from '../../src/shared/study';

const digitalXRay = '1.2.840.10008.5.1.4.1.1.1.1';

interface Spacings {
  readonly stated?: string;
  readonly detector?: string;
  readonly film?: string;
  readonly calibration?: string;
  readonly factor?: string;
  readonly aspect?: string;
}

/** What an image of 2 x 2 pixels says of its spacing; values as the file writes them, row spacing first. */
function spacingOf(spacings: Spacings): readonly [readonly number[] | null, string | null] {
  const { pixelSpacing, pixelSpacingKind } = describe(spacings);
  return [pixelSpacing, pixelSpacingKind];
}

function describe({ stated, detector, film, calibration, factor, aspect }: Spacings): ImageDescription {
  const optional: readonly (readonly [number, 'DS' | 'CS' | 'IS', string | undefined])[] = [
    [tags.pixelAspectRatio, 'IS', aspect],
    [tags.estimatedRadiographicMagnificationFactor, 'DS', factor],
    [tags.imagerPixelSpacing, 'DS', detector],
    [tags.nominalScannedPixelSpacing, 'DS', film],
    [tags.pixelSpacing, 'DS', stated],
    [tags.pixelSpacingCalibrationType, 'CS', calibration],
  ];
  const elements: WritableElement[] = [
    { tag: tags.sopClassUid, vr: 'UI', value: digitalXRay },
    { tag: tags.sopInstanceUid, vr: 'UI', value: '1.2.3' },
    { tag: tags.samplesPerPixel, vr: 'US', value: [1] },
    { tag: tags.photometricInterpretation, vr: 'CS', value: 'MONOCHROME2' },
    { tag: tags.rows, vr: 'US', value: [2] },
    { tag: tags.columns, vr: 'US', value: [2] },
    { tag: tags.bitsAllocated, vr: 'US', value: [8] },
    { tag: tags.bitsStored, vr: 'US', value: [8] },
    { tag: tags.highBit, vr: 'US', value: [7] },
    { tag: tags.pixelRepresentation, vr: 'US', value: [0] },
    { tag: tags.pixelData, vr: 'OB', value: Uint8Array.of(1, 2, 3, 4) },
    ...optional.flatMap(([tag, vr, value]) => (value === undefined ? [] : [{ tag, vr, value }])),
  ];
  elements.sort((one, other) => one.tag - other.tag);
  return describeImage(writeDicom(digitalXRay, '1.2.3', elements), 'spacing.dcm');
}

test('which spacing an image has, by the rules of PS3.3 10.7.1', () => {
  const found = [
    spacingOf({}),
    spacingOf({ stated: '0.2\\0.1' }),
    spacingOf({ detector: '0.2\\0.1' }),
    spacingOf({ film: '0.2\\0.2' }),
    spacingOf({ stated: '0.2\\0.2', detector: '0.2\\0.2' }),
    spacingOf({ stated: '0.2\\0.2', film: '0.2\\0.2' }),
    spacingOf({ stated: '0.16\\0.16', detector: '0.2\\0.2' }),
    spacingOf({ stated: '0.16\\0.16', detector: '0.2\\0.2', calibration: 'FIDUCIAL' }),
    spacingOf({ stated: '0.16\\0.16', calibration: 'GEOMETRY' }),
    // 1.25 mm at the detector is 1 mm in the patient.
    spacingOf({ detector: '0.2\\0.1', factor: '1.25' }),
    spacingOf({ stated: '0.2\\0.1', detector: '0.2\\0.1', factor: '1.25' }),
    spacingOf({ detector: '0.2\\0.2', factor: '1' }),
    // What lies in front of the detector cannot be larger than its shadow.
    spacingOf({ stated: '0.3\\0.3', detector: '0.2\\0.2' }),
    // Rounding is no calibration.
    spacingOf({ stated: '0.1431\\0.1431', detector: '0.143\\0.143' }),
  ];
  expect(found).toEqual([
    [null, null],
    [[0.2, 0.1], 'unstated'],
    [[0.2, 0.1], 'detector'],
    [[0.2, 0.2], 'film'],
    [[0.2, 0.2], 'detector'],
    [[0.2, 0.2], 'film'],
    [[0.16, 0.16], 'calibrated'],
    [[0.16, 0.16], 'fiducial'],
    [[0.16, 0.16], 'geometry'],
    [[0.16, 0.08], 'magnification'],
    [[0.16, 0.08], 'magnification'],
    [[0.2, 0.2], 'detector'],
    [[0.3, 0.3], 'contradictory'],
    [[0.1431, 0.1431], 'detector'],
  ]);
});

test('a spacing that is zero, negative, half there or no number counts as absent', () => {
  const broken = ['0\\0', '-0.2\\-0.2', '0.2\\0', '0.2', 'wide\\narrow'];
  expect([...broken.map((stated) => spacingOf({ stated })), spacingOf({ stated: '0\\0', detector: '0.2\\0.2' })]).toEqual([
    ...broken.map(() => [null, null]),
    [[0.2, 0.2], 'detector'],
  ]);
});

test('the shape of pixels is looked for only where no spacing gives it, and one that cannot be counts as absent', () => {
  const described = [
    { aspect: '1\\2' },
    { aspect: '4\\3', stated: '0\\0' },
    { aspect: '1\\2', stated: '0.2\\0.1' },
    { aspect: '1\\2', detector: '0.2\\0.2' },
    { aspect: '0\\0' },
    { aspect: '-1\\2' },
    { aspect: '2' },
    {},
  ];
  expect(described.map((spacings) => describe(spacings).pixelAspect)).toEqual([0.5, 4 / 3, null, null, null, null, null, null]);
});
