/** Letters that Unicode does not take apart into a base letter and an accent, as a reader without that keyboard types them. */
const plainLetters: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ς: 'σ' };

/**
 * Text as the search compares it: without case and without accents (U+0300 to U+036F), so that 'MULLER' finds 'Müller' and
 * 'strasse' finds 'Straße' (upper case first, because only that folds ß to ss). Other scripts pass through, decomposed (NFKD).
 */
export function foldText(text: string): string {
  const withoutAccents = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  const lower = withoutAccents.toUpperCase().toLowerCase();
  return lower.replace(/[øłđðþæœς]/g, (letter) => plainLetters[letter] ?? letter);
}

/** The fields a search looks into, folded, name first; the line break keeps a match from reaching across two fields. */
export function searchTextOf(fields: {
  readonly patientName: string;
  readonly patientId: string;
  readonly accessionNumber: string;
  readonly studyDescription: string;
}): string {
  return [fields.patientName, fields.patientId, fields.accessionNumber, fields.studyDescription]
    .map((field) => foldText(field).replace(/\s+/g, ' '))
    .join('\n');
}

/** Longer than any name with its number; what comes after it is not looked at. */
const longestSearch = 500;

/** The words of a search, folded; a study has to contain every one of them somewhere. */
export function searchWords(search: string): readonly string[] {
  return foldText(search.slice(0, longestSearch))
    .split(/\s+/)
    .filter((word) => word !== '');
}
