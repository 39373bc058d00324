import type { Migration } from './migration';

/** The shape of pixels whose size nobody states: the pixelAspect of src/shared/study.ts. Images from before are taken as square, as they were. */
export const pixelAspect: Migration = {
  version: 9,
  apply: (database) =>
    database.exec(
      `ALTER TABLE instances ADD COLUMN pixel_aspect REAL CHECK (pixel_aspect IS NULL OR (pixel_aspect > 0 AND row_spacing_mm IS NULL))`,
    ),
};
