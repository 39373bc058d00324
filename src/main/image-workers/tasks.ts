import type { Failure } from '../../shared/failure';
import type { DisplayedView } from '../../shared/displayed-view';
import type { ImageTags } from '../../shared/image-tags';
import type { ImageDescription } from '../../shared/study';
import type { DatasetRecord } from '../dataset/dataset-record';
import type { LabelList } from '../dataset/labels/labelled-image';
import type { FileSource } from '../dataset/labels/read-labels';
import type { BurnedIn } from '../dicom/confidentiality/de-identify';
import type { Identity } from '../dicom/confidentiality/clean-elements';
import type { PictureLayers } from '../picture/displayed-picture';
import type { NetworkInput, PictureForm } from '../preprocess/network-input';
import type { FinishedDataset, FoundDataset } from './dataset-files';

/** A file that can be filed: read, described, hashed, and stored where a store was named. */
export interface TakenFile {
  readonly description: ImageDescription;
  /** Hex, of the file's bytes. */
  readonly sha256: string;
  readonly byteLength: number;
  /** The file's own name, without its folder. */
  readonly originalName: string;
}

/** What a worker thread can be asked for. */
export type ImageTask =
  | { readonly kind: 'take'; readonly file: string; readonly storeFolder: string | null }
  | { readonly kind: 'network-input'; readonly path: string; readonly file: string; readonly form: PictureForm }
  | { readonly kind: 'thumbnail' | 'viewer-file' | 'tags'; readonly path: string; readonly file: string }
  | {
      readonly kind: 'picture';
      readonly path: string;
      readonly file: string;
      readonly view: DisplayedView;
      readonly layers: PictureLayers;
    }
  | { readonly kind: 'burned-in'; readonly path: string; readonly file: string }
  | { readonly kind: 'de-identify'; readonly path: string; readonly file: string; readonly identity: Identity }
  | { readonly kind: 'dataset-record'; readonly file: string; readonly form: PictureForm }
  /** `file` is what failures name: the file of labels or the images folder. */
  | { readonly kind: 'labels'; readonly file: string; readonly source: FileSource }
  | { readonly kind: 'dataset-finish'; readonly file: string; readonly found: FoundDataset };

export type TaskValue =
  ImageTags | TakenFile | NetworkInput | Uint8Array | { readonly burnedIn: BurnedIn } | DatasetRecord | LabelList | FinishedDataset;

export interface TaskRequest {
  readonly id: number;
  readonly task: ImageTask;
}

export type TaskReply =
  | { readonly id: number; readonly ok: true; readonly value: TaskValue }
  | { readonly id: number; readonly ok: false; readonly failure: Failure };
