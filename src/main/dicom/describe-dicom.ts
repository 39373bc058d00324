import { fail } from '../../shared/failure';
import type { ImageDescription } from '../../shared/study';
import type { DataSet } from './data-set';
import { isDicomdir } from './dicomdir';
import { derivedUid } from './derived-uid';
import { describeSpacing } from './describe-spacing';
import type { DicomFile } from './dicom-file';
import { readablePersonName } from './person-name';
import { checkPixelData, pixelLayout } from './pixel-layout';
import { tags } from './tags';
import { ageYears, decimal, firstItem, isoDate, isoTime, plainText, text } from './values';

/** Describes an opened DICOM file, given its bytes; see describeImage for what it throws. A missing UID is derived from the bytes. */
export function describeDicom(dicom: DicomFile, bytes: Uint8Array, file: string): ImageDescription {
  const { dataSet, meta } = dicom;
  if (isDicomdir(dicom)) fail('no-pixel-data', `${file} is a DICOMDIR, the list of a medium's files, not an image.`, file);
  const layout = pixelLayout(dataSet, file);
  checkPixelData(dicom, layout, file);
  return {
    fileFormat: 'dicom',
    ...patient(dataSet),
    studyInstanceUid: plainText(dataSet, tags.studyInstanceUid) || derivedUid(bytes, 'study'),
    studyDate: isoDate(plainText(dataSet, tags.studyDate)),
    studyTime: isoTime(plainText(dataSet, tags.studyTime)),
    studyDescription: text(dataSet, tags.studyDescription),
    accessionNumber: text(dataSet, tags.accessionNumber),
    seriesInstanceUid: plainText(dataSet, tags.seriesInstanceUid) || derivedUid(bytes, 'series'),
    seriesDescription: text(dataSet, tags.seriesDescription),
    modality: plainText(dataSet, tags.modality).toUpperCase(),
    bodyPartExamined: plainText(dataSet, tags.bodyPartExamined).toUpperCase(),
    viewPosition: viewPosition(dataSet),
    laterality: plainText(dataSet, tags.imageLaterality) || plainText(dataSet, tags.laterality),
    manufacturer: text(dataSet, tags.manufacturer),
    sopInstanceUid:
      plainText(dataSet, tags.sopInstanceUid) ||
      (meta === null ? '' : plainText(meta, tags.mediaStorageSopInstanceUid)) ||
      derivedUid(bytes, 'instance'),
    sopClassUid: plainText(dataSet, tags.sopClassUid) || (meta === null ? '' : plainText(meta, tags.mediaStorageSopClassUid)),
    transferSyntaxUid: dicom.transferSyntaxUid,
    instanceNumber: decimal(dataSet, tags.instanceNumber),
    rows: layout.rows,
    columns: layout.columns,
    numberOfFrames: layout.numberOfFrames,
    samplesPerPixel: layout.samplesPerPixel,
    bitsAllocated: layout.bitsAllocated,
    bitsStored: layout.bitsStored,
    photometricInterpretation: layout.photometricInterpretation,
    ...describeSpacing(dataSet),
  };
}

function patient(
  dataSet: DataSet,
): Pick<ImageDescription, 'patientId' | 'patientName' | 'patientSex' | 'patientBirthDate' | 'patientAgeYears'> {
  const sex = plainText(dataSet, tags.patientSex).toUpperCase();
  const birthDate = isoDate(plainText(dataSet, tags.patientBirthDate));
  return {
    patientId: text(dataSet, tags.patientId),
    patientName: readablePersonName(text(dataSet, tags.patientName, '^=')),
    patientSex: sex === 'M' || sex === 'F' || sex === 'O' ? sex : '',
    patientBirthDate: birthDate,
    patientAgeYears: ageYears(plainText(dataSet, tags.patientAge)) ?? ageAt(birthDate, isoDate(plainText(dataSet, tags.studyDate))),
  };
}

/** Whole years from birth to study; both ISO dates. */
function ageAt(birthDate: string | null, studyDate: string | null): number | null {
  if (birthDate === null || studyDate === null || studyDate < birthDate) return null;
  const years = Number(studyDate.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return studyDate.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** (0018,5101), or the meaning of the view's code where a writer gives only that (PS3.3 C.8.11.5: DX images). */
function viewPosition(dataSet: DataSet): string {
  const stated = plainText(dataSet, tags.viewPosition).toUpperCase();
  if (stated !== '') return stated;
  const code = firstItem(dataSet, tags.viewCodeSequence);
  return code === null ? '' : text(code, tags.codeMeaning).toUpperCase();
}
