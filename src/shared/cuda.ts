import type { Failure } from './failure';

/**
 * Why the CUDA library cannot be fetched from the network: the policy forbids it ('policy') or any use of the network ('network'), the policy cannot be
 * understood, which forbids all that it could ('policy-unusable'), or nobody named an address that has it ('no-source').
 */
export type CudaOff = 'policy' | 'network' | 'policy-unusable' | 'no-source';

/** Getting the library: wheel after wheel is fetched, checked and unpacked. */
export interface CudaProgress {
  readonly step: 'fetching' | 'checking' | 'unpacking';
  /** The wheel that it is at: 'nvidia-cudnn-cu12 9.3.0.75'. */
  readonly wheel: string;
  /** Of the wheels together, as packed. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** null until there is something to judge by. */
  readonly millisecondsLeft: number | null;
}

export type CudaState =
  /** It is not there; `failure` says why the latest try came to nothing. */
  | { readonly state: 'absent'; readonly failure: Failure | null }
  | { readonly state: 'fetching'; readonly progress: CudaProgress }
  /** Engines are started with it. */
  | { readonly state: 'in-use' }
  /** An engine did not start with it; until somebody asks for another try they compute on the processor. */
  | { readonly state: 'set-aside'; readonly reason: string; readonly atMs: number };

export interface CudaStatus {
  readonly library: CudaState;
  /** Whether an NVIDIA driver is there, on a system that the library is made for. */
  readonly driver: boolean;
  /** null where it can be fetched from the network. */
  readonly networkOff: CudaOff | null;
  /** Whether its files may be taken from a folder. */
  readonly folderAllowed: boolean;
  /** Where an administrator's policy lies, or would lie. */
  readonly policyFile: string;
  /** What is still to be fetched. */
  readonly fetchBytes: number;
  /** What it takes on the disk until it is there, beside what is there already. */
  readonly neededBytes: number;
  readonly freeBytes: number;
  /** What it, halves of it or an older one take on the disk now. */
  readonly keptBytes: number;
}
