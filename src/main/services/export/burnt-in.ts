import type { ExportOrder } from '../../../shared/export';
import { ExpectedFailure, type Failure } from '../../../shared/failure';
import type { InstanceRecord } from '../../../shared/study';
import type { ImageWorkers } from '../../image-workers/image-workers';

/**
 * Names that are part of the picture can't be taken out of it: such a picture goes out without names only where the reader answers for it.
 * @returns why it stays here; null where it may go
 */
export async function burntInObstacle(
  { workers }: { readonly workers: Pick<ImageWorkers, 'burnedIn'> },
  { burntInChecked, despiteBurntIn }: Pick<ExportOrder, 'burntInChecked' | 'despiteBurntIn'>,
  { originalName }: Pick<InstanceRecord, 'originalName'>,
  path: string,
): Promise<Failure | null> {
  const stated = await workers.burnedIn(path, originalName).catch((error: unknown) => {
    if (error instanceof ExpectedFailure) return error.failure;
    throw error;
  });
  if (typeof stated !== 'string') return stated;
  const refuse = (reason: string): Failure => ({ code: 'burnt-in-text', message: `${originalName} ${reason}`, file: originalName });
  if (stated === 'yes' && !despiteBurntIn) return refuse('says that text is burnt into its picture, so it was left out.');
  if (stated === 'not stated' && !burntInChecked && !despiteBurntIn)
    return refuse('does not say whether text is burnt into its picture: look at it and confirm, then export it again.');
  return null;
}
