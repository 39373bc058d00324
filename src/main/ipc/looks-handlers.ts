import type { Services } from '../compose';
import { originalPath } from '../store/image-files';
import { showInstance } from '../store/studies';
import type { RequestHandlers } from './handle';
import type { LooksRequest } from './looks-schemas';

/** The requests that are about how images look. */
export function looksHandlers({ db, workers, paths }: Services): Pick<RequestHandlers, LooksRequest> {
  return {
    'image.tags': ({ instanceId }) => {
      const { sha256, originalName } = showInstance(db, instanceId);
      return workers.tags(originalPath(paths.store, sha256), originalName);
    },
  };
}
