import type { Words } from '.';

/** True for DICOM’s codes, which have words of their own. */
export const isKnownSex = (sex: string): sex is 'F' | 'M' | 'O' => sex === 'F' || sex === 'M' || sex === 'O';

/** DICOM's code of a sex as a language abbreviates it; any other code as it stands in the file. */
export function sexWord(t: Words, sex: string): string {
  return isKnownSex(sex) ? t(`sex.${sex}`) : sex;
}
