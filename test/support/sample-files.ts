import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelCard } from '../../src/shared/model-card';
import type { SampleStudy } from '../../src/shared/study';

export const samplesFolder = join(import.meta.dirname, '../../resources/samples');
const modelsFolder = join(import.meta.dirname, '../../resources/models');

export function samples(): readonly SampleStudy[] {
  return JSON.parse(readFileSync(join(samplesFolder, 'samples.json'), 'utf8')) as SampleStudy[];
}

/** The absolute path of a bundled sample: real radiographs of the RSNA challenge. */
export function samplePath(index: number): string {
  const sample = samples()[index];
  if (!sample) throw new Error(`there is no bundled sample ${index}`);
  return join(samplesFolder, sample.file);
}

/** What the shipped model's card says that a bundled sample scores, as the window shows it. */
export function recordedScore(index: number): string {
  const [id = ''] = readdirSync(modelsFolder);
  const { recordedScores } = JSON.parse(readFileSync(join(modelsFolder, id, 'model-card.json'), 'utf8')) as ModelCard;
  const recorded = recordedScores.find(({ sample }) => sample === samples()[index]?.file);
  if (!recorded) throw new Error(`the shipped model's card records no score of the sample ${index}`);
  return recorded.probability.toFixed(2);
}

/** Replaces ASCII text in a file's bytes by text of the same length, at every place it occurs; throws where it occurs nowhere. */
export function replaceText(bytes: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new Error('the replacement must be as long as what it replaces');
  const changed = Buffer.from(bytes);
  let places = 0;
  for (let at = changed.indexOf(from); at >= 0; at = changed.indexOf(from, at + to.length)) {
    changed.write(to, at, 'latin1');
    places += 1;
  }
  if (places === 0) throw new Error(`${JSON.stringify(from)} does not occur`);
  return changed;
}

/** The value of an explicit-VR element with a two-byte length and where it lies; throws where the element is absent. */
export function findElement(bytes: Buffer, group: number, element: number, vr: string): { at: number; value: string } {
  const tag = Buffer.from([group & 0xff, group >> 8, element & 0xff, element >> 8, ...Buffer.from(vr)]);
  const start = bytes.indexOf(tag);
  if (start < 0) throw new Error(`no element ${group.toString(16)},${element.toString(16)} ${vr}`);
  const at = start + tag.length + 2;
  return { at, value: bytes.toString('latin1', at, at + bytes.readUInt16LE(start + tag.length)) };
}

/** Overwrites an element's value with text of the same length. */
export function setElement(bytes: Buffer, group: number, element: number, vr: string, text: string): Buffer {
  const { at, value } = findElement(bytes, group, element, vr);
  if (text.length !== value.length) throw new Error(`${JSON.stringify(text)} is not as long as ${JSON.stringify(value)}`);
  const changed = Buffer.from(bytes);
  changed.write(text, at, 'latin1');
  return changed;
}

/** A folder of files that must each be taken in or refused with their own reason, made out of a bundled sample. */
export function writeMixedFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const sample = readFileSync(samplePath(0));
  const files: Record<string, Buffer> = {
    'good.dcm': sample,
    'good-without-extension': otherInstance(readFileSync(samplePath(1)), '7'),
    'lateral.dcm': otherInstance(setElement(sample, 0x0018, 0x5101, 'CS', 'LL'), '8'),
    'computed-tomography.dcm': otherInstance(setElement(sample, 0x0008, 0x0060, 'CS', 'CT'), '9'),
    'truncated.dcm': sample.subarray(0, Math.floor(sample.length / 2)),
    'empty.dcm': Buffer.alloc(0),
    'letter.dcm': Buffer.from('This is a letter, not a radiograph.\n'.repeat(20)),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** The same image under another SOP Instance UID: its last digit replaced. */
export function otherInstance(bytes: Buffer, digit: string): Buffer {
  const { value } = findElement(bytes, 0x0008, 0x0018, 'UI');
  const uid = value.replace(/\0$/, '');
  const other = uid.slice(0, -1) + (uid.endsWith(digit) ? '0' : digit);
  return replaceText(bytes, uid, other);
}

/** The same file with the first bytes of its JPEG picture overwritten: a header that promises an image nobody can decode. */
export function withoutJpegHeader(bytes: Buffer): Buffer {
  const start = bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
  if (start < 0) throw new Error('there is no JPEG picture in this file');
  const changed = Buffer.from(bytes);
  return changed.fill(0x20, start + 2, start + 600);
}
