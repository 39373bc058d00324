import type { Failure } from '../shared/failure';
import { formatAgainst as digitsAgainst } from '../shared/format-against';
import { decimalMark, localCount, localDay, localDigits, localFixed, localMoment } from '../shared/local-format';
import { sexWord } from '../shared/words/sex-word';
import { currentLanguage, t } from './words.svelte';

/** Figures, dates and names as the page prints them, in the page's language (shared/local-format.ts says how each writes them). */

const minuteMs = 60_000;

/** '0.42', in German '0,42'. */
export function formatFixed(value: number, decimals: number): string {
  return localFixed(currentLanguage(), value, decimals);
}

/** '0.125', in German '0,125': with as many digits as the figure has. */
export function formatPlain(value: number): string {
  return localDigits(currentLanguage(), String(value));
}

/** A probability beside the threshold it is compared with: see shared/format-against.ts. */
export function formatAgainst(probability: number, threshold: number): { probability: string; threshold: string } {
  const digits = digitsAgainst(probability, threshold);
  const language = currentLanguage();
  return { probability: localDigits(language, digits.probability), threshold: localDigits(language, digits.threshold) };
}

/** A figure with the decimals it has: '0.0015', in German '0,0015'. */
export function formatFigure(value: number): string {
  return localDigits(currentLanguage(), String(value));
}

/** Digits as they are typed, with the language's decimal mark, to those with a point, and back: what is no decimal mark stays a wrong digit. */
export function swapMarks(digits: string): string {
  return decimalMark[currentLanguage()] === '.' ? digits : digits.replaceAll(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
}

/** '2026-11-23 03:19', in German '23.11.2026, 03:19'; in the machine's own time zone. */
export function formatMoment(atMs: number): string {
  return localMoment(currentLanguage(), atMs);
}

/** A day as the history keeps it, '2026-11-23'; in German '23.11.2026'. */
export function formatDay(day: string): string {
  return localDay(currentLanguage(), day);
}

/** 'about 2 min left', 'about 8 s left'; rounded up, so that it never promises too much. */
export function formatTimeLeft(milliseconds: number): string {
  if (milliseconds >= 90_000) return t('timeLeft.minutes', { amount: Math.ceil(milliseconds / minuteMs) });
  return t('timeLeft.seconds', { amount: Math.max(1, Math.ceil(milliseconds / 1000)) });
}

/** '340 ms' below a second, '1.2 s' above. No unit begins a line. */
export function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)}\u00a0ms` : `${formatFixed(milliseconds / 1000, 1)}\u00a0s`;
}

/** Binary units as the system's file manager shows them: '812 MB', '3.4 GB'. */
export function formatBytes(bytes: number): string {
  const gigabyte = 1024 ** 3;
  if (bytes >= gigabyte) return `${formatFixed(bytes / gigabyte, 1)}\u00a0GB`;
  return bytes >= 1024 ** 2 ? `${Math.round(bytes / 1024 ** 2)}\u00a0MB` : `${Math.ceil(bytes / 1024)}\u00a0kB`;
}

/** 12,345; in German 12.345. */
export function formatCount(count: number): string {
  return localCount(currentLanguage(), count);
}

/** 'F 49'; whatever of sex and age is known. `sex` is DICOM's code, M, F or O; any other is shown as it stands in the file. */
export function formatSexAndAge(sex: string, ageYears: number | null): string {
  return [sexWord(t, sex), ageYears === null ? '' : String(ageYears)].filter((part) => part !== '').join(' ');
}

/** The ends of a spread, with as many decimals as it takes for neither to look like the threshold it is not. */
export function formatSpread(low: number, high: number, threshold: number): { low: string; high: string } {
  const ends = [low, high].map((end) => digitsAgainst(end, threshold).probability);
  const places = Math.max(...ends.map((end) => end.length - '0.'.length));
  return { low: formatFixed(low, places), high: formatFixed(high, places) };
}

/** A failure's sentence with its file named without folders: in a narrow list the name is what tells files apart. */
export function shortSentence({ message, file }: Failure): string {
  const name = file?.split(/[\\/]/).at(-1);
  return file === undefined || name === undefined || name === '' ? message : message.replaceAll(file, name);
}

/** A span as a person says it: '8 s', '4 min', '2 h 10 min'. */
export function formatSpan(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}\u00a0min`;
  return minutes % 60 === 0 ? `${minutes / 60}\u00a0h` : `${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`;
}

/** The end of a path: in a narrow list the name is what tells files apart. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** Whoever has a name that may have to be hidden. */
interface Named {
  readonly studyId: number;
  readonly patientName: string;
  readonly patientId: string;
}

/** What a patient is called: the name, else the number; while names are hidden, the case's number in this history. */
export function nameOf({ studyId, patientName, patientId }: Named, hidden: boolean): string {
  return hidden ? t('case', { number: studyId }) : patientName || patientId || t('noPatientName');
}

/** The patient's number where it says more than the name; '' while names are hidden. */
export function idOf({ patientName, patientId }: Named, hidden: boolean): string {
  return !hidden && patientName && patientId !== patientName ? patientId : '';
}

/** A file's own name, which often is the patient's; while names are hidden, the image's number in this history. */
export function fileOf(
  { originalName, instanceId }: { readonly originalName: string; readonly instanceId: number },
  hidden: boolean,
): string {
  return hidden ? t('image', { number: instanceId }) : originalName;
}

/** A sentence about an image, which names its file; while names are hidden, without the file's own name. */
export function sentenceOn(
  message: string,
  image: { readonly originalName: string; readonly instanceId: number } | null,
  hidden: boolean,
): string {
  return image === null || !hidden ? message : message.replaceAll(image.originalName, fileOf(image, true));
}

/** A line of the study list; while names are hidden, without what names the patient. */
export function withoutPatient<Row extends Named & { readonly accessionNumber: string }>(row: Row, hidden: boolean): Row {
  return hidden ? { ...row, patientName: nameOf(row, true), patientId: '', accessionNumber: '' } : row;
}
