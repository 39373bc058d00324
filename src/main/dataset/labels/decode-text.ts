import { fail } from '../../../shared/failure';

/**
 * The text of a file of labels: UTF-8 with or without its mark, UTF-16 (what spreadsheets call Unicode text), and, where it is neither,
 * Windows-1252, which holds Latin-1.
 * @throws ExpectedFailure labels-unusable for what is no text
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const text = decode(bytes);
  if (text.includes('\0')) fail('labels-unusable', `${file} is not text: save the table as CSV and try again.`, file);
  return text;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // Without its mark, UTF-16 shows by the empty half of the header's first letter.
  if (first !== 0 && second === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0 && second !== 0 && second !== undefined) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
