import type { DataSet } from '../data-set';
import { plainText } from '../values';
import type { CleanElement } from './clean-element';

const codeValueTag = 0x00080100;
const codingSchemeTag = 0x00080102;
const codeMeaningTag = 0x00080104;

/** Coding schemes whose codes can be told from text by their form (PS3.16 table 8-1). */
const codeForms: Readonly<Record<string, RegExp>> = {
  SCT: /^\d{6,18}$/,
  SRT: /^[A-Z]-[0-9A-F]{4,5}$/,
  SNM3: /^[A-Z]-[0-9A-F]{4,5}$/,
  DCM: /^\d{5,6}$/,
};

/** CID 4010 (views of a digital radiograph) and the chest of CID 4009: what the code means, so that the meaning needs not be copied. */
const meanings: Readonly<Record<string, string>> = {
  'R-10206': 'antero-posterior',
  '399348003': 'antero-posterior',
  'R-10214': 'postero-anterior',
  '272479007': 'postero-anterior',
  'R-10232': 'right lateral',
  '399198007': 'right lateral',
  'R-10236': 'left lateral',
  '399173006': 'left lateral',
  'T-D3000': 'Chest',
  '51185008': 'Chest',
};

/**
 * An item of a code sequence with its code alone: the meaning is free text in a file, so it is written anew. Empty where the code is not of
 * the form that its scheme has.
 */
export function cleanCode(item: DataSet): CleanElement[][] {
  const value = plainText(item, codeValueTag);
  const scheme = plainText(item, codingSchemeTag);
  if (!Object.hasOwn(codeForms, scheme) || codeForms[scheme]?.test(value) !== true) return [];
  const element = (tag: number, vr: string, written: string): CleanElement => ({
    tag,
    vr: item.encoding.explicit ? vr : '',
    value: Buffer.from(written, 'latin1'),
  });
  return [
    [
      element(codeValueTag, 'SH', value),
      element(codingSchemeTag, 'SH', scheme),
      element(codeMeaningTag, 'LO', meanings[value] ?? `${scheme} ${value}`),
    ],
  ];
}
