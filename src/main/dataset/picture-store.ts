/**
 * Pictures of a dataset's version, prepared for a network and kept as one byte a pixel: value = round((v + 1) * 127.5) for the range -1 to 1,
 * see preprocess/network-input.ts. Random access by record; nothing of it stays in memory.
 */
export interface PictureStore {
  readonly size: number;
  readonly count: number;
  /** Reads a record's size x size bytes into `target` at `offset`. Throws 'dataset-changed' where the record's checksum does not fit. */
  read(record: number, target: Uint8Array, offset: number): void;
  close(): void;
}
