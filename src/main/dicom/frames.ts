import { type DataElement, type DataSet, pixelDataTag, readFragments } from './data-set';
import type { PixelLayout } from './pixel-layout';
import { tags } from './tags';
import { valueBytes } from './values';

/** The bytes of one frame, still encoded; null where the file does not hold it. */
export function encodedFrame(dataSet: DataSet, layout: PixelLayout, frame: number): Uint8Array | null {
  const element = dataSet.elements.get(pixelDataTag);
  if (element === undefined) return null;
  if (element.undefinedLength) return encapsulatedFrame(dataSet, element, layout.numberOfFrames, frame);
  const end = Math.min(element.offset + element.length, dataSet.bytes.length);
  const frameBytes = Math.ceil((layout.rows * layout.columns * layout.samplesPerPixel * layout.bitsAllocated) / 8);
  const start = element.offset + frame * frameBytes;
  // An odd frame's last byte may come swapped with the one behind it.
  const wordEnd = Math.min(start + frameBytes + (frameBytes & 1), end);
  return start + frameBytes > end ? null : dataSet.bytes.subarray(start, wordEnd);
}

/** PS3.5 A.4: a frame is one or more fragments; the offset tables say which, where they are filled in. */
function encapsulatedFrame(dataSet: DataSet, element: DataElement, frames: number, frame: number): Uint8Array | null {
  const [offsetTable, ...fragments] = readFragments(dataSet, element).fragments;
  if (offsetTable === undefined || fragments.length === 0) return null;
  if (frames === 1) return frame === 0 ? joined(fragments) : null;
  if (fragments.length === frames) return fragments[frame] ?? null;
  const groups = byOffsets(fragments, frameOffsets(dataSet, offsetTable)) ?? byEndMarkers(fragments);
  const group = groups[frame];
  return group === undefined ? null : joined(group);
}

/** Offsets of the frames from the first fragment's item tag, from the basic or the extended offset table (C.7.6.3.1.8). */
function frameOffsets(dataSet: DataSet, basicOffsetTable: Uint8Array): number[] {
  const offsets: number[] = [];
  const extended = valueBytes(dataSet, tags.extendedOffsetTable);
  const table = extended.length > 0 ? extended : basicOffsetTable;
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  if (extended.length > 0) for (let at = 0; at + 8 <= table.length; at += 8) offsets.push(Number(view.getBigUint64(at, true)));
  else for (let at = 0; at + 4 <= table.length; at += 4) offsets.push(view.getUint32(at, true));
  return offsets;
}

function byOffsets(fragments: readonly Uint8Array[], offsets: readonly number[]): Uint8Array[][] | null {
  if (offsets.length < 2) return null;
  const groups: Uint8Array[][] = [];
  let position = 0;
  for (const fragment of fragments) {
    if (position === offsets[groups.length]) groups.push([]);
    const group = groups.at(-1);
    if (group === undefined) return null;
    group.push(fragment);
    position += 8 + fragment.length;
  }
  return groups.length === offsets.length ? groups : null;
}

/** Without offsets a frame ends with the fragment that ends with an end-of-image (JPEG) or end-of-codestream (JPEG 2000) marker, FF D9. */
function byEndMarkers(fragments: readonly Uint8Array[]): Uint8Array[][] {
  const groups: Uint8Array[][] = [[]];
  fragments.forEach((fragment, index) => {
    groups.at(-1)?.push(fragment);
    const tail = fragment.subarray(-10);
    const ends = tail.some((byte, at) => byte === 0xff && tail[at + 1] === 0xd9);
    if (ends && index < fragments.length - 1) groups.push([]);
  });
  return groups;
}

function joined(fragments: readonly Uint8Array[]): Uint8Array {
  const [only] = fragments;
  if (only !== undefined && fragments.length === 1) return only;
  const whole = new Uint8Array(fragments.reduce((sum, fragment) => sum + fragment.length, 0));
  let position = 0;
  for (const fragment of fragments) {
    whole.set(fragment, position);
    position += fragment.length;
  }
  return whole;
}
