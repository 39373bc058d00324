import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { CaseList } from '../dataset/case-list';
import { openPictureStoreWriter } from '../dataset/picture-store-writer';
import type { PictureForm } from '../preprocess/network-input';
import { fillPictures } from './fill-pictures';
import { type IngestParts, isSound, picturesFile } from './ingest-dataset';

/** Makes a version's pictures in a form, unless they are there. Rejects with dataset-changed where an image is not the one that was ingested. */
export async function preparePictures(
  parts: IngestParts,
  folder: string,
  contentSha256: string,
  list: CaseList,
  form: PictureForm,
): Promise<string> {
  const { workers, report } = parts;
  const target = picturesFile(folder, contentSha256, form);
  const { cases } = list;
  if (isSound(target, cases.length)) return target;
  await rm(target, { force: true });
  report.found(cases.length);
  const writer = await openPictureStoreWriter(join(folder, contentSha256, `making-${form.size}-${form.preprocessing}`), form);
  try {
    await fillPictures({
      ...parts,
      writer,
      wanted: cases,
      read: ({ file }) => workers.datasetRecord(file, form),
      objection: ({ file, sha256 }, facts) =>
        facts.sha256 === sha256 ? null : { code: 'dataset-changed', message: `${file} is not the file that was ingested.`, file },
      onDone: (done) => report.done(done),
      onLeftOut: ({ message, file }) => fail('dataset-changed', `${message} Add the dataset again and begin a new run.`, file),
    });
    await writer.finish(target);
    return target;
  } finally {
    await writer.close();
  }
}
