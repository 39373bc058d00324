import { fail } from '../../shared/failure';
import type { Services } from '../compose';
import { originalPath } from '../store/image-files';
import { showInstance } from '../store/studies';
import type { ImageSources } from './image-protocol';

/** Image bytes by instance id, read and wrapped in the workers. */
export function imageSources({ db, workers, thumbnails, datasets, training, paths }: Services): ImageSources {
  return {
    instance: (instanceId) => {
      const { sha256, originalName } = showInstance(db, instanceId);
      return workers.viewerFile(originalPath(paths.store, sha256), originalName);
    },
    record: async (run, record) => {
      const { dataset, datasetSha256 } = await training.show(run);
      return datasets.thumbnail(dataset, datasetSha256, record);
    },
    thumbnail: async (instanceId) => (await thumbnails.read(instanceId)) ?? fail('not-found', 'There is no thumbnail of this image.'),
  };
}
