import { isUsableWindow, type VoiFunction, voiFunctionOf } from '../../shared/voi';
import type { GreyWindow } from './view';

/** A window that the file offers. */
export interface FileWindow extends GreyWindow {
  /** What the file calls it; '' where it says nothing that can be read. */
  readonly name: string;
}

/** The windows of a file, and what is wrong with those that are no windows. */
export interface FileWindows {
  readonly windows: readonly FileWindow[];
  /** How the windows are meant (0028,1056). */
  readonly shape: VoiFunction;
  /** Widths of the windows that cannot be used. */
  readonly unusableWidths: readonly string[];
}

/** The part of the parsed file that is read: a value's characters are its bytes. */
export interface HeaderText {
  string(tag: string): string | undefined;
}

const valuesOf = (header: HeaderText, tag: string): readonly string[] =>
  (header.string(tag) ?? '').split('\\').map((value) => value.trim());

/**
 * Reads Window Center, Window Width and their explanations (0028,1050), (0028,1051), (0028,1055): several windows are alternatives
 * (PS3.3 C.11.2.1.2). One with a width that its function has no meaning for is left out.
 */
export function readFileWindows(header: HeaderText): FileWindows {
  const widths = valuesOf(header, 'x00281051');
  const names = valuesOf(header, 'x00281055');
  const shape = voiFunctionOf(header.string('x00281056') ?? '');
  const isUnicode = /ISO_IR 192/i.test(header.string('x00080005') ?? '');
  const windows: FileWindow[] = [];
  const unusableWidths: string[] = [];
  valuesOf(header, 'x00281050').forEach((stated, place) => {
    const [centre, width] = [numberOf(stated), numberOf(widths[place] ?? '')];
    if (isUsableWindow({ center: centre, width, shape })) windows.push({ centre, width, name: readable(names[place] ?? '', isUnicode) });
    else if (stated !== '') unusableWidths.push(widths[place] ?? '');
  });
  return { windows, shape, unusableWidths };
}

/** Half the width from the centre on a linear window shows only black or white; a sigmoid is that close to its ends (0.25 %) at one and a half widths. */
const reachOf = (shape: VoiFunction): number => (shape === 'SIGMOID' ? 1.5 : 0.5);

/** Leaves out the windows that lie wholly beside an image's values: nothing of it could be seen through them. */
export function withinValues(
  found: FileWindows,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): FileWindows {
  const reach = reachOf(found.shape);
  const shows = ({ centre, width }: FileWindow): boolean =>
    minimum === maximum || (centre - reach * width < maximum && centre + reach * width > minimum);
  const beside = found.windows.filter((window) => !shows(window)).map(({ width }) => String(width));
  return { ...found, windows: found.windows.filter(shows), unusableWidths: [...found.unusableWidths, ...beside] };
}

function numberOf(stated: string): number {
  return stated === '' ? NaN : Number(stated);
}

/** Names in ASCII, Latin-1 and UTF-8 are read; of other character sets none is shown rather than a wrong one. */
function readable(bytes: string, isUnicode: boolean): string {
  if (/^[\x20-\x7e]*$/.test(bytes)) return bytes;
  if (!isUnicode) return /^[\x20-\x7e\xa0-\xff]*$/.test(bytes) ? bytes : '';
  return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}
