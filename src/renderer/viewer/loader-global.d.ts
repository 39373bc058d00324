import type { Cornerstone } from './cornerstone-types';

// cornerstone-wado-image-loader is a classic script beside the page: its workers and codecs are found relative to it.
declare global {
  const cornerstoneWADOImageLoader: {
    readonly external: { cornerstone: Cornerstone; dicomParser: object };
    readonly webWorkerManager: { initialize(options: object): void };
  };
}

export {};
