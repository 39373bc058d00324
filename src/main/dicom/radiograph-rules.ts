import type { Failure, FailureCode } from '../../shared/failure';
import { pixelShape } from '../../shared/mark-measure';
import type { ImageDescription } from '../../shared/study';
import { mostPixels } from './pixel-layout';
import { transferSyntax } from './transfer-syntaxes';

/** Projection radiographs (PS3.3 C.7.3.1.1.1), and what says nothing about how the picture was made. */
const projectionModalities = new Set(['CR', 'DX', 'RG', 'OT', 'SC', '']);

const modalityNames: Readonly<Record<string, string>> = {
  CT: 'a computed tomography image',
  MR: 'a magnetic resonance image',
  US: 'an ultrasound image',
  MG: 'a mammogram',
  NM: 'a nuclear medicine image',
  PT: 'a positron emission tomography image',
  XA: 'an angiogram',
  RF: 'a fluoroscopy image',
  IO: 'a dental radiograph',
  PX: 'a panoramic dental radiograph',
  SEG: 'a segmentation',
  RTDOSE: 'a radiotherapy dose map',
  RTIMAGE: 'a radiotherapy image',
  ES: 'an endoscopic image',
  OP: 'an ophthalmic photograph',
  SM: 'a microscopy slide',
  XC: 'a photograph',
  ECG: 'an electrocardiogram',
};

/** SOP classes that hold radiographs or leave it open (PS3.4 table B.5-1): the secondary captures, CR and DX. */
const projectionSopClasses: readonly string[] = [
  '1.2.840.10008.5.1.4.1.1.1',
  '1.2.840.10008.5.1.4.1.1.1.1',
  '1.2.840.10008.5.1.4.1.1.1.1.1',
  '1.2.840.10008.5.1.4.1.1.7',
  '1.2.840.10008.5.1.4.1.1.7.1',
  '1.2.840.10008.5.1.4.1.1.7.2',
  '1.2.840.10008.5.1.4.1.1.7.3',
  '1.2.840.10008.5.1.4.1.1.7.4',
];

const sopClassNames: Readonly<Record<string, string>> = {
  '1.2.840.10008.5.1.4.1.1.1.2': 'a mammogram',
  '1.2.840.10008.5.1.4.1.1.1.2.1': 'a mammogram',
  '1.2.840.10008.5.1.4.1.1.1.3': 'a dental radiograph',
  '1.2.840.10008.5.1.4.1.1.1.3.1': 'a dental radiograph',
  '1.2.840.10008.5.1.4.1.1.2': 'a computed tomography image',
  '1.2.840.10008.5.1.4.1.1.2.1': 'a computed tomography image',
  '1.2.840.10008.5.1.4.1.1.4': 'a magnetic resonance image',
  '1.2.840.10008.5.1.4.1.1.4.1': 'a magnetic resonance image',
  '1.2.840.10008.5.1.4.1.1.6.1': 'an ultrasound image',
  '1.2.840.10008.5.1.4.1.1.3.1': 'an ultrasound image',
  '1.2.840.10008.5.1.4.1.1.20': 'a nuclear medicine image',
  '1.2.840.10008.5.1.4.1.1.12.1': 'an angiogram',
  '1.2.840.10008.5.1.4.1.1.12.2': 'a fluoroscopy image',
  '1.2.840.10008.5.1.4.1.1.128': 'a positron emission tomography image',
  '1.2.840.10008.5.1.4.1.1.481.1': 'a radiotherapy image',
  '1.2.840.10008.5.1.4.1.1.481.2': 'a radiotherapy dose map',
};

/**
 * Says why an image is not taken in at all: it is no grey-scale projection radiograph in one frame, or its pixels cannot be decoded.
 * Null where nothing speaks against it. Whether a PNG or JPEG in colour shows greys only is for decodePixels to find out.
 */
