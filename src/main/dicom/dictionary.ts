import { elements } from '@iwharris/dicom-data-dictionary';

/** What DICOM says of an element. */
export interface DictionaryEntry {
  readonly keyword: string;
  /** One value representation; of several that PS3.6 allows, the one that holds more. */
  readonly vr: string;
}

/** File meta information (PS3.10 table 7.1-1), which the dictionary at hand leaves out. */
const metaKeywords: Readonly<Record<number, DictionaryEntry>> = {
  0x00020000: { keyword: 'FileMetaInformationGroupLength', vr: 'UL' },
  0x00020001: { keyword: 'FileMetaInformationVersion', vr: 'OB' },
  0x00020002: { keyword: 'MediaStorageSOPClassUID', vr: 'UI' },
  0x00020003: { keyword: 'MediaStorageSOPInstanceUID', vr: 'UI' },
  0x00020010: { keyword: 'TransferSyntaxUID', vr: 'UI' },
  0x00020012: { keyword: 'ImplementationClassUID', vr: 'UI' },
  0x00020013: { keyword: 'ImplementationVersionName', vr: 'SH' },
  0x00020016: { keyword: 'SourceApplicationEntityTitle', vr: 'AE' },
  0x00020017: { keyword: 'SendingApplicationEntityTitle', vr: 'AE' },
  0x00020018: { keyword: 'ReceivingApplicationEntityTitle', vr: 'AE' },
  0x00020100: { keyword: 'PrivateInformationCreatorUID', vr: 'UI' },
  0x00020102: { keyword: 'PrivateInformation', vr: 'OB' },
};

const unknown: DictionaryEntry = { keyword: '', vr: '' };

/** '(0010,0010)' */
export function tagText(tag: number): string {
  const hex = tag.toString(16).toUpperCase().padStart(8, '0');
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

/** The entry of PS3.6 chapter 6 (and 7, 8) for an element; that of repeating groups (50xx, 60xx) for each of them. */
export function dictionaryEntry(tag: number): DictionaryEntry {
  const group = tag >>> 16;
  const element = tag & 0xffff;
  const meta = metaKeywords[tag];
  if (meta !== undefined) return meta;
  if (group % 2 === 1) return element >= 0x10 && element <= 0xff ? { keyword: 'PrivateCreator', vr: 'LO' } : unknown;
  const stated = tagText(tag);
  const repeating = group >>> 8 === 0x50 || group >>> 8 === 0x60 ? `${stated.slice(0, 3)}xx${stated.slice(5)}` : stated;
  const found = elements[stated] ?? elements[repeating];
  if (found === undefined) return element === 0 ? { keyword: 'GroupLength', vr: 'UL' } : unknown;
  return { keyword: found.keyword.replaceAll('\u200b', ''), vr: found.vr.split(' or ').at(-1)?.trim().slice(0, 2) ?? '' };
}
