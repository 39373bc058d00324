import { expect, test } from 'vitest';
import { describeImage } from '../../src/main/dicom/describe-image';
import { importRefusal, scoringRefusal } from '../../src/main/dicom/radiograph-rules';
import type { ImageDescription } from '../../src/shared/study';
import { fixture, sample } from './fixtures';

const radiograph = describeImage(sample('normal.dcm'), 'x.dcm');
const changed = (changes: Partial<ImageDescription>): ImageDescription => ({ ...radiograph, ...changes });

test('what is no grey-scale projection radiograph is not taken in', () => {
  const refusals = [
    {},
    { modality: '', sopClassUid: '' },
    { modality: 'CT' },
    { modality: 'CR', sopClassUid: '1.2.840.10008.5.1.4.1.1.1.2' },
    { modality: 'MG' },
    { numberOfFrames: 12 },
    { samplesPerPixel: 3, photometricInterpretation: 'RGB' },
    { photometricInterpretation: 'PALETTE COLOR' },
    { bitsAllocated: 32 },
    { transferSyntaxUid: '1.2.840.10008.1.2.4.53' },
    { rows: 30_000, columns: 30_000 },
  ].map((changes) => importRefusal(changed(changes), 'x.dcm'));
  expect(refusals.map((refusal) => refusal && [refusal.code, refusal.message])).toEqual([
    null,
    null,
    ['not-a-radiograph', 'x.dcm is a computed tomography image, not a projection radiograph.'],
    ['not-a-radiograph', 'x.dcm is a mammogram, not a projection radiograph.'],
    ['not-a-radiograph', 'x.dcm is a mammogram, not a projection radiograph.'],
    ['multi-frame', 'x.dcm holds 12 frames; a radiograph has one.'],
    ['colour-image', 'x.dcm is a colour image; a radiograph is grey-scale.'],
    ['colour-image', 'x.dcm is a colour image; a radiograph is grey-scale.'],
    ['unsupported-pixel-format', 'x.dcm stores its pixels in 32 bits; 8 and 16 can be read.'],
    [
      'unsupported-transfer-syntax',
      'x.dcm is compressed in a way that cannot be read here: JPEG Spectral Selection, processes 6 and 8 (retired).',
    ],
    ['image-too-large', 'x.dcm holds an image of 30000 x 30000 pixels, more than the 100 million that are read.'],
  ]);
});

test('another view or body part is not scored; silence is no refusal', () => {
  const scored = (bodyPartExamined: string, viewPosition: string): boolean =>
    scoringRefusal(changed({ bodyPartExamined, viewPosition }), 'x.dcm') === null;
  expect(
    [
      ['CHEST', 'PA'],
      ['CHEST', 'AP'],
      ['', ''],
      ['THORAX', 'AP SUPINE'],
      ['', 'POSTERO-ANTERIOR'],
      ['CHEST_PORTABLE', ''],
    ].map(([part = '', view = '']) => scored(part, view)),
  ).toEqual([true, true, true, true, true, true]);
  expect(
    [
      ['CHEST', 'LL'],
      ['CHEST', 'LATERAL'],
      ['CHEST', 'RLO'],
      ['HAND', 'PA'],
      ['CSPINE', 'AP'],
      ['', 'POSTERO-ANTERIOR OBLIQUE'],
      ['CHEST', 'AP AXIAL'],
    ].map(([part = '', view = '']) => scored(part, view)),
  ).toEqual([false, false, false, false, false, false, false]);
  expect(scoringRefusal(changed({ viewPosition: 'LL' }), 'x.dcm')).toEqual({
    code: 'not-frontal-chest',
    message: 'x.dcm is not a frontal view (view position LL), so it is not scored.',
    file: 'x.dcm',
  });
});

test('what the networks would see squeezed has no score; a rounded spacing is none', () => {
  const refusal = (pixelSpacing: readonly [number, number] | null, pixelAspect: number | null) =>
    scoringRefusal(changed({ pixelSpacing, pixelAspect }), 'x.dcm');
  expect([refusal(null, null), refusal([0.143, 0.1429], null), refusal(null, 1)]).toEqual([null, null, null]);
  expect(refusal([0.4, 0.2], null)).toEqual({
    code: 'pixels-not-square',
    message: 'x.dcm has pixels that are 2.00 times as high as wide; the model knows square ones only, so it is not scored.',
    file: 'x.dcm',
  });
  expect(refusal(null, 0.8)?.message).toContain('1.25 times as wide as high');
});

test('a radiograph of the neck is taken in and not scored', () => {
  const description = describeImage(fixture('dicom/cr-cervical-spine-monochrome1.dcm'), 'neck');
  expect([importRefusal(description, 'neck'), scoringRefusal(description, 'neck')?.message]).toEqual([
    null,
    'neck shows another body part than the chest (CSPINE), so it is not scored.',
  ]);
});
