import { fail } from '../../shared/failure';
import { pixelDataTag } from './data-set';
import { decodePicture } from './decode-picture';
import { type DicomFile, openDicom } from './dicom-file';
import { encodedFrame } from './frames';
import { requireImageFormat } from './image-format';
import { decodeJpeg } from './jpeg/decode-jpeg';
import { JpegDamaged, JpegUnsupported } from './jpeg/jpeg-errors';
import { nativeContainers, type SampleOrder, storedValues } from './native-pixels';
import { type PixelLayout, pixelLayout } from './pixel-layout';
import { decodeRle, RleDamaged } from './rle';
import { greyAttributes, type StoredPixels } from './stored-pixels';
import { type TransferSyntax, transferSyntax } from './transfer-syntaxes';
import { CodecFailed, decodeWithWasm, type WasmCodec } from './wasm-codecs';

/**
 * Decodes the first frame of a grey-scale image of up to 16 bits: DICOM in the common transfer syntaxes, PNG and JPEG.
 *
 * @param bytes the whole file; left as it is
 * @param file the name that failures show
 * @returns the stored values, before any look-up table
 * @throws ExpectedFailure for what cannot be decoded exactly, with the reason; never hands out pixels that are in doubt
 */
export function decodePixels(bytes: Uint8Array, file: string): Promise<StoredPixels> {
  return decodeFrame(bytes, file, 0);
}

/** As decodePixels, for any frame, counted from 0. */
export async function decodeFrame(bytes: Uint8Array, file: string, frame: number): Promise<StoredPixels> {
  const format = requireImageFormat(bytes, file);
  if (format !== 'dicom') return decodePicture(bytes, format, file);
  const dicom = openDicom(bytes, file);
  const layout = pixelLayout(dicom.dataSet, file);
  checkGrey(layout, file);
  const containers = await frameContainers(dicom, layout, frame, file);
  return {
    rows: layout.rows,
    columns: layout.columns,
    values: storedValues(containers.samples, { ...layout, ...containers.depth }),
    bitsStored: containers.depth.bitsStored,
    grey: greyAttributes(dicom.dataSet, layout.signed, layout.photometricInterpretation),
  };
}

function checkGrey(layout: PixelLayout, file: string): void {
  const { photometricInterpretation, samplesPerPixel, bitsAllocated } = layout;
  if (samplesPerPixel !== 1 || photometricInterpretation.startsWith('PALETTE')) {
    fail('colour-image', `${file} is a colour image; a radiograph is grey-scale.`, file);
  }
  if (bitsAllocated !== 8 && bitsAllocated !== 16) {
    fail('unsupported-pixel-format', `${file} stores its pixels in ${bitsAllocated} bits; 8 and 16 can be read.`, file);
  }
}

interface Depth {
  readonly bitsStored: number;
  readonly highBit: number;
}

interface Containers {
  readonly samples: Uint8Array | Uint16Array;
  readonly depth: Depth;
}

async function frameContainers(dicom: DicomFile, layout: PixelLayout, frame: number, file: string): Promise<Containers> {
  const syntax = transferSyntax(dicom.transferSyntaxUid);
  if (syntax.coding === 'none') {
    return fail('unsupported-transfer-syntax', `${file} is compressed in a way that cannot be read here: ${syntax.name}.`, file);
  }
  const isEncapsulated = dicom.dataSet.elements.get(pixelDataTag)?.undefinedLength === true;
  if (isEncapsulated === (syntax.coding === 'native')) {
    return fail('damaged', `${file} contradicts itself: its image is not packed as its transfer syntax (${syntax.name}) says.`, file);
  }
  const encoded = encodedFrame(dicom.dataSet, layout, frame);
  if (encoded === null)
    return fail('truncated', `${file} does not hold all of its image: it was cut short. Copy it again from its source.`, file);
  try {
    return await decodeContainers(encoded, layout, syntax, sampleOrder(dicom, layout));
  } catch (error) {
    return explain(error, syntax, file);
  }
}

function sampleOrder({ dataSet }: DicomFile, { bitsAllocated }: PixelLayout): SampleOrder {
  const vr = dataSet.elements.get(pixelDataTag)?.vr;
  return { bitsAllocated, littleEndian: dataSet.encoding.littleEndian, inWords: vr === 'OW' };
}

/** What RLE and the codecs give. */
function codecOrder(bitsAllocated: number): SampleOrder {
  return { bitsAllocated, littleEndian: true, inWords: false };
}

async function decodeContainers(encoded: Uint8Array, layout: PixelLayout, syntax: TransferSyntax, order: SampleOrder): Promise<Containers> {
  const { rows, columns, bitsAllocated, bitsStored, highBit } = layout;
  const pixels = rows * columns;
  const stored = { bitsStored, highBit };
  switch (syntax.coding) {
    case 'native':
      return { samples: nativeContainers(encoded, pixels, order), depth: stored };
    case 'rle':
      return { samples: nativeContainers(decodeRle(encoded, pixels, bitsAllocated / 8), pixels, codecOrder(bitsAllocated)), depth: stored };
    case 'jpeg': {
      const { samples, precision } = decodeJpeg(encoded, rows, columns);
      return { samples, depth: depthOf(precision) };
    }
    case 'jpeg-ls':
    case 'jpeg-2000':
    case 'htj2k':
      return decodeByCodec(syntax.coding, encoded, rows, columns);
    case 'none':
      throw new JpegUnsupported('there is no decoder for it');
  }
}

async function decodeByCodec(codec: WasmCodec, encoded: Uint8Array, rows: number, columns: number): Promise<Containers> {
  // OpenJPEG makes a picture out of half a codestream without complaint.
  if (codec !== 'jpeg-ls' && !hasEndOfCodestream(encoded)) throw new CodecFailed('its codestream has no end');
  const frame = await decodeWithWasm(codec, encoded);
  const bitsAllocated = frame.bits > 8 ? 16 : 8;
  if (frame.components !== 1) throw new JpegUnsupported(`it has ${frame.components} components instead of one`);
  if (frame.bits > 16) throw new JpegUnsupported(`its samples have ${frame.bits} bits`);
  if (frame.width !== columns || frame.height !== rows || frame.bytes.length !== (rows * columns * bitsAllocated) / 8) {
    throw new CodecFailed(`it holds ${frame.width} x ${frame.height} pixels where ${columns} x ${rows} were announced`);
  }
  return { samples: nativeContainers(frame.bytes, rows * columns, codecOrder(bitsAllocated)), depth: depthOf(frame.bits) };
}

/** The marker FF D9 (ISO/IEC 15444-1 A.4.4), which may be followed by padding. */
function hasEndOfCodestream(bytes: Uint8Array): boolean {
  const tail = bytes.subarray(-32);
  return tail.some((byte, at) => byte === 0xff && tail[at + 1] === 0xd9);
}

/** The compressed stream knows best how many bits its samples have; headers are sometimes wrong about it. */
function depthOf(bits: number): Depth {
  return { bitsStored: bits, highBit: bits - 1 };
}

function explain(error: unknown, syntax: TransferSyntax, file: string): never {
  if (error instanceof JpegUnsupported) {
    return fail(
      'unsupported-transfer-syntax',
      `${file} is compressed (${syntax.name}) in a way that cannot be read here: ${error.message}.`,
      file,
    );
  }
  if (error instanceof JpegDamaged || error instanceof RleDamaged || error instanceof CodecFailed) {
    return fail(
      'damaged',
      `${file} holds a compressed image (${syntax.name}) that cannot be decoded: it was cut short or is damaged.`,
      file,
    );
  }
  throw error;
}
