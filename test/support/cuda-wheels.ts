import { zipSync } from 'fflate';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import type { Wheel } from '../../src/main/services/cuda/pinned-wheels';

/** Small wheels of the real ones' layout, as files in a folder. */
export interface MadeWheels {
  readonly folder: string;
  readonly wheels: readonly Wheel[];
  /** What the library's folder holds once it is whole: its files by name. */
  readonly laidOut: Readonly<Record<string, Buffer>>;
}

/** @param bytes of each library in them; they are noise, so that packing does not make them smaller */
export function makeWheels(folder: string, bytes = 300_000): MadeWheels {
  mkdirSync(folder, { recursive: true });
  const laidOut: Record<string, Buffer> = {};
  const entry = (place: string | null, content: Buffer): Uint8Array => {
    if (place !== null) laidOut[place] = content;
    return new Uint8Array(content);
  };
  const noise = (): Buffer => randomBytes(bytes);
  const tensorflow = {
    'tensorflow/libtensorflow_cc.so.2': entry('lib/libtensorflow_cc.so.2', noise()),
    'tensorflow/libtensorflow_framework.so.2': entry('lib/libtensorflow_framework.so.2', noise()),
    'tensorflow/THIRD_PARTY_NOTICES.txt': entry('licences/tensorflow-third-party.txt', Buffer.from('notices')),
    'tensorflow/include/LICENSE': entry('licences/tensorflow.txt', Buffer.from('terms')),
    'tensorflow/include/tensorflow/c/c_api.h': entry(null, noise()),
    'tensorflow/python/__init__.py': entry(null, noise()),
  };
  const cudnn = {
    'nvidia/cudnn/lib/libcudnn.so.9': entry('nvidia/cudnn/lib/libcudnn.so.9', noise()),
    'nvidia/cudnn/lib/__init__.py': entry(null, Buffer.alloc(0)),
    'nvidia_cudnn_cu12-9.3.0.75.dist-info/License.txt': entry('licences/nvidia_cudnn_cu12.txt', Buffer.from('NVIDIA’s terms')),
  };
  const nvcc = {
    'nvidia/cuda_nvcc/bin/ptxas': entry('nvidia/cuda_nvcc/bin/ptxas', noise()),
    'nvidia/cuda_nvcc/include/crt/host_config.h': entry(null, noise()),
  };
  const wheel = (requirement: string, content: Record<string, Uint8Array>): Wheel => {
    const file = `${requirement.replace('==', '-').replaceAll('-cu12', '_cu12')}-py3-none-manylinux2014_x86_64.whl`;
    // os 3: Unix, whose permissions are then in the upper half of the attributes.
    const program = { os: 3, attrs: 0o100744 << 16 } as const;
    const library = { os: 3, attrs: 0o100644 << 16 } as const;
    const archive = zipSync(
      Object.fromEntries(Object.entries(content).map(([name, data]) => [name, [data, name.includes('/bin/') ? program : library]])),
    );
    writeFileSync(join(folder, file), archive);
    const sha256 = createHash('sha256').update(archive).digest('hex');
    return { requirement, file, bytes: archive.length, unpackedBytes: 3 * bytes, sha256 };
  };
  const wheels = [
    wheel('tensorflow==2.19.1', tensorflow),
    wheel('nvidia-cudnn-cu12==9.3.0.75', cudnn),
    wheel('nvidia-cuda-nvcc-cu12==12.5.82', nvcc),
  ];
  return { folder, wheels, laidOut };
}

export interface WheelServer {
  readonly address: string;
  /** What was asked for: 'tensorflow-….whl' or, of a part, 'tensorflow-….whl from 1000'. */
  readonly asked: readonly string[];
  close(): void;
}

type Answer = (request: IncomingMessage, response: ServerResponse, send: () => void) => void;

/** Serves a folder as file servers do, with ranges. `answer` may do something else in a request's place, or before it has its file sent. */
export async function serveFolder(folder: string, answer: Answer = (_request, _response, send) => send()): Promise<WheelServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? '/', 'http://mirror').pathname);
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    asked.push(start === 0 ? name : `${name} from ${start}`);
    answer(request, response, () => sendFile(join(folder, name), start, response));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/cuda`,
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function sendFile(file: string, start: number, response: ServerResponse): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return void response.writeHead(404).end();
  if (start >= size) return void response.writeHead(416).end();
  const range = start > 0 ? { 'content-range': `bytes ${start}-${size - 1}/${size}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { 'content-length': size - start, ...range });
  response.end(readFileSync(file).subarray(start));
}
