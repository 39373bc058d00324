import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { asInFile } from '../../../shared/displayed-view';
import type { ExportOrder } from '../../../shared/export';
import { fail, type Failure } from '../../../shared/failure';
import type { InstanceRecord } from '../../../shared/study';
import type { ImageWorkers } from '../../image-workers/image-workers';
import type { Database } from '../../store/database';
import { originalPath } from '../../store/image-files';
import { pictureLayers } from '../picture-layers';
import { attempt } from './attempt';
import { burntInObstacle } from './burnt-in';
import { type ExportKey, type ImageRecord, pseudonymOf } from './case-record';
import type { StagedFolder } from './staged-folder';

export interface ExportParts {
  readonly db: Database;
  readonly workers: Pick<ImageWorkers, 'picture' | 'burnedIn' | 'deIdentify'>;
  readonly storeFolder: string;
}

export type FileOrder = Pick<ExportOrder, 'formats' | 'overlay' | 'marks' | 'shown' | 'deIdentify' | 'burntInChecked' | 'despiteBurntIn'>;

/** What became of an image's files: their names, and why any was left out. */
export interface WrittenFiles {
  readonly files: ImageRecord['files'];
  readonly problems: readonly Failure[];
}

/**
 * Writes an image's picture and its DICOM copy as far as the order asks for them. What the image itself is to blame for is a problem in the
 * answer; a full disk rejects.
 * @param base the files' name without its ending
 */
export async function writeImageFiles(
  parts: ExportParts,
  order: FileOrder,
  key: ExportKey,
  { instance, base, folder }: { readonly instance: InstanceRecord; readonly base: string; readonly folder: StagedFolder },
): Promise<WrittenFiles> {
  const files: { png?: string; dicom?: string } = {};
  const problems: Failure[] = [];
  const write = async (make: () => Promise<Uint8Array>, take: () => string): Promise<void> => {
    const content = await attempt(make, problems);
    if (content !== null) await folder.write(take(), content);
  };
  const path = originalPath(parts.storeFolder, instance.sha256);
  const wanted = order.formats.filter((format) => format === 'png' || format === 'dicom');
  if (wanted.length === 0) return { files, problems };
  const obstacle = key === null ? null : await burntInObstacle(parts, order, instance, path);
  if (obstacle !== null) return { files, problems: [obstacle] };
  if (wanted.includes('png')) {
    const make = (): Promise<Uint8Array> => pictureOf(parts, order, instance, path);
    await write(make, () => (files.png = `images/${base}.png`));
  }
  if (wanted.includes('dicom')) {
    const extension = { dicom: 'dcm', png: 'png', jpeg: 'jpg' }[instance.fileFormat];
    await write(
      () => (key === null ? originalOf(instance, path) : anonymousOf(parts, instance, path, key)),
      () => (files.dicom = `originals/${base}.${extension}`),
    );
  }
  return { files, problems };
}

function pictureOf(
  { db, workers }: ExportParts,
  { overlay, marks, deIdentify, shown }: FileOrder,
  instance: InstanceRecord,
  path: string,
): Promise<Uint8Array> {
  const view = shown?.instanceId === instance.instanceId ? shown.view : asInFile;
  return workers.picture(path, instance.originalName, view, pictureLayers(db, instance, { overlay, marks, deIdentify, language: 'en' }));
}

/** The bytes as they came, after checking that the disk still has them. */
async function originalOf({ sha256, originalName }: InstanceRecord, path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch(() => fail('not-found', `The stored copy of ${originalName} is not there.`, originalName));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    fail('damaged', `The stored copy of ${originalName} is not what was imported: import the file again.`, originalName);
  }
  return bytes;
}

function anonymousOf({ db, workers }: ExportParts, instance: InstanceRecord, path: string, key: Uint8Array): Promise<Uint8Array> {
  const { fileFormat, originalName } = instance;
  if (fileFormat !== 'dicom') {
    fail(
      'not-de-identifiable',
      `${originalName} is a ${fileFormat.toUpperCase()} picture: export it as PNG, which holds the picture alone.`,
      originalName,
    );
  }
  return workers.deIdentify(path, originalName, { key, pseudonym: pseudonymOf(db, instance.studyId, key) });
}
