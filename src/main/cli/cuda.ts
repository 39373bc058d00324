import { resolve } from 'node:path';
import type { CudaState, CudaStatus } from '../../shared/cuda';
import type { Services } from '../compose';
import { createCuda, type Cuda } from '../services/cuda/cuda';
import { cudaSourceIn } from '../services/cuda/cuda-source';
import { cudaWheels } from '../services/cuda/pinned-wheels';
import { policyFileOf, readPolicy } from '../services/policy';
import { type Action, type CommandOptions, print, UsageError } from './command';

/** What `cuda` takes, for parseArgs. */
export const cudaOptions = { from: { type: 'string' } } as const;

export interface CudaCommandOptions {
  /** A folder of files in place of the network. */
  readonly from?: string | undefined;
}

/** `cuda [fetch [--from DIR] | remove]`; without a verb it says how things stand. */
export function cuda(
  operands: readonly string[],
  { json, cuda: { from } }: CommandOptions & { readonly cuda: CudaCommandOptions },
): Action {
  const [verb, ...others] = operands;
  if (others.length > 0 || ![undefined, 'fetch', 'remove'].includes(verb) || (from !== undefined && verb !== 'fetch'))
    throw new UsageError('cuda takes: nothing, fetch, fetch --from DIR, or remove.');
  return async (services) => {
    const library = libraryOf(services);
    if (verb === 'fetch') await library.fetch(from === undefined ? null : resolve(from));
    if (verb === 'remove') await library.remove();
    const status = await library.status();
    print(json ? JSON.stringify(status) : describe(status));
    return true;
  };
}

function libraryOf({ cudaPlace, paths, engine, training }: Services): Cuda {
  const policy = readPolicy(policyFileOf(process.platform, process.env));
  return createCuda({
    place: cudaPlace,
    wheels: cudaWheels,
    policy,
    source: cudaSourceIn(paths.packageFile),
    // Loaded when it is wanted: no other command reaches the network.
    openWay: async () => (await import('./fetch-file')).fetchFileBy(policy.network),
    renewEngine: engine.renew,
    isTraining: training.isBusy,
    onChange: showProgress(),
  });
}

const progressMilliseconds = 5_000;

/** Says on standard error how far it is: at each wheel's steps, and every five seconds. */
function showProgress(): (state: CudaState) => void {
  let [shownAt, shown] = [-Infinity, ''];
  return (library) => {
    if (library.state !== 'fetching') return;
    const { step, wheel, doneBytes, totalBytes, millisecondsLeft } = library.progress;
    const what = `${step} ${wheel}`;
    if (what === shown && performance.now() - shownAt < progressMilliseconds) return;
    [shownAt, shown] = [performance.now(), what];
    const left = millisecondsLeft === null ? '' : `, ${Math.ceil(millisecondsLeft / 1000)} s left`;
    process.stderr.write(`${what}: ${megabytes(doneBytes)} of ${megabytes(totalBytes)}${left}\n`);
  };
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;

function describe({ library, driver, networkOff, policyFile, fetchBytes, neededBytes, freeBytes, keptBytes }: CudaStatus): string {
  const whether = driver ? 'An NVIDIA driver is there.' : 'No NVIDIA driver is there, so the CUDA library would be of no use.';
  if (library.state === 'in-use') return `${whether} The CUDA library is in use (${megabytes(keptBytes)}).`;
  if (library.state === 'set-aside')
    return `${whether} The CUDA library is set aside, since an engine did not start with it (${library.reason}). cuda fetch tries it again.`;
  const off = networkOff === null ? '' : ` It cannot be fetched from the network (${networkOff}, ${policyFile}).`;
  const space = `${megabytes(fetchBytes)} are to be fetched, ${megabytes(neededBytes)} are needed on the disk, ${megabytes(freeBytes)} are free`;
  return `${whether} The CUDA library is not there: ${space}.${off}`;
}
