import * as dicomParser from 'dicom-parser';
import type { Cornerstone } from './cornerstone-types';

const cacheBytes = 512 * 1024 ** 2;

/** Adds the loader to the page by a classic script tag; it lies beside the page, put there by the build. */
function addLoader(): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = './image-loader/cornerstoneWADOImageLoader.min.js';
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error('The image loader is missing. Install Pneumoscope again.')));
    document.head.append(script);
  });
}

/** Loads the loader and hands it the libraries it works with; to be called once. Rejects where its script is missing. */
export async function prepareImageLoader(cornerstone: Cornerstone): Promise<void> {
  await addLoader();
  const loader = cornerstoneWADOImageLoader;
  loader.external.cornerstone = cornerstone;
  loader.external.dicomParser = dicomParser;
  // One worker for the image asked for, one for the next case.
  loader.webWorkerManager.initialize({
    maxWebWorkers: 2,
    startWebWorkersOnDemand: true,
    webWorkerTaskPaths: [],
    taskConfiguration: { decodeTask: { initializeCodecsOnStartup: false, strict: false } },
  });
  cornerstone.imageCache.setMaximumSizeBytes(cacheBytes);
}
