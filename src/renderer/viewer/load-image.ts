import { instanceUrl } from '../../shared/app-api';
import { ExpectedFailure, fail } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { Cornerstone, Image } from './cornerstone-types';

/** A blocked decoder gives no error, it only never answers. */
const loadingLimitMs = 20_000;

/** What the viewer library calls an instance. */
export function imageIdOf(instanceId: number): string {
  return `wadouri:${instanceUrl(instanceId)}`;
}

/** The main process answers 422 with one sentence where it cannot hand out an image; null for any other answer. */
function sentenceInReply(request: XMLHttpRequest): string | null {
  return request.status === 422 && request.response instanceof ArrayBuffer ? new TextDecoder().decode(request.response) : null;
}

/** What a failed load says: the loader rejects with {error}, and `error` is a request, an Error or a string. */
function failureOf(reason: unknown, file: string): Failure {
  const error = typeof reason === 'object' && reason !== null && 'error' in reason ? reason.error : reason;
  if (error instanceof XMLHttpRequest) {
    const missing = `${file} could not be read from the history's store. Check that the data folder is reachable.`;
    return { code: 'unreadable', message: sentenceInReply(error) ?? missing, file };
  }
  // Chromium's own decoder, used for 8-bit JPEG, gives no reason at all.
  const detail = error instanceof Error ? ` (${error.message})` : typeof error === 'string' ? ` (${error})` : '';
  return { code: 'damaged', message: `${file} could not be decoded for display${detail}.`, file };
}

/** The library divides one spacing by the other: a spacing that is not above zero would leave nothing to see. */
function withoutBrokenSpacing(image: Image): void {
  const { rowPixelSpacing: row = 0, columnPixelSpacing: column = 0 } = image;
  if (row > 0 && column > 0 && Number.isFinite(row / column)) return;
  image.rowPixelSpacing = undefined;
  image.columnPixelSpacing = undefined;
}

/**
 * Loads and decodes one instance; a second call for the same one answers from memory.
 * @throws ExpectedFailure 'time-limit', 'unreadable', 'damaged' or what the main process answered; it names `file`.
 */
export async function loadImage(cornerstone: Cornerstone, instanceId: number, file: string): Promise<Image> {
  const imageId = imageIdOf(instanceId);
  let timer = 0;
  const limit = new Promise<never>((_, reject) => {
    timer = window.setTimeout(() => {
      cornerstone.imageCache.removeImageLoadObject(imageId);
      const message = `${file} could not be shown within ${loadingLimitMs / 1000} seconds. Open it again; if that does not help, restart Pneumoscope.`;
      reject(new ExpectedFailure({ code: 'time-limit', message, file }));
    }, loadingLimitMs);
  });
  try {
    const image = await Promise.race([cornerstone.loadAndCacheImage(imageId), limit]);
    if (image.width < 1 || image.height < 1) fail('image-empty', `${file} holds an image without pixels.`, file);
    withoutBrokenSpacing(image);
    return image;
  } catch (error) {
    if (error instanceof ExpectedFailure) throw error;
    throw new ExpectedFailure(failureOf(error, file));
  } finally {
    window.clearTimeout(timer);
  }
}
