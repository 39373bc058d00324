import { topRules } from '../../src/main/dicom/confidentiality/profile';

// A radiograph of 2 x 2 pixels with a marker in every text it could hold: built here byte by byte, not with the writer under test.

const long = ['OB', 'OW', 'SQ', 'UN', 'UT', 'UC', 'UR'];
const binary = ['US', 'SS', 'xs', 'xw', 'ox', 'OB', 'OW', 'SQ'];

function element(tag: number, vr: string, value: Buffer): Buffer {
  const even = value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.from([vr === 'UI' ? 0 : 0x20])]);
  const head = Buffer.alloc(long.includes(vr) ? 12 : 8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(vr, 4, 'latin1');
  if (long.includes(vr)) head.writeUInt32LE(even.length, 8);
  else head.writeUInt16LE(even.length, 6);
  return Buffer.concat([head, even]);
}

const text = (tag: number, vr: string, value: string): Buffer => element(tag, vr, Buffer.from(value, 'latin1'));
const number = (tag: number, value: number): Buffer => element(tag, 'US', Buffer.from([value & 255, value >> 8]));

function sequence(tag: number, ...items: readonly Buffer[]): Buffer {
  const wrapped = items.map((item) => {
    const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    head.writeUInt32LE(item.length, 4);
    return Buffer.concat([head, item]);
  });
  return element(tag, 'SQ', Buffer.concat(wrapped));
}

/** A file that holds `marker` in each string attribute of the profile, in unknown and private ones, in nested items, its meta and its preamble. */
export function plantedDicom(marker: string): Buffer {
  const nested = Buffer.concat([text(0x00080080, 'LO', marker), text(0x00100010, 'PN', marker), text(0x00090010, 'LO', marker)]);
  const own = new Map<number, Buffer>([
    [0x00080016, text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.1.1')],
    [0x00080018, text(0x00080018, 'UI', '1.2.3.4.5')],
    [0x0020000d, text(0x0020000d, 'UI', `1.2.${marker}`)],
    [0x0020000e, text(0x0020000e, 'UI', `1.2.3.${marker}`)],
    [0x00280002, number(0x00280002, 1)],
    [0x00280004, text(0x00280004, 'CS', 'MONOCHROME2')],
    [0x00280010, number(0x00280010, 2)],
    [0x00280011, number(0x00280011, 2)],
    [0x00280100, number(0x00280100, 16)],
    [0x00280101, number(0x00280101, 12)],
    [0x00280102, number(0x00280102, 11)],
    [0x00280103, number(0x00280103, 0)],
    // numbers that are longer than their one value, and look-up tables that are not what they say
    [0x00280106, element(0x00280106, 'US', Buffer.from(marker))],
    [
      0x00283010,
      sequence(
        0x00283010,
        Buffer.concat([
          element(0x00283002, 'US', Buffer.from([2, 0, 0, 0, 16, 0])),
          element(0x00283006, 'OW', Buffer.from(marker.repeat(9))),
        ]),
      ),
    ],
    [0x00283000, sequence(0x00283000, nested)],
    [
      0x00082218,
      sequence(0x00082218, Buffer.concat([text(0x00080100, 'SH', marker), text(0x00080102, 'SH', 'SRT'), text(0x00080104, 'LO', marker)])),
    ],
    [
      0x00540220,
      sequence(
        0x00540220,
        Buffer.concat([
          text(0x00080100, 'SH', 'R-10214'),
          text(0x00080102, 'SH', 'SNM3'),
          text(0x00080104, 'LO', marker),
          sequence(0x00540222, nested),
        ]),
        nested,
      ),
    ],
    // a known attribute as an unknown kind, unknown and private ones
    [0x00180050, element(0x00180050, 'UN', Buffer.from(marker))],
    [0x00180012, sequence(0x00180012, Buffer.concat([nested, sequence(0x00180014, nested)]))],
    [0x00090010, text(0x00090010, 'LO', marker)],
    [0x00091001, text(0x00091001, 'UN', marker)],
    [0x00111001, sequence(0x00111001, nested)],
    [0x7fdf0010, text(0x7fdf0010, 'UT', marker)],
    [0x7fe00010, element(0x7fe00010, 'OW', Buffer.from([0, 0, 0xe8, 3, 0xd0, 7, 0xff, 0x0f]))],
  ]);
  for (const { tag, vr } of topRules.values()) {
    if (own.has(tag) || tag > 0x7fe00010) continue;
    if (!binary.includes(vr)) own.set(tag, text(tag, vr, marker));
    else if (vr === 'SQ') own.set(tag, sequence(tag, nested));
    else if (vr === 'OB' || vr === 'OW') own.set(tag, element(tag, vr, Buffer.from(marker)));
  }
  const body = [...own].sort(([one], [other]) => one - other).map(([, bytes]) => bytes);
  const meta = Buffer.concat([
    text(0x00020002, 'UI', '1.2.840.10008.5.1.4.1.1.1.1'),
    text(0x00020003, 'UI', `1.2.${marker}`),
    text(0x00020010, 'UI', '1.2.840.10008.1.2.1'),
    text(0x00020013, 'SH', marker),
    text(0x00020016, 'AE', marker),
    text(0x00020100, 'UI', marker),
    element(0x00020102, 'OB', Buffer.from(marker)),
  ]);
  const preamble = Buffer.alloc(128, marker);
  const trailing = [sequence(0xfffafffa, nested), element(0xfffcfffc, 'OB', Buffer.from(marker))];
  return Buffer.concat([preamble, Buffer.from('DICM'), meta, ...body, ...trailing]);
}
