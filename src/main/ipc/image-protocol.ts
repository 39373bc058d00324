import { protocol } from 'electron';
import { imageScheme, pageScheme } from '../../shared/app-api';
import { toFailure } from '../../shared/failure';

/** Answers `dicom://instance/ID` with a DICOM Part 10 file and `dicom://thumbnail/ID` with a PNG. */
export interface ImageSources {
  instance(instanceId: number): Promise<Uint8Array>;
  thumbnail(instanceId: number): Promise<Uint8Array>;
}

export function serveImages(sources: () => Promise<ImageSources>): void {
  protocol.handle(imageScheme, async (request) => {
    const { hostname, pathname } = new URL(request.url);
    const instanceId = Number(pathname.slice(1));
    if (!Number.isSafeInteger(instanceId) || instanceId < 1) return new Response(null, { status: 404 });
    if (hostname === 'instance') return answer(async () => (await sources()).instance(instanceId), 'application/dicom');
    if (hostname === 'thumbnail') return answer(async () => (await sources()).thumbnail(instanceId), 'image/png');
    return new Response(null, { status: 404 });
  });
}

async function answer(read: () => Promise<Uint8Array>, contentType: string): Promise<Response> {
  const headers = { 'Content-Type': contentType, 'Access-Control-Allow-Origin': `${pageScheme}://app`, 'Cache-Control': 'no-store' };
  try {
    return new Response(new Uint8Array(await read()), { headers });
  } catch (error) {
    // The sentence travels as the body: the viewer shows it where the picture would have been.
    return new Response(toFailure(error).message, { status: 422, headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' } });
  }
}
