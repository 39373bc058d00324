/**
 * A DICOM person name (PS3.5 6.2.1) as one would write it: 'Yamada^Tarou=山田^太郎=やまだ^たろう' becomes
 * 'Yamada, Tarou (山田 太郎, やまだ たろう)'. The alphabetic group reads "family, prefix given middle, suffix"; the ideographic and the
 * phonetic group keep the order in which they are spoken.
 */
export function readablePersonName(value: string): string {
  const [alphabetic = '', ...others] = value.split('=');
  const spoken = others.map(inSpokenOrder).filter((group) => group !== '');
  const first = alphabeticName(alphabetic);
  if (first === '') return spoken.join(', ');
  return spoken.length === 0 ? first : `${first} (${spoken.join(', ')})`;
}

function alphabeticName(group: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = components(group);
  const forenames = [prefix, given, middle].filter((part) => part !== '').join(' ');
  return [family, forenames, suffix].filter((part) => part !== '').join(', ');
}

function inSpokenOrder(group: string): string {
  return components(group)
    .filter((part) => part !== '')
    .join(' ');
}

function components(group: string): string[] {
  return group.split('^').map((part) => part.trim());
}
