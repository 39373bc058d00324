import type { Failure } from '../shared/failure';
import { formatAgainst } from '../shared/format-against';

export { formatAgainst };

/** Figures and dates as the page prints them; ISO dates everywhere, since a reader may work in any country. */

const minuteMs = 60_000;

/** '2026-11-23 03:19' in the machine's own time zone. */
export function formatMoment(atMs: number): string {
  const moment = new Date(atMs);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** 'about 2 min left', 'about 8 s left'; rounded up, so that it never promises too much. */
export function formatTimeLeft(milliseconds: number): string {
  if (milliseconds >= 90_000) return `about ${Math.ceil(milliseconds / minuteMs)} min left`;
  return `about ${Math.max(1, Math.ceil(milliseconds / 1000))} s left`;
}

/** '340 ms' below a second, '1.2 s' above. */
export function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Binary units as the system's file manager shows them: '812 MB', '3.4 GB'. */
export function formatBytes(bytes: number): string {
  const gigabyte = 1024 ** 3;
  if (bytes >= gigabyte) return `${(bytes / gigabyte).toFixed(1)} GB`;
  return bytes >= 1024 ** 2 ? `${Math.round(bytes / 1024 ** 2)} MB` : `${Math.ceil(bytes / 1024)} kB`;
}

/** 12,345; one separator for every locale, so that screenshots and tests agree. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** '1 image', '3 images'. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** 'F 49'; whatever of sex and age is known. */
export function formatSexAndAge(sex: string, ageYears: number | null): string {
  return [sex, ageYears === null ? '' : String(ageYears)].filter((part) => part !== '').join(' ');
}

/** The ends of a spread, with as many decimals as it takes for neither to look like the threshold it is not. */
export function formatSpread(low: number, high: number, threshold: number): { low: string; high: string } {
  const ends = [low, high].map((end) => formatAgainst(end, threshold).probability);
  const places = Math.max(...ends.map((end) => end.length - '0.'.length));
  return { low: low.toFixed(places), high: high.toFixed(places) };
}

/** A failure's sentence with its file named without folders: in a narrow list the name is what tells files apart. */
export function shortSentence({ message, file }: Failure): string {
  const name = file?.split(/[\\/]/).at(-1);
  return file === undefined || name === undefined || name === '' ? message : message.replaceAll(file, name);
}

/** A span as a person says it: '8 s', '4 min', '2 h 10 min'. */
export function formatSpan(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
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
  return hidden ? `Case ${studyId}` : patientName || patientId || 'No patient name';
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
  return hidden ? `image ${instanceId}` : originalName;
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
