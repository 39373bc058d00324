import { BitReader, entropySegments } from './bit-reader';
import type { JpegHeader } from './jpeg-header';
import { JpegUnsupported } from './jpeg-errors';

/**
 * Decodes a lossless (process 14) picture of one component: ISO/IEC 10918-1 Annex H.
 *
 * @returns rows * columns samples of `precision` bits, row-major
 * @throws JpegDamaged where the data ends too early or holds an unknown code; JpegUnsupported for a predictor that does not exist
 */
export function decodeLossless(bytes: Uint8Array, header: JpegHeader): Uint16Array {
  const { rows, columns, precision, predictor, pointTransform, restartInterval } = header;
  if (predictor < 1 || predictor > 7) throw new JpegUnsupported(`its predictor ${predictor} is unknown`);
  const samples = new Uint16Array(rows * columns);
  const reader = new BitReader(entropySegments(bytes, header.scanOffset));
  // H.1.2.1: the first sample of the picture and after each restart is predicted as half of the range, the first line from the left.
  const initial = 1 << Math.max(0, precision - pointTransform - 1);
  let sinceRestart = 0;
  let firstLine = true;
  for (let row = 0, at = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, at += 1, sinceRestart += 1) {
      const restarted = restartInterval > 0 && at > 0 && at % restartInterval === 0;
      if (restarted) {
        reader.restart();
        sinceRestart = 0;
        firstLine = true;
      }
      if (sinceRestart >= columns) firstLine = false;
      const size = reader.next(header.dcTable);
      // H.1.2.2: size 16 stands for the difference 32768 and has no extra bits.
      const difference = size === 16 ? 32_768 : reader.extra;
      samples[at] = predict(samples, at, column, columns, sinceRestart, firstLine, predictor, initial) + difference;
    }
  }
  if (pointTransform > 0) for (let at = 0; at < samples.length; at += 1) samples[at] = (samples[at] as number) << pointTransform;
  return samples;
}

/** Table H.1; Ra is the sample to the left, Rb above, Rc above left. Sums are modulo 65536, which the Uint16Array takes care of. */
function predict(
  samples: Uint16Array,
  at: number,
  column: number,
  columns: number,
  sinceRestart: number,
  firstLine: boolean,
  predictor: number,
  initial: number,
): number {
  if (sinceRestart === 0) return initial;
  if (firstLine && column > 0) return samples[at - 1] as number;
  if (column === 0) return samples[at - columns] as number;
  const left = samples[at - 1] as number;
  if (predictor === 1) return left;
  const above = samples[at - columns] as number;
  const aboveLeft = samples[at - columns - 1] as number;
  if (predictor === 2) return above;
  if (predictor === 3) return aboveLeft;
  if (predictor === 4) return left + above - aboveLeft;
  if (predictor === 5) return left + ((above - aboveLeft) >> 1);
  if (predictor === 6) return above + ((left - aboveLeft) >> 1);
  return (left + above) >> 1;
}
