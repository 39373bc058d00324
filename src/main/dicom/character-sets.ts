import { TextDecoder } from 'node:util';

/**
 * Text of a DICOM header by its Specific Character Set (0008,0005): PS3.3 C.12.1.1.2 and PS3.5 section 6.1, with the code extensions of
 * ISO/IEC 2022 that Japanese, Korean and Chinese names use.
 */

type Charset =
  | 'ascii'
  | 'iso-8859-2'
  | 'iso-8859-3'
  | 'iso-8859-4'
  | 'iso-8859-5'
  | 'iso-8859-6'
  | 'iso-8859-7'
  | 'iso-8859-8'
  | 'iso-8859-15'
  | 'latin1'
  | 'windows-1254'
  | 'windows-874'
  | 'shift_jis'
  | 'euc-kr'
  | 'gb18030'
  | 'gbk'
  | 'utf-8'
  | 'jis-x-0208'
  | 'jis-x-0212';

/** By defined term, without the prefix 'ISO 2022 ' or 'ISO_'. TextDecoder reads Latin-5 as windows-1254 and TIS-620 as windows-874: supersets. */
const charsetByTerm: Readonly<Record<string, Charset>> = {
  'IR 6': 'ascii',
  'IR 100': 'latin1',
  'IR 101': 'iso-8859-2',
  'IR 109': 'iso-8859-3',
  'IR 110': 'iso-8859-4',
  'IR 144': 'iso-8859-5',
  'IR 127': 'iso-8859-6',
  'IR 126': 'iso-8859-7',
  'IR 138': 'iso-8859-8',
  'IR 148': 'windows-1254',
  'IR 203': 'iso-8859-15',
  'IR 13': 'shift_jis',
  'IR 166': 'windows-874',
  'IR 87': 'jis-x-0208',
  'IR 159': 'jis-x-0212',
  'IR 149': 'euc-kr',
  'IR 58': 'gbk',
  'IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** The escape sequences of PS3.3 tables C.12-3 and C.12-4, without their ESC. */
const charsetByEscape: readonly (readonly [escape: string, charset: Charset])[] = [
  ['$)C', 'euc-kr'],
  ['$)A', 'gbk'],
  ['$(D', 'jis-x-0212'],
  ['$B', 'jis-x-0208'],
  ['$@', 'jis-x-0208'],
  ['(B', 'ascii'],
  ['(J', 'ascii'],
  [')I', 'shift_jis'],
  ['(I', 'shift_jis'],
  ['-A', 'latin1'],
  ['-B', 'iso-8859-2'],
  ['-C', 'iso-8859-3'],
  ['-D', 'iso-8859-4'],
  ['-L', 'iso-8859-5'],
  ['-G', 'iso-8859-6'],
  ['-F', 'iso-8859-7'],
  ['-H', 'iso-8859-8'],
  ['-M', 'windows-1254'],
  ['-b', 'iso-8859-15'],
  ['-T', 'windows-874'],
];

const escapeCode = 0x1b;
const decoders = new Map<string, TextDecoder>();

function decoder(label: string): TextDecoder {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  const made = new TextDecoder(label);
  decoders.set(label, made);
  return made;
}

/**
 * Decodes a text value.
 *
 * @param specificCharacterSet the values of (0008,0005); empty for the default repertoire
 * @param delimiters characters at which an escape's effect ends (PS3.5 6.1.2.5.3): '^=' for person names
 */
export function decodeText(bytes: Uint8Array, specificCharacterSet: readonly string[], delimiters = ''): string {
  const initial = charsetOf(specificCharacterSet[0] ?? '');
  if (isPlainAscii(bytes)) return String.fromCharCode(...bytes);
  if (!bytes.includes(escapeCode)) return decodeRun(bytes, initial);
  return decodeWithEscapes(bytes, initial, new Set([0x0a, 0x0d, 0x0c, ...Array.from(delimiters, (letter) => letter.charCodeAt(0))]));
}

function charsetOf(term: string): Charset {
  const bare = term
    .trim()
    .toUpperCase()
    .replace(/^ISO[ _]2022[ _]/, '')
    .replace(/^ISO[ _]/, '')
    .replace(/[_-]/g, ' ');
  // Silence and unknown terms: what is not ASCII is most often Latin-1 that nobody declared.
  return charsetByTerm[bare] ?? 'latin1';
}

function isPlainAscii(bytes: Uint8Array): boolean {
  if (bytes.length > 1024) return false;
  for (const byte of bytes) if (byte > 0x7e || byte === escapeCode) return false;
  return true;
}

function decodeWithEscapes(bytes: Uint8Array, initial: Charset, delimiters: ReadonlySet<number>): string {
  let text = '';
  let charset = initial;
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === escapeCode) {
      text += decodeRun(bytes.subarray(start, at), charset);
      const found = escapeAt(bytes, at + 1);
      charset = found?.charset ?? charset;
      at += found?.length ?? 0;
      start = at + 1;
    } else if (delimiters.has(byte) && charset !== initial && !isDoubleByte(charset)) {
      text += decodeRun(bytes.subarray(start, at), charset);
      charset = initial;
      start = at;
    }
  }
  return text + decodeRun(bytes.subarray(start), charset);
}

/** In these sets a byte that looks like a delimiter can be half of a character; writers escape back before a delimiter. */
function isDoubleByte(charset: Charset): boolean {
  return charset === 'jis-x-0208' || charset === 'jis-x-0212';
}

function escapeAt(bytes: Uint8Array, at: number): { charset: Charset; length: number } | null {
  for (const [escape, charset] of charsetByEscape) {
    let matches = true;
    for (let index = 0; index < escape.length; index += 1) matches &&= bytes[at + index] === escape.charCodeAt(index);
    if (matches) return { charset, length: escape.length };
  }
  return null;
}

function decodeRun(bytes: Uint8Array, charset: Charset): string {
  if (bytes.length === 0) return '';
  if (charset === 'ascii' || charset === 'latin1') return latin1(bytes);
  // The 7-bit codes of JIS become EUC-JP by setting the upper bit; JIS X 0212 takes the prefix 0x8F there.
  if (charset === 'jis-x-0208') return decoder('euc-jp').decode(bytes.map((byte) => (byte > 0x20 ? byte | 0x80 : byte)));
  if (charset === 'jis-x-0212') return decoder('euc-jp').decode(supplementary(bytes));
  return decoder(charset).decode(bytes);
}

function supplementary(bytes: Uint8Array): Uint8Array {
  const euc: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) euc.push(0x8f, (bytes[at] ?? 0) | 0x80, (bytes[at + 1] ?? 0) | 0x80);
  return Uint8Array.from(euc);
}

/** Every byte as the character of that number: never fails, keeps what it does not understand. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
