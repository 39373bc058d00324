import { createRequire } from 'node:module';

/**
 * The WebAssembly builds of CharLS (JPEG-LS), OpenJPEG (JPEG 2000), OpenJPH (HTJ2K) and libjpeg-turbo (JPEG pictures). Each is loaded when
 * it is first needed, and loaded afresh after a failure: a C++ exception or a trap leaves its memory in an unknown state.
 */

export type WasmCodec = 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'jpeg-picture';

export interface DecodedFrame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bits: number;
  /** Samples in little-endian containers of 8 bits, or 16 where `bits` is above 8; components interleaved. */
  readonly bytes: Uint8Array;
}

/** A codec gave up; the message is its own. */
export class CodecFailed extends Error {
  override readonly name = 'CodecFailed';
}

interface FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
}

interface Decoder {
  getEncodedBuffer(length: number): Uint8Array;
  readHeader?(): void;
  decode(): void;
  getFrameInfo(): FrameInfo;
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}

interface CodecModule {
  readonly newDecoder: () => Decoder;
  /** What the codec printed since it was last emptied: its only way to tell of some failures. */
  readonly printed: string[];
}

type ModuleFactory = (options: {
  print: (line: string) => void;
  printErr: (line: string) => void;
}) => Promise<Readonly<Record<string, new () => Decoder>>>;

// Not called `require`: the build adds a helper of that name.
const loadPackage = createRequire(import.meta.url);

// The entry points named here are the fast ones; the packages' default entries are pure JavaScript.
const sources: Readonly<Record<WasmCodec, { load: () => unknown; decoder: string }>> = {
  'jpeg-ls': { load: () => loadPackage('@cornerstonejs/codec-charls/decodewasmjs'), decoder: 'JpegLSDecoder' },
  'jpeg-2000': { load: () => loadPackage('@cornerstonejs/codec-openjpeg/decodewasmjs'), decoder: 'J2KDecoder' },
  htj2k: { load: () => loadPackage('@cornerstonejs/codec-openjph/wasmjs'), decoder: 'HTJ2KDecoder' },
  'jpeg-picture': { load: () => loadPackage('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'), decoder: 'JPEGDecoder' },
};

const loaded = new Map<WasmCodec, Promise<CodecModule>>();

async function load(codec: WasmCodec): Promise<CodecModule> {
  const printed: string[] = [];
  const keep = (line: string): void => void printed.push(line);
  const factory = sources[codec].load() as ModuleFactory;
  const module = await factory({ print: keep, printErr: keep });
  const name = sources[codec].decoder;
  const Decoder = module[name];
  if (Decoder === undefined) throw new Error(`The ${codec} codec has no ${name}`);
  return { newDecoder: () => new Decoder(), printed };
}

/**
 * Decodes one compressed frame.
 *
 * @throws CodecFailed if the codec gives up, whichever way it says so
 */
export async function decodeWithWasm(codec: WasmCodec, bytes: Uint8Array): Promise<DecodedFrame> {
  const pending = loaded.get(codec) ?? load(codec);
  loaded.set(codec, pending);
  const { newDecoder, printed } = await pending;
  printed.length = 0;
  let decoder: Decoder | null = null;
  try {
    decoder = newDecoder();
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const info = decoder.getFrameInfo();
    const samples = decoder.getDecodedBuffer().slice();
    const complaint = printed.find((line) => /error|fail|corrupt|premature|invalid/i.test(line));
    if (complaint !== undefined) throw new CodecFailed(complaint);
    return { width: info.width, height: info.height, components: info.componentCount, bits: info.bitsPerSample, bytes: samples };
  } catch (error) {
    loaded.delete(codec);
    if (error instanceof CodecFailed) throw error;
    throw new CodecFailed(printed[0] ?? (error instanceof Error ? error.message : 'the codec gave up'));
  } finally {
    if (loaded.has(codec)) decoder?.delete();
  }
}
