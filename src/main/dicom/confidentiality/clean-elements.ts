import { type DataElement, type DataSet, readItems } from '../data-set';
import { plainText, plainTexts, valueBytes } from '../values';
import { cleanCode } from './clean-code';
import type { CleanElement } from './clean-element';
import { keyedUid } from './keyed-uid';
import { type AttributeRule, itemRules, type RuleTable, topRules } from './profile';

export interface Identity {
  /** Secret of one export: the same UID becomes the same other one within it, and nowhere else. */
  readonly key: Uint8Array;
  /** Takes the place of the patient's name and Patient ID. */
  readonly pseudonym: string;
}

const pixelDataTag = 0x7fe00010;

/** The elements that may stay, cleaned; sorted by tag, without the pixel data. What no rule names is left out. */
export function cleanElements(dataSet: DataSet, identity: Identity): CleanElement[] {
  const kept = cleaned(dataSet, topRules, identity);
  const there = new Set(kept.map(({ tag }) => tag));
  const added = [...topRules.values()].filter(({ tag, always, action }) => (always || action === 'D') && !there.has(tag));
  const explicit = dataSet.encoding.explicit;
  const dummies = added.map(({ tag, vr, action }) => ({
    tag,
    vr: explicit ? vr : '',
    value: action === 'D' ? text(identity.pseudonym) : nothing,
  }));
  return [...kept, ...dummies].sort((one, other) => one.tag - other.tag);
}

const nothing = new Uint8Array(0);
const text = (value: string): Uint8Array => Buffer.from(value, 'latin1');

function cleaned(dataSet: DataSet, rules: RuleTable, identity: Identity): CleanElement[] {
  return [...dataSet.elements.values()].flatMap((element) => {
    const rule = rules.get(element.tag);
    if (rule === undefined || element.tag === pixelDataTag || !isOfForm(element, rule, dataSet)) return [];
    const value = cleanValue(dataSet, rule, identity);
    return value === null ? [] : [{ tag: element.tag, vr: element.vr, value }];
  });
}

/** An element that says to be of another kind than the standard's is unknown, whatever its tag. */
function isOfForm({ vr }: DataElement, rule: AttributeRule, { encoding }: DataSet): boolean {
  if (!encoding.explicit) return vr === '';
  if (rule.vr === 'xs') return vr === 'US' || vr === 'SS';
  if (rule.vr === 'xw') return vr === 'US' || vr === 'SS' || vr === 'OW';
  return vr === rule.vr;
}

/** null removes the element. */
function cleanValue(dataSet: DataSet, rule: AttributeRule, identity: Identity): CleanElement['value'] | null {
  switch (rule.action) {
    case 'X':
      return null;
    case 'Z':
      return nothing;
    case 'D':
      return text(identity.pseudonym);
    case 'U': {
      const uid = plainText(dataSet, rule.tag);
      return uid === '' ? null : text(keyedUid(identity.key, uid));
    }
    case 'K':
      return rule.items === null ? keptValue(dataSet, rule) : keptItems(dataSet, rule.tag, rule.items, identity);
  }
}

function keptItems(dataSet: DataSet, tag: number, kind: 'code' | 'lut', identity: Identity): CleanElement['value'] | null {
  const items = readItems(dataSet, tag).flatMap((item) => {
    if (kind === 'code') return cleanCode(item);
    const elements = cleaned(item, itemRules.lut, identity);
    return isWholeTable(item, elements) ? [elements] : [];
  });
  return items.length === 0 ? null : items;
}

const lutDescriptorTag = 0x00283002;
const lutDataTag = 0x00283006;

/** A look-up table holds as many entries as its descriptor says, and nothing behind them (PS3.3 C.11.1.1). */
function isWholeTable(item: DataSet, elements: readonly CleanElement[]): boolean {
  const descriptor = valueBytes(item, lutDescriptorTag);
  const length = valueBytes(item, lutDataTag).length;
  if (descriptor.length !== 6 || !elements.some(({ tag }) => tag === lutDataTag)) return false;
  const stated = new DataView(descriptor.buffer, descriptor.byteOffset, 6).getUint16(0, item.encoding.littleEndian);
  const entries = stated === 0 ? 65_536 : stated;
  return length === 2 * entries || length === entries + (entries % 2);
}

function keptValue(dataSet: DataSet, { tag, vr, values }: AttributeRule): Uint8Array | null {
  if (values !== null) {
    const known = plainTexts(dataSet, tag).map((value) => (values.has(value) ? value : ''));
    return known.some((value) => value !== '') ? text(known.join('\\')) : null;
  }
  const bytes = valueBytes(dataSet, tag);
  if (vr === 'DS' || vr === 'IS') return plainTexts(dataSet, tag).every(isNumber) ? bytes : null;
  // Longer than its one value it would hold something else.
  if (vr === 'US' || vr === 'SS' || vr === 'xs') return bytes.length <= (tag === lutDescriptorTag ? 6 : 2) ? bytes : null;
  return bytes;
}

/** DS and IS hold numbers of up to 16 characters (PS3.5 table 6.2-1). */
function isNumber(value: string): boolean {
  return value === '' || /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value);
}
