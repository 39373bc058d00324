import { checksumOf, sha256Of } from '../dataset/checksum';
import type { DatasetRecord } from '../dataset/dataset-record';
import { perceptualHash } from '../dataset/perceptual-hash';
import { decodePixels } from '../dicom/decode-pixels';
import { describeImage } from '../dicom/describe-image';
import { toGreyImage } from '../dicom/grey-levels';
import { type PictureForm, toNetworkInput, toPictureBytes } from '../preprocess/network-input';
import { readFileBytes } from './read-bytes';

/** Reads, hashes, describes, decodes and prepares an image for a dataset's picture store. */
export async function datasetRecord(file: string, form: PictureForm): Promise<DatasetRecord> {
  const { bytes, modifiedAtMs } = readFileBytes(file, file);
  const description = describeImage(bytes, file);
  const image = toGreyImage(await decodePixels(bytes, file));
  const picture = toPictureBytes(toNetworkInput(image, form).values, form.preprocessing);
  return {
    facts: {
      sha256: sha256Of(bytes),
      byteLength: bytes.length,
      modifiedAtMs,
      widthPixels: image.width,
      heightPixels: image.height,
      patientId: description.patientId,
      sex: description.patientSex,
      ageYears: description.patientAgeYears,
      view: description.viewPosition,
      scanner: description.manufacturer,
      photometricInterpretation: description.photometricInterpretation,
      perceptualHash: perceptualHash(picture, form.size),
    },
    picture,
    checksum: checksumOf(picture),
  };
}