export function importRefusal(description: ImageDescription, file: string): Failure | null {
  const { modality, sopClassUid, fileFormat, photometricInterpretation, rows, columns } = description;
  const refuse = (code: FailureCode, reason: string): Failure => ({ code, message: `${file} ${reason}`, file });
  if (rows * columns > mostPixels)
    return refuse('image-too-large', `holds an image of ${columns} x ${rows} pixels, more than the 100 million that are read.`);
  if (fileFormat !== 'dicom') return null;
  if (!projectionModalities.has(modality)) {
    return refuse('not-a-radiograph', `is ${modalityNames[modality] ?? `of modality ${modality}`}, not a projection radiograph.`);
  }
  if (sopClassUid !== '' && !projectionSopClasses.includes(sopClassUid)) {
    return refuse(
      'not-a-radiograph',
      `is ${sopClassNames[sopClassUid] ?? `of another kind (SOP class ${sopClassUid})`}, not a projection radiograph.`,
    );
  }
  if (description.numberOfFrames > 1) return refuse('multi-frame', `holds ${description.numberOfFrames} frames; a radiograph has one.`);
  if (description.samplesPerPixel !== 1 || photometricInterpretation.startsWith('PALETTE')) {
    return refuse('colour-image', 'is a colour image; a radiograph is grey-scale.');
  }
  if (description.bitsAllocated !== 8 && description.bitsAllocated !== 16) {
    return refuse('unsupported-pixel-format', `stores its pixels in ${description.bitsAllocated} bits; 8 and 16 can be read.`);
  }
  const syntax = transferSyntax(description.transferSyntaxUid);
  if (syntax.coding === 'none')
    return refuse('unsupported-transfer-syntax', `is compressed in a way that cannot be read here: ${syntax.name}.`);
  return null;
}

/** Terms of BodyPartExamined (PS3.16 annex L, and what devices write) that a chest radiograph carries. */
const chestTerms = ['CHEST', 'THORAX', 'LUNG', 'THORAKS', 'TORAX', 'PECHO'];
/** Views of the ViewPosition attribute (PS3.3 C.8.7.1, C.8.11.5) that are frontal; the codes of CID 4010 spelled out. */
const frontalViews = ['PA', 'AP'];
const frontalMeanings = ['POSTERO-ANTERIOR', 'POSTEROANTERIOR', 'ANTERO-POSTERIOR', 'ANTEROPOSTERIOR', 'FRONTAL'];
const obliqueMeaning = /OBLIQUE|LATERAL|LORDOTIC|DECUBIT|AXIAL|TANGENTIAL/;

/** Icons, test patterns and cut-outs: no chest radiograph that someone reads has a side this short. */
const leastSidePixels = 128;

/** Networks were trained on square pixels and take every picture's as such; devices round their spacing by less. */
const mostUnequal = 1.02;

/**
 * Says why an image that was taken in is not scored, as far as its header tells: another body part, another view than a frontal one, too few pixels
 * to be a radiograph, or pixels that are not square. Null where the header speaks for a frontal chest radiograph or is silent.
 */
export function scoringRefusal(description: ImageDescription, file: string): Failure | null {
  const refuse = (reason: string): Failure => ({ code: 'not-frontal-chest', message: `${file} ${reason}`, file });
  const bodyPart = description.bodyPartExamined.trim();
  if (bodyPart !== '' && !chestTerms.some((term) => bodyPart.includes(term))) {
    return refuse(`shows another body part than the chest (${bodyPart}), so it is not scored.`);
  }
  const { rows, columns } = description;
  if (Math.min(rows, columns) < leastSidePixels) return refuse(`has only ${columns} x ${rows} pixels, so it is not scored.`);
  const view = description.viewPosition.trim();
  if (view !== '' && !isFrontal(view)) return refuse(`is not a frontal view (view position ${view}), so it is not scored.`);
  const [height, width] = pixelShape(description.pixelSpacing, description.pixelAspect) ?? [1, 1];
  const ratio = Math.max(height, width) / Math.min(height, width);
  if (ratio > mostUnequal) {
    const reason = `has pixels that are ${ratio.toFixed(2)} times as ${height > width ? 'high as wide' : 'wide as high'}; the model knows square ones only, so it is not scored.`;
    return { code: 'pixels-not-square', message: `${file} ${reason}`, file };
  }
  return null;
}

function isFrontal(view: string): boolean {
  if (obliqueMeaning.test(view)) return false;
  const words = view.split(/[^A-Z-]+/);
  return words.some((word) => frontalViews.includes(word)) || frontalMeanings.some((meaning) => view.includes(meaning));
}
