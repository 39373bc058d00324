import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findElement, replaceText, samplePath, samples } from '../test/support/sample-files';

const sharedFolder = process.env['PNEUMOSCOPE_SHARED'] ?? '../shared';
const realFolders = ['rsna', 'rsna_test'].map((name) => join(sharedFolder, 'data', name, 'stage_2_train_images'));

/**
 * Puts `count` DICOM radiographs into a folder: RSNA's own where the shared data is at hand, else the bundled samples over and
 * over, each copy under UIDs of its own. Returns where they come from.
 */
export function gatherRadiographs(folder: string, count: number): string {
  mkdirSync(folder, { recursive: true });
  const real = realFolders.filter((each) => existsSync(each)).flatMap((each) => readdirSync(each).map((name) => join(each, name)));
  if (real.length >= count) {
    real.slice(0, count).forEach((file, index) => copyFileSync(file, join(folder, nameOf(index))));
    return `${String(count)} radiographs of the RSNA set`;
  }
  for (let index = 0; index < count; index += 1) {
    const bytes = readFileSync(samplePath(index % samples().length));
    writeFileSync(join(folder, nameOf(index)), underOtherUids(bytes, index));
  }
  return `${String(count)} copies of the bundled samples`;
}

function nameOf(index: number): string {
  return `${String(index).padStart(4, '0')}.dcm`;
}

/** Study, series and SOP Instance UID with their last four digits replaced by the copy's number. */
function underOtherUids(bytes: Buffer, index: number): Buffer {
  const uids = [
    [0x0008, 0x0018],
    [0x0020, 0x000d],
    [0x0020, 0x000e],
  ] as const;
  return uids.reduce<Buffer>((changed, [group, element]) => {
    const uid = findElement(changed, group, element, 'UI').value.replace(/\0$/, '');
    return replaceText(changed, uid, uid.slice(0, -4) + String(1000 + index).slice(-4));
  }, bytes);
}
