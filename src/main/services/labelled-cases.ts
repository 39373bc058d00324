import type { LabelledImage } from '../dataset/labels/labelled-image';
import type { Database } from '../store/database';
import { originalPath } from '../store/image-files';
import { labelledImages } from '../store/verdicts';

/** The reader's own verdicts as labels, in the order in which the images were imported. */
export function labelledCases(db: Database, storeFolder: string): readonly LabelledImage[] {
  return labelledImages(db).map(({ instanceId, sha256, patientKey, positive, class: finding, boxes }) => ({
    name: String(instanceId).padStart(10, '0'),
    file: originalPath(storeFolder, sha256),
    patient: String(patientKey),
    positive,
    class: finding,
    boxes,
    label: null,
  }));
}
