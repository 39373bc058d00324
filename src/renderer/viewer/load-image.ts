import { instanceUrl } from '../../shared/app-api';
import { ExpectedFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import { failureHere } from '../failure-words';
import { t } from '../words.svelte';
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
    const sentence = sentenceInReply(error);
    return sentence === null
      ? failureHere('unreadable', t('viewer:failed.missing', { file }), file)
      : { code: 'unreadable', message: sentence, file };
  }
  // Chromium's own decoder, used for 8-bit JPEG, gives no reason at all.
  const detail = error instanceof Error ? ` (${error.message})` : typeof error === 'string' ? ` (${error})` : '';
  return failureHere('damaged', t('viewer:failed.undecoded', { file, detail }), file);
}

// Pixel Spacing, Imager Pixel Spacing, Nominal Scanned Pixel Spacing, Pixel Aspect Ratio: the first that can be true holds, as in describe-spacing.ts.
const shapeTags = ['x00280030', 'x00181164', 'x00182010', 'x00280034'] as const;

/** The library stretches an image by the quotient of its spacings: one that is not above zero would leave nothing to see. */
function withTrueShape(image: Image): void {
  const stated = shapeTags.map((tag) => (image.data?.string(tag) ?? '').split('\\').map(Number));
  const [row, column] = stated.find(([height = 0, width = 0]) => height > 0 && width > 0 && Number.isFinite(height / width)) ?? [];
  image.rowPixelSpacing = row;
  image.columnPixelSpacing = column;
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
      const message = t('viewer:failed.timeLimit', { file, seconds: loadingLimitMs / 1000 });
      reject(new ExpectedFailure(failureHere('time-limit', message, file)));
    }, loadingLimitMs);
  });
  try {
    const image = await Promise.race([cornerstone.loadAndCacheImage(imageId), limit]);
    if (image.width < 1 || image.height < 1)
      throw new ExpectedFailure(failureHere('image-empty', t('viewer:failed.empty', { file }), file));
    withTrueShape(image);
    return image;
  } catch (error) {
    if (error instanceof ExpectedFailure) throw error;
    throw new ExpectedFailure(failureOf(error, file));
  } finally {
    window.clearTimeout(timer);
  }
}
