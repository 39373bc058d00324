import { setPriority } from 'node:os';
import { parentPort, type Transferable, workerData } from 'node:worker_threads';
import { toFailure } from '../../shared/failure';
import { runTask } from './run-task';
import type { TaskReply, TaskRequest, TaskValue } from './tasks';

// The entry of an image worker thread: one task at a time, answered by its id. Whoever started the thread keeps the queue.
if (parentPort === null) throw new Error('image-worker runs as a worker thread');
const port = parentPort;

// On Linux, and only there, priority is the calling thread's own (setpriority(2), "C library/kernel differences").
const { givesWay } = workerData as { readonly givesWay: boolean };
if (givesWay && process.platform === 'linux') setPriority(10);

port.postMessage('ready');
port.on('message', (request: TaskRequest) => void answer(request));

async function answer({ id, task }: TaskRequest): Promise<void> {
  let reply: TaskReply;
  let transfer: Transferable[] = [];
  try {
    const value = await runTask(task);
    reply = { id, ok: true, value };
    transfer = transferable(value);
  } catch (error) {
    reply = { id, ok: false, failure: toFailure(error, task.file) };
  }
  port.postMessage(reply, transfer);
}

/** Pixels and files change hands instead of being copied, where they own their memory. */
function transferable(value: TaskValue): Transferable[] {
  const array = value instanceof Uint8Array ? value : 'values' in value ? value.values : 'picture' in value ? value.picture : null;
  return array !== null && array.buffer instanceof ArrayBuffer && array.byteLength === array.buffer.byteLength ? [array.buffer] : [];
}
