import { readItems } from './data-set';
import { type DicomFile, openDicom } from './dicom-file';
import { tags } from './tags';
import { plainText, plainTexts } from './values';

const mediaStorageDirectory = '1.2.840.10008.1.3.10';
const directoryRecordSequence = 0x00041220;
const referencedFileId = 0x00041500;

/** True for a directory of a medium's files rather than an image. */
export function isDicomdir({ meta, dataSet }: DicomFile): boolean {
  const stated = meta !== null && plainText(meta, tags.mediaStorageSopClassUid) === mediaStorageDirectory;
  return stated || dataSet.elements.has(directoryRecordSequence);
}

/**
 * The files that a DICOMDIR names (PS3.3 annex F), each as its path's components; null if the bytes are no DICOMDIR. Records are read one
 * after the other: the offsets that link them are often wrong, and every file is wanted.
 *
 * @throws ExpectedFailure truncated
 */
export function dicomdirFiles(bytes: Uint8Array, file: string): string[][] | null {
  const dicom = openDicom(bytes, file);
  if (!isDicomdir(dicom)) return null;
  return readItems(dicom.dataSet, directoryRecordSequence)
    .map((record) => plainTexts(record, referencedFileId).filter((component) => component !== ''))
    .filter((components) => components.length > 0);
}
