import type { Rectangle } from '../../shared/image';
import type { FixedPart } from './labels/labelled-image';

/** One labelled image of a dataset, as it was found at ingest. A dataset's version is the list of these, in this order. */
export interface DatasetCase {
  /** Its place in the list and in every picture cache of this version. */
  readonly record: number;
  /** Absolute. */
  readonly file: string;
  /** Hex SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly byteLength: number;
  /** With byteLength, tells without reading whether the file is still the one that was ingested. */
  readonly modifiedAtMs: number;
  /** What a split keeps together. */
  readonly patient: string;
  readonly positive: boolean;
  /** The RSNA's three classes or the folder's name; '' where there is none. */
  readonly class: string;
  /** The part that the labels fix for it; a split deals the others. */
  readonly part?: FixedPart | undefined;
  /** In pixels of the original image. */
  readonly boxes: readonly Rectangle[];
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly sex: 'M' | 'F' | 'O' | '';
  readonly ageYears: number | null;
  readonly view: string;
  /** Manufacturer. */
  readonly scanner: string;
  readonly photometricInterpretation: string;
  /** 256 bits in hex: pictures that look alike differ in few of them (perceptual-hash.ts). */
  readonly perceptualHash: string;
}
