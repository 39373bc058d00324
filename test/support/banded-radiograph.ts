import { writeDicom } from '../../src/main/dicom/write-dicom';

const computedRadiography = '1.2.840.10008.5.1.4.1.1.1';
const uid = '1.2.826.0.1.3680043.10.1.4711';

/** Four bands from left to right, so that the middle of each is flat at every zoom. */
export const bands = [500, 1500, 2500, 3500] as const;
export const bandWidth = 100;

/**
 * A radiograph of 400 by 500 pixels of 0.5 mm, in four bands of known values, that asks to be shown through a sigmoid and offers another
 * window beside one that is none.
 */
export function bandedRadiograph(): Uint8Array {
  const [width, height] = [bandWidth * bands.length, 500];
  const values = Uint16Array.from({ length: width * height }, (_, at) => bands[Math.floor((at % width) / bandWidth)] ?? 0);
  return writeDicom(computedRadiography, `${uid}.1.1`, [
    { tag: 0x00080016, vr: 'UI', value: computedRadiography },
    { tag: 0x00080018, vr: 'UI', value: `${uid}.1.1` },
    { tag: 0x00080060, vr: 'CS', value: 'CR' },
    { tag: 0x00081030, vr: 'LO', value: 'Chest' },
    { tag: 0x00082218, vr: 'SQ', value: [[{ tag: 0x00080104, vr: 'LO', value: 'Thorax' }]] },
    { tag: 0x00090010, vr: 'LO', value: 'ACME 1.1' },
    { tag: 0x00091001, vr: 'LO', value: 'anode 7' },
    { tag: 0x00100010, vr: 'LO', value: 'Bandmann^Berta' },
    { tag: 0x00100020, vr: 'LO', value: 'B-4711' },
    { tag: 0x00180015, vr: 'CS', value: 'CHEST' },
    { tag: 0x00185101, vr: 'CS', value: 'PA' },
    { tag: 0x0020000d, vr: 'UI', value: uid },
    { tag: 0x0020000e, vr: 'UI', value: `${uid}.1` },
    { tag: 0x00200020, vr: 'CS', value: 'L\\F' },
    { tag: 0x00280002, vr: 'US', value: [1] },
    { tag: 0x00280004, vr: 'CS', value: 'MONOCHROME2' },
    { tag: 0x00280010, vr: 'US', value: [height] },
    { tag: 0x00280011, vr: 'US', value: [width] },
    { tag: 0x00280030, vr: 'DS', value: '0.5\\0.5' },
    { tag: 0x00280100, vr: 'US', value: [16] },
    { tag: 0x00280101, vr: 'US', value: [12] },
    { tag: 0x00280102, vr: 'US', value: [11] },
    { tag: 0x00280103, vr: 'US', value: [0] },
    { tag: 0x00281050, vr: 'DS', value: '2048\\1500\\10' },
    { tag: 0x00281051, vr: 'DS', value: '4096\\2001\\-5' },
    { tag: 0x00281055, vr: 'LO', value: 'NORMAL\\HARDER\\BROKEN' },
    { tag: 0x00281056, vr: 'CS', value: 'SIGMOID' },
    { tag: 0x7fe00010, vr: 'OW', value: new Uint8Array(values.buffer) },
  ]);
}
