import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDicom } from '../../src/main/dicom/write-dicom';

const digitalXRay = '1.2.840.10008.5.1.4.1.1.1.1';

export interface RadiographChanges {
  readonly sopInstanceUid?: string;
  readonly modality?: string;
  readonly patientId?: string;
  /** As DICOM writes it, in UTF-8. */
  readonly name?: string;
  /** YYYYMMDD */
  readonly date?: string;
}

/** A DICOM radiograph of 64 by 64 pixels; each `n` is another patient, study and picture. */
export function radiograph(n: number, changes: RadiographChanges = {}): Uint8Array {
  const uid = `1.2.826.0.1.3680043.10.1.${String(n)}`;
  const sopInstanceUid = changes.sopInstanceUid ?? `${uid}.1.1`;
  const pixels = Uint8Array.from({ length: 64 * 64 }, (_, index) => (index * (n + 1)) % 251);
  return writeDicom(digitalXRay, sopInstanceUid, [
    { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 192' },
    { tag: 0x00080016, vr: 'UI', value: digitalXRay },
    { tag: 0x00080018, vr: 'UI', value: sopInstanceUid },
    { tag: 0x00080020, vr: 'CS', value: changes.date ?? '' },
    { tag: 0x00080060, vr: 'CS', value: changes.modality ?? 'DX' },
    { tag: 0x00081030, vr: 'LO', value: 'Chest' },
    { tag: 0x00100010, vr: 'LO', value: asBytes(changes.name ?? '') },
    { tag: 0x00100020, vr: 'LO', value: changes.patientId ?? `P${String(n)}` },
    { tag: 0x00180015, vr: 'CS', value: 'CHEST' },
    { tag: 0x00185101, vr: 'CS', value: 'PA' },
    { tag: 0x0020000d, vr: 'UI', value: uid },
    { tag: 0x0020000e, vr: 'UI', value: `${uid}.1` },
    { tag: 0x00280002, vr: 'US', value: [1] },
    { tag: 0x00280004, vr: 'CS', value: 'MONOCHROME2' },
    { tag: 0x00280010, vr: 'US', value: [64] },
    { tag: 0x00280011, vr: 'US', value: [64] },
    { tag: 0x00280100, vr: 'US', value: [8] },
    { tag: 0x00280101, vr: 'US', value: [8] },
    { tag: 0x00280102, vr: 'US', value: [7] },
    { tag: 0x00280103, vr: 'US', value: [0] },
    { tag: 0x7fe00010, vr: 'OB', value: pixels },
  ]);
}

/** Text as the writer takes it, a character a byte: readers go by the tag and the character set, not by the VR. */
function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Fills a folder with radiographs 0 to count - 1, a file each. */
export function writeRadiographs(folder: string, count: number): string {
  mkdirSync(folder, { recursive: true });
  for (let n = 0; n < count; n += 1) writeFileSync(join(folder, `${String(n).padStart(4, '0')}.dcm`), radiograph(n));
  return folder;
}
