import { protocol } from 'electron';
import { imageScheme, pageScheme } from '../../shared/app-api';
import { toFailure } from '../../shared/failure';

/** Answers `dicom://instance/ID` with a DICOM Part 10 file, `dicom://thumbnail/ID` and `dicom://record/RUN/RECORD` with a PNG. */
export interface ImageSources {
  instance(instanceId: number): Promise<Uint8Array>;
  thumbnail(instanceId: number): Promise<Uint8Array>;
  /** An image of a run's dataset as the network sees it. */
  record(run: number, record: number): Promise<Uint8Array>;
}

export function serveImages(sources: () => Promise<ImageSources>): void {
  protocol.handle(imageScheme, async (request) => {
    const { hostname, pathname } = new URL(request.url);
    const [id = NaN, record = NaN, ...others] = pathname.slice(1).split('/').map(wholeNumber);
    if (Number.isNaN(id) || others.length > 0) return new Response(null, { status: 404 });
    if (hostname === 'instance') return answer(async () => (await sources()).instance(id), 'application/dicom');
    if (hostname === 'thumbnail') return answer(async () => (await sources()).thumbnail(id), 'image/png');
    if (hostname === 'record' && !Number.isNaN(record)) return answer(async () => (await sources()).record(id, record), 'image/png');
    return new Response(null, { status: 404 });
  });
}

const wholeNumber = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : NaN);

async function answer(read: () => Promise<Uint8Array>, contentType: string): Promise<Response> {
  const headers = { 'Content-Type': contentType, 'Access-Control-Allow-Origin': `${pageScheme}://app`, 'Cache-Control': 'no-store' };
  try {
    return new Response(new Uint8Array(await read()), { headers });
  } catch (error) {
    // The sentence travels as the body: the viewer shows it where the picture would have been.
    return new Response(toFailure(error).message, { status: 422, headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' } });
  }
}
